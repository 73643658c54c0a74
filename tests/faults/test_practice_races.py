"""The same person in many windows: one exercise, one verdict, one report, and never a 500."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from cadreschool.kernel.db import db
from tests.browse import Browse
from tests.web.study.practising import answer_of, begin, practise

pytestmark = pytest.mark.database
WINDOWS = 5


def _at_once(act: Callable[[int], object]) -> list[object]:
    """Do something in several threads at the same moment; return what came of each."""
    together = threading.Barrier(WINDOWS)
    results: list[object] = [None] * WINDOWS

    def one(number: int) -> None:
        together.wait()
        results[number] = act(number)

    threads = [threading.Thread(target=one, args=[number]) for number in range(WINDOWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def windows(app: Flask) -> list[Browse]:
    """Return windows in which 李梅 is signed in, each with its token."""
    found = [Browse(app).enter("li_mei") for _ in range(WINDOWS)]
    for window in found:
        window.token()
    return found


def _count(app: Flask, query: str) -> int:
    with app.app_context():
        return db.session.scalar(db.text(query)) or 0


def test_many_starts_of_the_day_begin_one_exercise(windows, app):
    answers = _at_once(lambda number: windows[number].post("study.create_daily"))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert _count(app, "SELECT count(*) FROM sitting") == 1


def test_a_question_handed_in_many_times_at_once_is_one_verdict(windows, app):
    exercise = begin(windows[0])
    pages = [window.open(exercise) for window in windows]
    values = [answer_of(page, right=False) | {"do": "answer"} for page in pages]

    answers = _at_once(lambda n: windows[n].send(f"{exercise}answers", values[n]))

    assert {answer.status_code for answer in answers} == {303}
    assert _count(app, "SELECT count(*) FROM handed_question") == 1
    assert _count(app, "SELECT count(*) FROM mark") == 1
    assert _count(app, "SELECT wrong_times FROM mistake") == 1


def test_removed_many_times_at_once_it_is_removed_once(windows, app):
    practise(windows[0], course="listening", wrong=1)
    into = {"question_id": "listening-1-q00"}

    answers = _at_once(lambda n: windows[n].post("study.withdraw_mistake", into=into))

    assert {answer.status_code for answer in answers} == {303}
    assert _count(app, "SELECT count(*) FROM mistake_act") == 1


def test_reported_many_times_at_once_it_is_one_report(windows, app):
    exercise = begin(windows[0])
    into = {"sitting_id": int(exercise.split("/")[3]), "position": 1}
    send = "study.create_question_report"

    answers = _at_once(lambda n: windows[n].post(send, into=into, category="key", text=""))

    assert sorted(answer.status_code for answer in answers) == [303, *([409] * (WINDOWS - 1))]
    assert _count(app, "SELECT count(*) FROM question_report") == 1
