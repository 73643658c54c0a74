"""Exams while everything goes wrong at once: what was told is stored, once, and time is kept.

The server is killed and rises again, requests and replies get lost, the machine's clock leaps by
two hours and back, everybody has two tabs.
"""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer, DrawnQuestion, LateAnswer, Mark, Sitting
from tests.faults.candidates import Candidate, Go
from tests.faults.conftest import SECONDS, Phoenix
from tests.faults.proxy import Proxy
from tests.school import engines
from tests.school.cast import Cast
from tests.school.papers import a_paper

pytestmark = pytest.mark.database
CHANGES = 12
HOUR = 3600.0
PEOPLE = ("limei", "chenxiao", "wangqiang")  # whose sign-in a leap of two hours does not end


def _attend(candidate: Candidate, paper: int, until: float, failed: list[BaseException]) -> None:
    """Sit the paper again and again."""
    try:
        candidate.sit(paper, CHANGES)
        while time.monotonic() < until and not failed:
            candidate.sit(paper, CHANGES)
    except BaseException as error:  # noqa: BLE001 -- whatever it is, the test wants to know
        failed.append(error)


def _rage(phoenix: Phoenix, threads: list[threading.Thread], chance: Random) -> tuple[int, int]:
    """Kill the server and set its clock, as long as somebody sits; return how often.

    A clock that is ahead while the server rises would be believed: there it is right, or late.
    """
    kills = leaps = 0
    is_ahead = False
    while any(thread.is_alive() for thread in threads):
        time.sleep(chance.uniform(0.1, 0.5))
        if chance.random() < 0.5 and not is_ahead:
            phoenix.kill()
            kills += 1
            phoenix.rise()
        else:
            leap = chance.choice((0.0, 2 * HOUR, -2 * HOUR))
            phoenix.set_clock(leap)
            is_ahead = leap > 0
            leaps += 1
        if is_ahead and chance.random() < 0.5:
            phoenix.set_clock(0.0)
            is_ahead = False
    phoenix.set_clock(0.0)
    return kills, leaps


def test_exams_in_a_storm(phoenix: Phoenix, app: Flask, cast: Cast) -> None:
    with app.app_context():
        paper = a_paper(by=cast.sun, attempts=None)
        db.session.remove()
    people = [Candidate.enter(phoenix.port, login, at) for at, login in enumerate(PEOPLE)]
    line = Proxy(phoenix.port, loses=12)
    failed: list[BaseException] = []
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=_attend, args=[one, paper, until, failed]) for one in people]
    for one in people:
        one.visitor.port = line.port
    for thread in threads:
        thread.start()
    kills, leaps = _rage(phoenix, threads, Random(2))
    for thread in threads:
        thread.join()
    line.close()

    assert failed == []
    assert min(kills, leaps) > 0
    assert line.lost.total() > 0
    assert sum(one.tries for one in people) > sum(one.answered for one in people)
    with app.app_context():
        for one in people:
            for go in one.goes:
                _is_as_told(go)
        _nothing_besides([go for one in people for go in one.goes])
        if not engines.IS_POSTGRESQL:
            assert db.session.scalar(db.text("PRAGMA integrity_check")) == "ok"


def _is_as_told(go: Go) -> None:
    """Compare a sitting with what its owner was told: every answer once, in order."""
    orders = {
        row.position: row.option_order.split()
        for row in db.session.execute(
            select(DrawnQuestion.position, DrawnQuestion.option_order).where(
                DrawnQuestion.sitting_id == go.sitting_id
            )
        )
    }
    stored: dict[int, list[str]] = {position: [] for position in go.told}
    rows = select(Answer.position, Answer.seq, Answer.value).where(
        Answer.sitting_id == go.sitting_id
    )
    for row in db.session.execute(rows.order_by(Answer.position, Answer.seq)):
        stored[row.position].append(str(orders[row.position].index(row.value) + 1))
        assert row.seq == len(stored[row.position])
    assert stored == go.told
    sitting = db.session.get_one(Sitting, go.sitting_id)
    assert sitting.submitted_at is not None
    spent = sitting.submitted_at - sitting.started_at
    assert abs(spent) < timedelta(minutes=30), "no leap of the clock counts"
    assert not go.told or _number(Mark.position, Mark.sitting_id == sitting.id) == len(orders)


def _nothing_besides(goes: list[Go]) -> None:
    saves = sum(len(known) for go in goes for known in go.told.values())
    assert _number(Sitting.id) == len(goes)
    assert _number(Answer.position) == saves
    assert _number(LateAnswer.position) == 0
    for action, number in (
        ("exam.start", len(goes)),
        ("answer.save", saves),
        ("sitting.submit", len(goes)),
    ):
        assert _number(AuditRow.id, AuditRow.action == action) == number, action


def _number(column, *where) -> int:
    return db.session.scalar(select(func.count(column)).where(*where)) or 0
