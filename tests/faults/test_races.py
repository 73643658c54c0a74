"""The same person in many windows at once: one check, one hand-in, and never a 500."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from cadreschool.kernel.db import db
from tests.browse import Browse

pytestmark = pytest.mark.database
WINDOWS = 6
LESSON = {"course_id": "speaking", "lesson_id": "speaking-1"}


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


def test_many_starts_at_once_begin_one_check(windows: list[Browse], app: Flask) -> None:
    path = windows[0].address("study.create_sitting", **LESSON)
    answers = _at_once(lambda number: windows[number].send(path, {}))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert _count(app, "SELECT count(*) FROM sitting") == 1
    assert _count(app, "SELECT count(*) FROM drawn_question") == 5
    assert _count(app, "SELECT number FROM counter WHERE what = 'started'") == 1


def test_many_hand_ins_at_once_count_once(windows: list[Browse], app: Flask) -> None:
    path = windows[0].post("study.create_sitting", into=LESSON).location
    answers = _at_once(
        lambda number: windows[number].send(f"{path}answers", {"do": "submit_anyway"})
    )

    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {303, 409}
    assert statuses[303] >= 1
    assert _count(app, "SELECT count(*) FROM mark") == 5
    assert _count(app, "SELECT count(*) FROM audit_row WHERE action = 'sitting.submit'") == 1


def test_many_answers_to_one_question_keep_their_order(windows: list[Browse], app: Flask) -> None:
    path = windows[0].post("study.create_sitting", into=LESSON).location
    page = windows[0].open(path)
    radio = page.select_one("input[type=radio]")
    assert radio is not None
    name = str(radio["name"])
    answers = _at_once(
        lambda number: windows[number].send(
            f"{path}answers", {name: str(number % 2 + 1), f"{name}-base": 0, "do": "save"}
        )
    )

    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {303, 409}
    stored = _count(app, "SELECT count(*) FROM answer")
    assert stored == _count(app, "SELECT max(seq) FROM answer")
    assert 1 <= stored <= 2


def test_many_readers_of_one_lesson_finish_it_once(app: Flask, windows: list[Browse]) -> None:
    path = windows[0].address("study.create_position", **LESSON)
    lesson = windows[0].get("study.lesson", **LESSON)
    block = lesson.select_one("[id^=b-]")
    assert block is not None
    answers = _at_once(lambda number: windows[number].send(path, {"block": block["id"]}))

    assert {answer.status_code for answer in answers} == {204}
    assert _count(app, "SELECT count(*) FROM reading_position") == 1
