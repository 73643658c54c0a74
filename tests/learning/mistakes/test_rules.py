"""The mistake book as a rule: whatever is answered and done, in whatever order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.learning.mistakes.rules import (
    CLEARED,
    OPEN,
    REMOVE,
    REMOVED,
    RESTORE,
    Act,
    Wish,
    entry,
    may,
)
from cadreschool.learning.verdicts.rules import Verdict
from tests.school.cast import MONDAY

RIGHT, WRONG = "right", "wrong"
EVENTS = st.lists(st.sampled_from((RIGHT, WRONG, REMOVE, RESTORE)), max_size=14)
NUMBERS = st.integers(1, 5)


def _at(minute):
    return MONDAY + timedelta(minutes=minute)


def _entry(events, *wishes):
    """Tell a story, one event a minute; `wishes` are (minute, number)."""
    verdicts = [
        Verdict("q", 1, minute + 1, 1, _at(minute), kind == RIGHT)
        for minute, kind in enumerate(events)
        if kind in (RIGHT, WRONG)
    ]
    acts = [Act(kind, _at(m)) for m, kind in enumerate(events) if kind in (REMOVE, RESTORE)]
    return entry(verdicts, acts, [Wish(number, _at(minute)) for minute, number in wishes])


def test_what_was_never_wrong_is_not_in_the_book():
    assert _entry([RIGHT, RIGHT, REMOVE, RESTORE]) is None


def test_two_right_answers_in_a_row_clear_an_entry_and_a_wrong_one_brings_it_back():
    assert _entry([WRONG, RIGHT]).state == OPEN
    assert _entry([WRONG, RIGHT, RIGHT]).state == CLEARED
    assert _entry([WRONG, RIGHT, WRONG, RIGHT]).state == OPEN

    again = _entry([WRONG, RIGHT, RIGHT, WRONG])
    assert (again.state, again.wrong_times, again.right_in_row) == (OPEN, 2, 0)


def test_a_later_choice_brings_nothing_back_and_clears_nothing_by_itself():
    cleared = _entry([WRONG, RIGHT, RIGHT], (3, 5))
    assert (cleared.state, cleared.cleared_after) == (CLEARED, 2)

    waiting = [WRONG, RIGHT, RIGHT, RIGHT]
    assert _entry(waiting[:3], (0, 4), (3, 1)).state == OPEN
    assert _entry(waiting, (0, 4), (3, 1)).state == CLEARED


@pytest.mark.parametrize("events", [[WRONG, REMOVE], [WRONG, REMOVE, RIGHT, RIGHT, RIGHT]])
def test_what_was_removed_stays_removed_however_often_it_is_right(events):
    assert _entry(events).state == REMOVED


def test_taken_up_again_an_entry_begins_to_count_anew():
    found = _entry([WRONG, RIGHT, RIGHT, RESTORE, RIGHT])

    assert (found.state, found.right_in_row) == (OPEN, 1)


@given(events=EVENTS, number=NUMBERS)
def test_whatever_happens_the_book_tells_what_happened(events, number):
    found = _entry(events, (0, number))
    wrong = [minute for minute, kind in enumerate(events) if kind == WRONG]
    assert (found is None) == (not wrong)
    if found is None:
        return

    after = events[wrong[-1] + 1 :]
    assert found.wrong_times == len(wrong)
    assert found.wrong.at == _at(wrong[-1])
    assert (found.state == CLEARED) == (found.cleared_after is not None)
    if found.state == CLEARED:
        assert found.right_in_row >= number
        assert after.count(RIGHT) >= number
    if found.state == OPEN:
        assert found.right_in_row < number
    if found.state == REMOVED:
        assert REMOVE in after


@given(events=EVENTS, number=NUMBERS)
def test_each_event_leads_on_from_the_state_before_it_and_from_nothing_else(events, number):
    """The book as a machine, one step at a time, against the rule that tells it whole."""
    state, row = None, 0
    for length, kind in enumerate(events, start=1):
        if kind == WRONG:
            state, row = OPEN, 0
        elif state is not None and kind == RIGHT:
            row += 1
            state = CLEARED if state == OPEN and row >= number else state
        elif kind in (REMOVE, RESTORE) and state is not None and may(kind, state):
            state, row = (REMOVED, row) if kind == REMOVE else (OPEN, 0)
        found = _entry(events[:length], (0, number))

        assert (found and (found.state, found.right_in_row)) == (state and (state, row))


@given(events=EVENTS, number=NUMBERS)
def test_told_twice_it_is_the_same(events, number):
    assert _entry(events, (0, number)) == _entry(events, (0, number))
