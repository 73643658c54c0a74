"""Log lines: one of JSON per request, and nothing about who it was or what they sent."""

from __future__ import annotations

import io
import json
import logging

import pytest

from cadreschool.kernel.log_lines import JsonFormatter
from cadreschool.web.guards import public
from tests.school.cast import PASSWORD
from tests.web.seeing import answered, begin

pytestmark = pytest.mark.alike


@pytest.fixture
def lines():
    """Collect log lines the way an operator would: from a stream."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("cadreschool")
    logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)


def test_a_request_leaves_one_line_with_its_number(browse, lines):
    response = browse.client.get("/about/?who=limei")

    [line] = lines()
    assert line["request"] == response.headers["X-Request-ID"]
    assert line["message"] == "GET /about/"
    assert (line["status"], line["endpoint"], line["level"]) == (200, "public.about", "info")
    assert line["at"].endswith("+00:00")


def test_static_files_leave_none(browse, lines):
    browse.client.get("/static/css/base.css").close()

    assert lines() == []


def test_nothing_tells_who_it_was_or_what_they_sent(browse, lines):
    browse.post("account.create_sign_in", login="limei", password="wrong secret", next="/laws/")
    browse.post("account.create_sign_in", login="limei", password=PASSWORD)
    with browse.client.session_transaction() as session:
        token = session["_user_id"]
    paper = begin(browse)
    browse.send(f"{paper}answers", answered(browse.open(paper)) | {"do": "save"})
    browse.client.get("/courses/?track=private", headers={"Referer": "https://private.example"})

    said = json.dumps(lines(), ensure_ascii=False)
    for secret in ("limei", "李梅", "secret", PASSWORD, token, "csrf", "private", "127.0.0.1"):
        assert secret not in said
    assert len(lines()) >= 6


def test_what_nobody_foresaw_leaves_its_traceback_in_the_log_alone(app, browse, lines):
    @public
    def trouble():
        raise RuntimeError("an inside of ours")

    app.add_url_rule("/trouble", "public.trouble", trouble)

    response = browse.client.get("/trouble")

    error = next(line for line in lines() if line["level"] == "error")
    assert "an inside of ours" in error["traceback"]
    assert error["request"] == response.headers["X-Request-ID"]
    assert "an inside of ours" not in response.text


def test_outside_of_a_request_a_line_has_no_number():
    record = logging.LogRecord("cadreschool", logging.INFO, "", 0, "一句话", (), None)

    line = json.loads(JsonFormatter().format(record))

    assert line["message"] == "一句话"
    assert isinstance(line["request"], str)
