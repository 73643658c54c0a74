"""The time deadlines go by: forward only, and not with a clock that somebody moved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel.db import write
from cadreschool.kernel.steady import SteadyClock, leap_seconds, mark_clock, seen_at, steady_now
from tests.school.cast import MONDAY

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


class Machine:
    """A machine whose clock can be moved, and whose counter cannot."""

    def __init__(self):
        self.moment, self.count = MONDAY, 1000.0
        self.clock = SteadyClock(lambda: self.moment, lambda: self.count)

    def live(self, time):
        """Let time go by, as both see it."""
        self.moment += time
        self.count += time.total_seconds()

    def read(self):
        """Look at the steady clock, after a second."""
        self.live(SECOND)
        return self.clock.moment()


@pytest.fixture
def machine():
    found = Machine()
    assert found.clock.moment() == MONDAY
    return found


def test_time_goes_by(machine):
    machine.live(HOUR)

    assert machine.read() == MONDAY + HOUR + SECOND
    assert not machine.clock.leap


@pytest.mark.parametrize("leap", [2 * HOUR, -2 * HOUR, timedelta(days=-3), 6 * MINUTE])
def test_a_leap_of_the_machine_changes_nothing(machine, leap):
    machine.moment += leap

    assert machine.read() == MONDAY + SECOND
    assert machine.clock.leap == leap
    machine.live(HOUR)
    assert machine.read() == MONDAY + HOUR + 2 * SECOND


def test_a_leap_that_is_taken_back_is_forgotten(machine):
    machine.moment += 2 * HOUR
    machine.read()
    machine.moment -= 2 * HOUR

    assert machine.read() == MONDAY + 2 * SECOND
    assert not machine.clock.leap


def test_small_corrections_are_followed_but_never_back(machine):
    machine.moment += 4 * MINUTE
    assert machine.read() == MONDAY + 4 * MINUTE + SECOND

    machine.moment -= 4 * MINUTE
    assert machine.read() == MONDAY + 4 * MINUTE + SECOND
    machine.live(5 * MINUTE)
    assert machine.read() == MONDAY + 5 * MINUTE + 3 * SECOND


def test_a_new_process_does_not_go_behind_what_was_seen(session):
    first = Machine()
    first.live(HOUR)
    write(lambda: mark_clock(first.clock))
    second = Machine()
    second.moment -= timedelta(days=3)

    assert seen_at() == MONDAY + HOUR
    assert steady_now(second.clock) == MONDAY + HOUR
    second.live(MINUTE)
    assert steady_now(second.clock) == MONDAY + HOUR + MINUTE
    assert second.clock.leap == -timedelta(days=3) - HOUR


def test_the_mark_never_goes_back_and_tells_of_a_leap(session):
    early, late = Machine(), Machine()
    early.clock.moment()
    late.live(HOUR)
    assert leap_seconds() == 0
    late.clock.moment()
    late.moment += 2 * HOUR
    write(lambda: mark_clock(late.clock))
    write(lambda: mark_clock(early.clock))

    assert (seen_at(), leap_seconds()) == (MONDAY + HOUR, 7200)
