"""A reply that never arrives: the same form with the same key is one change and one answer."""

from __future__ import annotations

import json
import socket
import uuid
from urllib.parse import urlencode

import pytest
from flask import Flask

from cadreschool.kernel.db import db
from tests.faults.answering import Taker
from tests.faults.conftest import Phoenix
from tests.school.processes import eventually

pytestmark = pytest.mark.database


def _send_and_hang_up(taker: Taker, place: str, key: str) -> None:
    """Send the form and close the line before the server can answer."""
    fields = {**taker.form(place), "csrf_token": taker.visitor.token(), "request_key": key}
    body = urlencode(fields)
    lines = [
        f"POST {taker.path}answers HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {taker.visitor.headers()['Cookie']}",
        "Accept: application/json",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "",
        body,
    ]
    with socket.create_connection(("127.0.0.1", taker.visitor.port)) as line:
        line.sendall("\r\n".join(lines).encode())


def _stored(app: Flask, taker: Taker) -> int:
    query = "SELECT count(*) FROM answer WHERE sitting_id = :sitting"
    with app.app_context():
        return db.session.scalar(db.text(query), {"sitting": taker.sitting_id}) or 0


def test_sending_again_after_a_lost_reply_changes_nothing_more(
    phoenix: Phoenix, app: Flask
) -> None:
    taker = Taker.begin(phoenix.port, "limei")
    for number in range(1, 5):
        place, key = str(number % 2 + 1), str(uuid.uuid4())
        _send_and_hang_up(taker, place, key)
        assert eventually(lambda expected=number: _stored(app, taker) == expected)

        answers = [taker.send(place, key) for _ in range(3)]
        assert {answer.status for answer in answers} == {200}
        assert len({answer.text for answer in answers}) == 1
        assert _stored(app, taker) == number
        taker.base = json.loads(answers[0].text)["bases"][str(taker.position)]
        assert taker.base == number


def test_the_same_form_twice_at_once_is_one_change(phoenix: Phoenix, app: Flask) -> None:
    taker = Taker.begin(phoenix.port, "wangqiang")
    key = str(uuid.uuid4())
    for _ in range(6):
        _send_and_hang_up(taker, "1", key)

    assert taker.send("1", key).status == 200
    assert _stored(app, taker) == 1
