"""Item statistics against figures computed by hand, and when an item is doubtful."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.learning.statistics.rules import (
    Doubt,
    Response,
    doubts,
    item_statistics,
)

# Five takers: mark on the item, marks on all other items.
BY_HAND = [Response(1, 4), Response(1, 3), Response(0, 3), Response(1, 2), Response(0, 1)]


def test_figures_agree_with_those_computed_by_hand():
    found = item_statistics(BY_HAND)

    # Means 3/5 and 13/5. Sums of products of the deviations: marks 6/5, others 26/5, both 6/5.
    assert found.number == 5
    assert found.facility == pytest.approx(60)
    assert found.deviation == pytest.approx(100 * sqrt(0.3))
    assert found.discrimination == pytest.approx(100 * 0.3 / sqrt(0.3 * 1.3))
    # Sorted, the marks 0 0 1 1 1 meet 1 2 3 3 4: the sum of products is 10 − 5·(3/5)·(13/5) = 2.2.
    assert found.efficiency == pytest.approx(100 * 1.2 / 2.2)


def test_an_item_that_all_answer_alike_has_no_discrimination():
    found = item_statistics([Response(1, other) for other in (1, 2, 3)])

    assert (found.facility, found.discrimination, found.efficiency) == (100, None, None)


@pytest.mark.parametrize("number", [0, 1])
def test_hardly_any_answers_give_hardly_any_figures(number):
    found = item_statistics([Response(1, 1)] * number)

    assert found.number == number
    assert (found.deviation, found.discrimination) == (None, None)


responses = st.lists(
    st.builds(
        Response,
        st.sampled_from([0.0, 0.5, 1.0]),
        st.integers(0, 9).map(float),
        st.sampled_from([(), ("a",), ("a", "b")]),
    ),
    max_size=60,
)


@given(responses)
def test_figures_stay_within_their_bounds_and_do_not_depend_on_order(some):
    found, again = item_statistics(some), item_statistics(some[::-1])

    assert found.number == again.number
    for name, least, most in (("facility", 0, 100), ("discrimination", -100, 100)):
        value = getattr(found, name)
        assert value is None or least - 1e-6 <= value <= most + 1e-6
        assert value == pytest.approx(getattr(again, name)) or value is None
    assert found.efficiency is None or found.efficiency <= 100 + 1e-6
    assert sum(one.number for one in found.options) == sum(len(one.chosen) for one in some)


def _takers(number, mark, chosen):
    """Return takers from weak to strong, with what each earned and chose."""
    return [Response(mark(n), float(n), (chosen(n),)) for n in range(number)]


def test_fewer_than_thirty_answers_say_nothing():
    wrong_way = _takers(29, lambda n: float(n < 10), lambda n: "a" if n < 10 else "b")

    assert doubts(item_statistics(wrong_way), {"a": True, "b": False}) == ()


def test_a_wrong_key_shows_by_what_the_best_choose():
    wrong_way = _takers(30, lambda n: float(n < 10), lambda n: "a" if n < 10 else "b")
    found = doubts(item_statistics(wrong_way), {"a": True, "b": False})

    assert found == (Doubt.KEY, Doubt.NEGATIVE)


def test_a_sound_item_raises_no_doubt():
    sound = _takers(40, lambda n: float(n >= 15), lambda n: "a" if n >= 15 else "b")

    assert doubts(item_statistics(sound), {"a": True, "b": False}) == ()


def test_options_that_nobody_chooses_are_told():
    sound = _takers(40, lambda n: float(n >= 15), lambda n: "a" if n >= 15 else "b")

    assert doubts(item_statistics(sound), {"a": True, "b": False, "c": False}) == (Doubt.IDLE,)


@pytest.mark.parametrize(("right", "doubt"), [(2, Doubt.HARD), (100, Doubt.EASY)])
def test_what_hardly_anybody_or_everybody_can_do_is_told(right, doubt):
    takers = _takers(100, lambda n: float(n >= 100 - right), lambda _: "a")

    assert doubt in doubts(item_statistics(takers))
