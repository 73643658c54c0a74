"""The worker hands in what nobody comes back to, by a time nobody can move."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel.db import db
from cadreschool.kernel.steady import SteadyClock, seen_at
from cadreschool.learning.models import Sitting
from cadreschool.worker.ending import end_overdue, mark
from tests.school.cast import MONDAY
from tests.school.papers import a_paper, answer, sit
from tests.school.steps import viewer_of

HOUR = timedelta(hours=1)


@pytest.fixture
def machine(app):
    """Return the moment and the counter of the machine, to be set."""
    state = {"moment": MONDAY, "count": 0.0}
    clock = SteadyClock(lambda: state["moment"], lambda: state["count"])
    app.extensions["steady_clock"] = clock
    clock.moment()
    return state


@pytest.fixture
def sitting(session, cast):
    li_mei = viewer_of(cast.li_mei)
    made = sit(li_mei, a_paper(by=cast.sun))
    answer(li_mei, made, leave=3)
    return made


def _sitting(sitting_id):
    found = db.session.get(Sitting, sitting_id, populate_existing=True)
    db.session.close()
    return found


def test_a_sitting_whose_time_is_over_is_handed_in_as_it_stands(machine, sitting):
    machine.update(moment=MONDAY + HOUR, count=3600.0)
    assert end_overdue() == 0, "ten seconds remain"

    machine.update(moment=MONDAY + 2 * HOUR, count=7200.0)

    assert (end_overdue(), end_overdue()) == (1, 0)
    found = _sitting(sitting)
    assert (found.submitted_at, found.score) == (MONDAY + HOUR, 50)


@pytest.mark.parametrize("leap", [2 * HOUR, timedelta(days=400)])
def test_a_clock_that_leaps_ends_nothing(machine, sitting, leap, caplog):
    machine["moment"] += leap

    assert end_overdue() == 0
    assert _sitting(sitting).submitted_at is None


def test_while_the_clock_has_leapt_the_log_says_what_is_not_ended(machine, sitting, caplog):
    machine.update(moment=MONDAY + 9 * HOUR, count=7200.0)

    assert end_overdue() == 0
    assert "1 sittings are not ended: the clock has leapt" in caplog.text


def test_a_clock_set_back_gives_nobody_more_time(machine, sitting):
    machine.update(moment=MONDAY - 3 * HOUR, count=1.0)
    mark()
    later = SteadyClock(lambda: MONDAY - 3 * HOUR, lambda: 0.0)

    later.begin(seen_at())

    assert later.moment() == MONDAY + timedelta(seconds=1)
