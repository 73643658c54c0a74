"""The same person in many windows: one run, one choice a step, one text, and never a 500."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cadreschool.kernel.db import db
from tests.browse import Browse
from tests.school import drills, scenarios
from tests.school.running import publish_course
from tests.web.study import penning, walking

pytestmark = pytest.mark.database
WINDOWS = 5


@pytest.fixture
def windows(app):
    """Return windows in which 李梅 is signed in, each with its token."""
    with app.app_context():
        publish_course(scenarios.a_scenario_course())
        publish_course(drills.a_drill_course())
    found = [Browse(app).enter("li_mei") for _ in range(WINDOWS)]
    for window in found:
        window.token()
    return found


def at_once(windows, act):
    """Let every window do something at the same moment; return what came of each."""
    together = Barrier(WINDOWS)

    def one(number):
        together.wait()
        return act(number, windows[number])

    with ThreadPoolExecutor(WINDOWS) as pool:
        return list(pool.map(one, range(WINDOWS)))


def count(app, query):
    with app.app_context():
        return db.session.scalar(db.text(query))


def test_many_starts_begin_one_first_run(windows, app):
    answers = at_once(windows, lambda _, window: window.post("study.create_run", into=walking.HERE))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert count(app, "SELECT count(*) FROM scenario_run") == 1


def test_of_many_choices_at_one_step_the_first_stands_and_the_others_are_told(windows, app):
    run = walking.begin(windows[0])
    answers = at_once(
        windows,
        lambda number, window: window.send(
            f"{run}choices", {"step": "1", "choice": str(number % 3 + 1)}
        ),
    )

    told = Counter(answer.status_code for answer in answers)
    assert set(told) == {303, 409}
    assert told[303] in {1, 2}, "two windows may have wished the same"
    assert count(app, "SELECT count(*) FROM scenario_choice") == 1


def test_the_last_choice_pressed_many_times_finishes_the_lesson_once(windows, app):
    run = walking.walk(windows[0], "ba")
    last = walking.form(windows[0].open(run), "a")
    answers = at_once(windows, lambda _, window: window.send(f"{run}choices", last))

    assert {answer.status_code for answer in answers} == {303}
    assert count(app, "SELECT count(*) FROM scenario_end") == 1
    assert count(app, "SELECT count(*) FROM lesson_record") == 1


def test_of_many_texts_at_once_one_is_stored_and_none_lost_unseen(windows, app):
    work = penning.begin(windows[0])
    answers = at_once(
        windows,
        lambda number, window: penning.save(window, work, f"第{number}个窗口写的", json=True),
    )

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: WINDOWS - 1}
    assert all(one.json["conflicts"] == [1] for one in answers if one.status_code == 409)
    assert count(app, "SELECT version FROM drill_work") == 1


def test_many_who_close_and_start_again_have_one_text_each_time(windows, app):
    work = penning.begin(windows[0])
    closed = at_once(windows, lambda _, window: penning.save(window, work, penning.TEXT, do="done"))
    started = at_once(windows, lambda _, window: penning.begin(window))

    assert {answer.status_code for answer in closed} <= {303, 409}
    assert len(set(started)) == 1
    assert count(app, "SELECT count(*) FROM drill_work") == 2
