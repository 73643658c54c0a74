"""Drawing a diagnostic, and what it advises."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.learning.diagnostics import rules
from cadreschool.learning.diagnostics.rules import Advice, UnitResult
from cadreschool.learning.practice.rules import Asked
from tests.learning.building import a_question
from tests.school.cast import MONDAY


def _pool(units: int, each: int = 6) -> list[Asked]:
    return [
        Asked(a_question(unit * 100 + at), f"A{unit}", f"course-{unit}", f"lesson-{at // 3}")
        for unit in range(units)
        for at in range(each)
    ]


def _drawn(units: int, **more) -> list[Asked]:
    wanted = {"asked": (), "answered": (), "seed": 1} | more
    return rules.draw(_pool(units), **wanted)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.integers(0, 9), st.integers(0, 2**30))
def test_a_diagnostic_is_short_balanced_and_asks_nothing_twice(units, each, seed):
    drawn = rules.draw(_pool(units, each), asked=(), answered=(), seed=seed)
    numbers = Counter(one.unit for one in drawn)

    assert len(drawn) == len({one.id for one in drawn}) <= rules.MOST
    assert rules.minutes_of(one.question for one in drawn) <= rules.MINUTES
    assert not numbers or max(numbers.values()) - min(numbers.values()) <= 1
    assert [one.unit for one in drawn] == sorted(
        (one.unit for one in drawn), key=[f"A{n}" for n in range(units)].index
    )


def test_ten_units_are_asked_two_questions_each_of_two_lessons():
    drawn = _drawn(10)

    assert Counter(one.unit for one in drawn) == {f"A{unit}": 2 for unit in range(10)}
    assert len({(one.course_id, one.lesson_id) for one in drawn}) == 20


def test_few_units_are_asked_more_so_that_something_can_be_said():
    assert Counter(one.unit for one in _drawn(2)) == {"A0": 4, "A1": 4}


def test_a_second_one_asks_others_while_there_are_any():
    first = {one.id for one in _drawn(10)}
    second = {one.id for one in _drawn(10, asked=first, seed=2)}
    all_of_them = {one.id for one in _pool(10)}

    assert not first & second
    assert len(_drawn(10, asked=all_of_them)) == 20


def test_what_was_answered_elsewhere_comes_after_what_is_new():
    answered = {one.id for one in _pool(10) if int(one.id[1:]) % 3}

    assert not answered & {one.id for one in _drawn(10, answered=answered)}


@pytest.mark.parametrize(
    ("right", "total", "advice"),
    [
        (2, 2, Advice.SKIM),
        (1, 2, Advice.CHECK_FIRST),
        (0, 2, Advice.FROM_START),
        (1, 1, Advice.CHECK_FIRST),
        (0, 1, Advice.FROM_START),
        (4, 4, Advice.SKIM),
        (3, 4, Advice.CHECK_FIRST),
        (1, 4, Advice.FROM_START),
    ],
)
def test_a_unit_gets_a_direction(right, total, advice):
    assert rules.advise(right, total) is advice


def test_what_was_annulled_says_nothing_of_its_unit():
    units = {1: "A1", 2: "A1", 3: "B1", 4: "C1"}

    assert rules.results(units, {1: 1000, 2: 0, 3: 999}) == [
        UnitResult("A1", 1, 2),
        UnitResult("B1", 0, 1),
    ]


def test_it_may_be_repeated_after_thirty_days():
    assert rules.opens_at(None, at=MONDAY) is None
    assert rules.opens_at(MONDAY, at=MONDAY + timedelta(days=29)) == MONDAY + timedelta(days=30)
    assert rules.opens_at(MONDAY, at=MONDAY + timedelta(days=30)) is None
