"""A server killed again and again loses nothing it acknowledged, and does nothing twice."""

from __future__ import annotations

import threading
import time
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer, DrawnQuestion
from tests.faults.answering import Taker
from tests.faults.conftest import SECONDS, Phoenix
from tests.school import engines

pytestmark = pytest.mark.database
SAVES = 25
KILLS = max(3, round(SECONDS / 2))


def _answer_until(is_enough: threading.Event, taker: Taker) -> None:
    """Save at least SAVES answers, and go on until the server has been killed often enough."""
    while len(taker.acknowledged) < SAVES or not is_enough.is_set():
        taker.save(str(len(taker.acknowledged) % 2 + 1))


def test_what_was_acknowledged_is_stored_once(phoenix: Phoenix, app: Flask) -> None:
    takers = [Taker.begin(phoenix.port, login) for login in ("limei", "chenxiao", "wangqiang")]
    is_enough = threading.Event()
    threads = [threading.Thread(target=_answer_until, args=[is_enough, taker]) for taker in takers]
    for thread in threads:
        thread.start()
    kills, chance = 0, Random(1)
    while any(thread.is_alive() for thread in threads):
        time.sleep(chance.uniform(0.05, 0.4))
        phoenix.kill()
        kills += 1
        phoenix.rise()
        if kills >= KILLS:
            is_enough.set()
    for thread in threads:
        thread.join()

    acknowledged = sum(len(taker.acknowledged) for taker in takers)
    assert sum(taker.tries for taker in takers) > acknowledged, "no reply was ever lost"
    with app.app_context():
        for taker in takers:
            assert len(taker.acknowledged) >= SAVES
            assert _stored(taker) == taker.acknowledged
            assert _audited(taker) == len(taker.acknowledged)
        if not engines.IS_POSTGRESQL:
            assert db.session.scalar(db.text("PRAGMA integrity_check")) == "ok"


def _stored(taker: Taker) -> list[str]:
    """Return the stored values of the taker's question, as places on their paper, in order."""
    order = db.session.scalars(
        select(DrawnQuestion.option_order).where(
            DrawnQuestion.sitting_id == taker.sitting_id,
            DrawnQuestion.position == taker.position,
        )
    ).one()
    values = db.session.scalars(
        select(Answer.value)
        .where(Answer.sitting_id == taker.sitting_id, Answer.position == taker.position)
        .order_by(Answer.seq)
    )
    return [str(order.split().index(value) + 1) for value in values]


def _audited(taker: Taker) -> int:
    query = "SELECT count(*) FROM audit_row WHERE action = 'answer.save' AND object_id = :sitting"
    return db.session.scalar(db.text(query), {"sitting": str(taker.sitting_id)}) or 0
