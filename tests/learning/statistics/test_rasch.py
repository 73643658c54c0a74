"""Difficulties against published estimates, and against items whose difficulty is known."""

from __future__ import annotations

import csv
from math import exp
from pathlib import Path
from random import Random

import pytest

from cadreschool.learning.statistics.rasch import estimate

PUBLISHED = Path(__file__).parents[4] / "shared/fixtures/irt/LSAT.csv"


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published answers are not at hand")
def test_the_estimates_are_those_published_for_the_same_answers():
    with PUBLISHED.open() as lines:
        rows = list(csv.reader(lines))[1:]
    found = estimate([{item: value == "1" for item, value in enumerate(row)} for row in rows])

    assert found.discrimination == pytest.approx(0.755, abs=0.01)
    expected = [-3.615, -1.322, -0.318, -1.730, -2.780]
    assert list(found.difficulty.values()) == pytest.approx(expected, abs=0.01)


def _simulated(true, number, each, seed):
    """Let takers of every ability answer some of the items."""
    chance = Random(seed)
    takers = []
    for _ in range(number):
        ability = chance.gauss(0, 1)
        met = chance.sample(sorted(true), each)
        right = {item: chance.random() < 1 / (1 + exp(true[item] - ability)) for item in met}
        takers.append(right)
    return takers


def test_known_difficulties_are_found_again_when_takers_meet_different_items():
    true = {f"q{n}": -2 + n / 2 for n in range(9)}
    found = estimate(_simulated(true, 1500, 5, seed=7))

    assert found.discrimination == pytest.approx(1, abs=0.2)
    for item, difficulty in true.items():
        assert found.difficulty[item] == pytest.approx(difficulty, abs=0.35), item


def test_items_that_all_or_none_can_do_have_no_estimate():
    takers = [{"all": True, "none": False, "some": n % 3 > 0} for n in range(30)]

    assert set(estimate(takers).difficulty) == {"some"}


def test_without_answers_there_is_nothing_to_estimate():
    assert estimate([]).difficulty == {}
