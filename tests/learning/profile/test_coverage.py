"""Cadres whose abilities are known: the interval holds four of five of them, no fewer, no more.

Evidence comes as it does in the school: answers of the last three months, one observation each;
re-tests, scenarios and signed records of the last year, as means of so many observations.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from cadreschool.learning.profile.estimator import aged, estimate

CADRES = 1500
Rows = list[tuple[float, float]]


def _seen(random: Random, truth: float, number: int, days: int) -> tuple[float, float]:
    """Return so many observations of an ability as one result, aged by up to so many days."""
    result = sum(random.random() < truth for _ in range(number)) / number
    return result, aged(float(number), random.randrange(days))


def _answers(random: Random, truth: float) -> Rows:
    """能说: mostly first answers, a few re-tests, a record or two."""
    return [
        *(_seen(random, truth, 1, 90) for _ in range(random.randint(10, 80))),
        *(_seen(random, truth, 2, 365) for _ in range(random.randint(0, 6))),
        *(_seen(random, truth, 3, 365) for _ in range(random.randint(0, 3))),
    ]


def _retests(random: Random, truth: float) -> Rows:
    """学习能力: re-tests, and little else."""
    return [
        *(_seen(random, truth, 2, 365) for _ in range(random.randint(4, 20))),
        *(_seen(random, truth, 3, 365) for _ in range(random.randint(0, 2))),
    ]


def _deeds(random: Random, truth: float) -> Rows:
    """敢说 and the like: scenarios of one to three telling steps, writings, signed records."""
    return [
        *(_seen(random, truth, random.randint(1, 3), 365) for _ in range(random.randint(3, 10))),
        *(_seen(random, truth, 3, 365) for _ in range(random.randint(0, 3))),
        *(_seen(random, truth, random.choice((3, 3, 4)), 365) for _ in range(random.randint(0, 5))),
    ]


@pytest.mark.parametrize("truths", [(), (0.35, 0.5, 0.65, 0.8, 0.9)], ids=["any", "known"])
def test_four_of_five_known_abilities_lie_in_the_interval(truths: tuple[float, ...]):
    """Old evidence weighs less than it was worth: where most is old, the interval is a bit wide."""
    found = {kind.__name__: _covered(kind, truths) for kind in (_answers, _retests, _deeds)}

    held, told = (sum(numbers) for numbers in zip(*found.values(), strict=True))
    figures = {name: f"{one / of:.1%}" for name, (one, of) in found.items()}
    assert 0.75 <= held / told <= 0.85, f"{held} of {told}, {held / told:.1%}: {figures}"
    assert all(0.75 <= one / of <= 0.87 for one, of in found.values()), figures


def _covered(kind: Callable[[Random, float], Rows], truths: tuple[float, ...]) -> tuple[int, int]:
    """Return of how many the interval holds the truth, and of how many there is one."""
    random = Random(f"{kind.__name__}{truths}")
    held = told = 0
    for _ in range(CADRES):
        truth = random.choice(truths) if truths else random.random()
        found = estimate(kind(random, truth))
        if found is not None:
            told += 1
            held += found.low <= truth <= found.high
    return held, told
