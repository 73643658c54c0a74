"""When something comes back: days and right or wrong in, a day out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.clock import day_of
from cadreschool.learning.review.rules import (
    LONGEST,
    Passed,
    due_retests,
    lesson_of,
    memory,
    retest_subject,
)
from cadreschool.learning.verdicts.rules import Verdict
from tests.school.cast import MONDAY

DAYS = st.lists(
    st.tuples(st.integers(1, 40), st.lists(st.booleans(), min_size=1, max_size=4)),
    min_size=1,
    max_size=6,
)


def _answers(*days):
    """Answer on days: (days since Monday, right or wrong for each answer of that day)."""
    return [
        Verdict("q", 1, 1, 1, MONDAY + timedelta(days=day, minutes=minute), is_right)
        for day, answers in days
        for minute, is_right in enumerate(answers)
    ]


def _in_turn(gaps):
    day, found = 0, []
    for gap, answers in gaps:
        day += gap
        found.append((day, answers))
    return found


def _interval(*days):
    found = memory(_answers(*days))
    return (found.due_on - found.answered_on).days


def test_what_was_never_answered_has_no_day():
    assert memory([]) is None


def test_right_comes_back_later_each_time_and_wrong_comes_back_tomorrow():
    assert _interval((0, [True])) == 2
    assert _interval((0, [True]), (2, [True])) > 7
    assert _interval((0, [True]), (2, [True]), (13, [True])) > 30
    assert _interval((0, [False])) == 1
    assert _interval((0, [True]), (2, [True]), (13, [False])) < 7


def test_only_the_first_answer_of_a_day_in_shanghai_counts():
    first = memory(_answers((0, [False])))

    assert memory(_answers((0, [False, True, True]))) == first
    assert memory(_answers((0, [False]), (1, [True]))) != first


@given(gaps=DAYS)
def test_answers_repeated_on_the_same_day_never_change_anything(gaps):
    days = _in_turn(gaps)

    assert memory(_answers(*days)) == memory(_answers(*((day, a[:1]) for day, a in days)))


@given(gaps=DAYS)
def test_nothing_comes_back_the_same_day_nor_after_more_than_a_year(gaps):
    found = memory(_answers(*_in_turn(gaps)))

    assert timedelta(days=1) <= found.due_on - found.answered_on <= timedelta(days=LONGEST)
    assert found.answered_on == day_of(MONDAY) + timedelta(days=sum(gap for gap, _ in gaps))


@given(gaps=DAYS, hour=st.integers(0, 14))
def test_the_hour_of_an_answer_leaves_no_trace(gaps, hour):
    answers = _answers(*_in_turn(gaps))
    later = [Verdict("q", 1, 1, 1, one.at + timedelta(hours=hour), one.is_right) for one in answers]

    assert memory(later) == memory(answers)


# Re-tests


PASSED = date(2026, 3, 2)


def _due(day, *taken):
    return [one.days for one in due_retests([Passed("c", "l", 1, PASSED)], taken, day)]


def test_a_lesson_comes_back_after_thirty_days_and_after_ninety():
    assert _due(PASSED + timedelta(29)) == []
    assert _due(PASSED + timedelta(30)) == [30]
    assert _due(PASSED + timedelta(40), retest_subject("c", "l", 30)) == []
    assert _due(PASSED + timedelta(90), retest_subject("c", "l", 30)) == [90]


def test_once_the_later_one_is_due_the_earlier_one_has_lapsed():
    assert _due(PASSED + timedelta(90)) == [90]
    assert _due(PASSED + timedelta(500), retest_subject("c", "l", 90)) == []


def test_what_is_due_longest_comes_first():
    early, late = Passed("c", "one", 1, PASSED), Passed("c", "two", 2, PASSED + timedelta(3))

    assert [one.passed for one in due_retests([late, early], (), PASSED + timedelta(60))] == [
        early,
        late,
    ]


def test_a_subject_names_course_lesson_and_days():
    assert lesson_of(retest_subject("a1-union-law", "what", 90)) == ("a1-union-law", "what", 90)
