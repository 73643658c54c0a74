"""What weighted results say: exact against known values, and steady under what must not matter."""

from __future__ import annotations

from fractions import Fraction
from math import asin, comb, pi, sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.learning.profile.estimator import (
    ENOUGH,
    HALF_LIFE,
    aged,
    beta_interval,
    beta_quantile,
    beta_share,
    estimate,
)

EXACT = 1e-9
RESULTS = st.floats(0, 1, allow_subnormal=False)
WEIGHTS = st.floats(0, 4, allow_subnormal=False)
ROWS = st.lists(st.tuples(RESULTS, WEIGHTS), min_size=10, max_size=40)


def test_known_distributions_have_their_known_intervals():
    """Beta(1, 1) is even; Beta(n, 1) has the quantile p^(1/n), Beta(1, n) its mirror."""
    assert beta_interval(1, 1) == pytest.approx((0.1, 0.9), abs=EXACT)
    for n in (2, 9, 40):
        low, high = 0.1 ** (1 / n), 0.9 ** (1 / n)
        assert beta_interval(n, 1) == pytest.approx((low, high), abs=EXACT)
        assert beta_interval(1, n) == pytest.approx((1 - high, 1 - low), abs=EXACT)
    assert beta_interval(2, 5) == pytest.approx((0.0925952589, 0.5103163066), abs=EXACT)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60))
def test_with_whole_numbers_the_tails_are_those_of_exact_fractions(a, b):
    """Below x lies what at least `a` of `a + b - 1` throws make: counted without rounding."""
    for x, share in zip(beta_interval(a, b), (0.1, 0.9), strict=True):
        exact, n = Fraction(x), a + b - 1
        below = sum(comb(n, j) * exact**j * (1 - exact) ** (n - j) for j in range(a, n + 1))
        assert float(below) == pytest.approx(share, abs=EXACT)


@pytest.mark.parametrize("x", [0.01, 0.3, 0.5, 0.77, 0.999])
def test_broken_weights_are_exact_too(x):
    """Beta(3/2, 3/2) is a half circle."""
    below = 2 / pi * (asin(sqrt(x)) - sqrt(x * (1 - x)) * (1 - 2 * x))

    assert beta_share(1.5, 1.5, x) == pytest.approx(below, abs=EXACT)
    assert beta_quantile(1.5, 1.5, below) == pytest.approx(x, abs=EXACT)


def test_outside_of_it_lies_nothing():
    assert (beta_share(2, 3, 0), beta_share(2, 3, 1)) == (0, 1)


def test_very_many_observations_are_no_trouble():
    low, high = beta_interval(9001, 1001)

    assert 0.89 < low < 0.9 < high < 0.91
    assert beta_share(9001, 1001, high) - beta_share(9001, 1001, low) == pytest.approx(0.8)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_evidence_does_not_matter(rows, random: Random):
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert estimate(shuffled) == estimate(rows)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_what_weighs_nothing_changes_nothing(rows):
    assert estimate([*rows, (0.0, 0.0), (1.0, 0.0)]) == estimate(rows)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.floats(1, 20))
def test_more_evidence_that_agrees_narrows_the_interval(rows, more):
    before = estimate(rows)
    if before is None:
        return
    won = (before.mean * (2 + before.weight) - 1) / before.weight  # what it was on average
    after = estimate([*rows, (min(max(won, 0.0), 1.0), more)])

    assert after is not None
    assert after.high - after.low < before.high - before.low


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(1, 2000))
def test_ageing_only_widens(rows, days):
    """All rows alike: what was known is known less well."""
    now = estimate(rows)
    later = estimate([(result, aged(weight, days)) for result, weight in rows])

    if now is not None and later is not None:
        assert later.high - later.low >= now.high - now.low - EXACT
        assert later.weight < now.weight
    assert now is not None or later is None


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_an_ability_lies_between_none_and_whole(rows):
    found = estimate(rows)

    if found is None:
        assert sum(weight for _, weight in rows) < ENOUGH + EXACT
    else:
        assert 0 <= found.low < found.high <= 1
        assert 0 < found.mean < 1


@settings(max_examples=60, deadline=None)
@given(st.floats(0.2, 0.8), st.integers(8, 60))
def test_the_mean_of_usual_evidence_lies_within_its_interval(result, number):
    found = estimate([(result, 1.0)] * number)

    assert found is not None
    assert found.low <= found.mean <= found.high


def test_too_little_says_nothing_at_all():
    assert estimate([]) is None
    assert estimate([(1.0, 1.0)] * 7) is None
    assert estimate([(1.0, 1.0)] * 7 + [(1.0, 0.999)]) is None
    found = estimate([(1.0, 1.0)] * 8)
    assert found is not None
    assert found.mean == pytest.approx(9 / 10)


def test_two_years_halve_a_weight():
    assert aged(4.0, 0) == aged(4.0, -3) == 4.0
    assert aged(4.0, 1461) == pytest.approx(1.0)
    assert aged(1.0, 365) == pytest.approx(0.5 ** (365 / HALF_LIFE))
