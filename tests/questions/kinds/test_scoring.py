"""The four rules for 多选: what each gives, and what holds for all of them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.questions.values import Scoring
from tests.questions.building import a_question

SOURCE = "- [x] 甲\n- [x] 乙\n- [ ] 丙\n- [x] 丁\n- [ ] 戊"
RIGHT = frozenset("abd")
scorings = st.sampled_from(Scoring)
ticks = st.frozensets(st.sampled_from("abcde"))


def share(ticked, scoring):
    question, kind = a_question("多选", SOURCE)
    value = kind.read_response(question, sorted(ticked))
    return kind.mark(question, value, scoring)


@pytest.mark.parametrize(
    ("ticked", "exact", "half", "each", "penalty"),
    [
        ("abd", 1, 1, 1, 1),
        ("ab", 0, Fraction(1, 2), Fraction(4, 5), Fraction(2, 3)),
        ("a", 0, Fraction(1, 2), Fraction(3, 5), Fraction(1, 3)),
        ("abcd", 0, 0, Fraction(4, 5), Fraction(2, 3)),
        ("abc", 0, 0, Fraction(3, 5), Fraction(1, 3)),
        ("c", 0, 0, Fraction(1, 5), 0),
        ("ce", 0, 0, 0, 0),
        ("abcde", 0, 0, Fraction(3, 5), Fraction(1, 3)),
        ("", 0, 0, 0, 0),
    ],
)
def test_each_rule_gives_what_it_says(ticked, exact, half, each, penalty):
    assert [share(ticked, scoring) for scoring in Scoring] == [exact, half, each, penalty]


@given(ticks, scorings)
def test_a_share_lies_between_nothing_and_all(ticked, scoring):
    assert 0 <= share(ticked, scoring) <= 1


@given(ticks, scorings)
def test_all_right_earns_everything_under_every_rule_and_nothing_else_does(ticked, scoring):
    assert (share(ticked, scoring) == 1) == (ticked == RIGHT)


@given(ticks.filter(bool), scorings, st.data())
def test_one_more_right_tick_never_costs_and_one_more_wrong_tick_never_pays(ticked, scoring, data):
    more = data.draw(
        st.sampled_from("abcde").filter(lambda one: one not in ticked)
        if len(ticked) < 5
        else st.just("a")
    )
    gained = share(ticked | {more}, scoring) - share(ticked, scoring)

    assert gained >= 0 if more in RIGHT else gained <= 0


@given(ticks)
def test_whoever_passes_exactly_passes_by_every_rule(ticked):
    exact = share(ticked, Scoring.EXACT)

    assert all(share(ticked, scoring) >= exact for scoring in Scoring)
