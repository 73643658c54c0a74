"""Choosing three of what could be suggested."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.learning.suggestions.rules import (
    LONGEST,
    MOST,
    OF_ONE_SORT,
    Aim,
    Candidate,
    Sort,
    Step,
    groups,
)


def _one(sort: Sort, thing: int, minutes: int = 10) -> Candidate:
    aim = Aim(Step.READ, "course", f"lesson-{thing}")
    return Candidate(sort, aim, f"课 {thing}", f"因为 {sort}", minutes)


_CANDIDATES = st.lists(
    st.builds(_one, st.sampled_from(Sort), st.integers(0, 12), st.integers(0, 40)), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(_CANDIDATES)
def test_never_more_than_three_never_longer_and_never_three_of_one_sort(among):
    for group in groups(among):
        assert 1 <= len(group) <= MOST
        assert all(0 < one.minutes <= LONGEST for one in group)
        assert all(one in among for one in group)
        sorts = [one.sort for one in group]
        assert max(map(sorts.count, sorts)) <= OF_ONE_SORT


@settings(max_examples=80, deadline=None)
@given(_CANDIDATES)
def test_nothing_is_suggested_twice_and_the_same_always_comes_of_the_same(among):
    found = groups(among)
    things = [one.aim.thing for group in found for one in group]

    assert len(things) == len(set(things))
    assert groups(among) == found


@settings(max_examples=80, deadline=None)
@given(_CANDIDATES)
def test_whatever_fits_at_all_gives_a_suggestion_and_the_best_of_the_first_sort_leads(among):
    fits = [one for one in among if 0 < one.minutes <= LONGEST]
    found = groups(among)

    assert bool(found) is bool(fits)
    if fits:
        first = min((one.sort for one in fits), key=list(Sort).index)
        assert found[0][0] == next(one for one in fits if one.sort is first)


def test_sorts_take_turns():
    among = [_one(Sort.OPEN, n) for n in range(3)] + [_one(Sort.GAP, 10 + n) for n in range(3)]
    among += [_one(Sort.SCENARIO, 20)]

    shown = [[one.sort for one in group] for group in groups(among)]

    assert shown == [
        [Sort.OPEN, Sort.GAP, Sort.SCENARIO],
        [Sort.OPEN, Sort.GAP, Sort.OPEN],
        [Sort.GAP],
    ]


def test_of_one_sort_alone_there_are_two_at_a_time():
    assert [len(group) for group in groups(_one(Sort.GAP, n) for n in range(5))] == [2, 2, 1]


def test_what_the_page_shows_already_is_not_suggested_once_more():
    among = [_one(Sort.OPEN, 1), _one(Sort.GAP, 2)]

    (found,) = groups(among, besides=Aim(Step.GO_ON, "course", "lesson-1"))

    assert [one.title for one in found] == ["课 2"]
