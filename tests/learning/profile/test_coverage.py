"""Cadres whose abilities are known: the interval holds four of five of them, no fewer, no more.

Evidence comes as it does in the school: answers of the last three months, one observation each;
re-tests, scenarios and writings of the last year. These weigh less than what was observed in them:
three questions of one lesson weigh two, the four or five telling steps of most scenarios three,
since what belongs together goes alike. A record rests on two or three choices, and a signer found
them shown, shown in part, or not shown: all three are evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from cadreschool.learning.profile.estimator import aged, estimate
from cadreschool.learning.profile.rules import MOST_POINTS, MOST_RETEST, MOST_STEPS
from cadreschool.learning.review.rules import RETEST_SIZE

CADRES = 1500
STEPS = (2, 3, 3, 4, 4, 4, 5, 5, 5)
"""Telling steps of a walk, as often as the scenarios that there are have so many."""
POINTS = 5
"""What a writing is marked by."""
ALIKE = 0.2
"""How often a further answer or choice in one piece of work goes as the first one did."""
Rows = list[tuple[float, float]]


def _seen(random: Random, truth: float, number: int, most: int, days: int) -> tuple[float, float]:
    """Return so many observations as one result that weighs at most so much, aged by some days."""
    first = random.random() < truth
    more = [
        first if random.random() < ALIKE else random.random() < truth for _ in range(number - 1)
    ]
    return (first + sum(more)) / number, aged(float(min(number, most)), random.randrange(days))


def _record(random: Random, truth: float, weight: float) -> tuple[float, float]:
    """Return what a signer found: all, some or none of two or three choices shown."""
    first = random.random() < truth
    more = [
        first if random.random() < ALIKE else random.random() < truth
        for _ in range(random.choice((1, 2)))
    ]
    shown = {first, *more}
    return (sum(shown) / len(shown), aged(weight, random.randrange(365)))


def _answers(random: Random, truth: float) -> Rows:
    """能说: mostly first answers, a few re-tests, a record or two."""
    return [
        *(_seen(random, truth, 1, 1, 90) for _ in range(random.randint(10, 80))),
        *(_seen(random, truth, RETEST_SIZE, MOST_RETEST, 365) for _ in range(random.randint(0, 6))),
        *(_record(random, truth, 3) for _ in range(random.randint(0, 3))),
    ]


def _retests(random: Random, truth: float) -> Rows:
    """学习能力: re-tests, and little else."""
    return [
        *(
            _seen(random, truth, RETEST_SIZE, MOST_RETEST, 365)
            for _ in range(random.randint(4, 20))
        ),
        *(_record(random, truth, 3) for _ in range(random.randint(0, 2))),
    ]


def _deeds(random: Random, truth: float) -> Rows:
    """敢说 and the like: scenarios, writings, signed records."""
    return [
        *(
            _seen(random, truth, random.choice(STEPS), MOST_STEPS, 365)
            for _ in range(random.randint(3, 10))
        ),
        *(_seen(random, truth, POINTS, MOST_POINTS, 365) for _ in range(random.randint(0, 3))),
        *(_record(random, truth, random.choice((3, 3, 4))) for _ in range(random.randint(0, 5))),
    ]


def _records(random: Random, truth: float) -> Rows:
    """Nothing but signed records."""
    return [_record(random, truth, random.choice((3, 3, 4))) for _ in range(random.randint(3, 12))]


@pytest.mark.parametrize("truths", [(), (0.35, 0.5, 0.65, 0.8, 0.9)], ids=["any", "known"])
def test_four_of_five_known_abilities_lie_in_the_interval(truths: tuple[float, ...]):
    """Old evidence weighs less than it was worth: where most is old, the interval is a bit wide."""
    found = {kind.__name__: _covered(kind, truths) for kind in (_answers, _retests, _deeds)}

    held, told = (sum(numbers) for numbers in zip(*found.values(), strict=True))
    figures = {name: f"{one / of:.1%}" for name, (one, of) in found.items()}
    assert 0.75 <= held / told <= 0.85, f"{held} of {told}, {held / told:.1%}: {figures}"
    assert all(0.75 <= one / of <= 0.87 for one, of in found.values()), figures


@pytest.mark.parametrize("truths", [(), (0.35, 0.5, 0.65, 0.8, 0.9)], ids=["any", "known"])
def test_where_signed_records_are_all_the_interval_is_a_bit_narrow(truths: tuple[float, ...]):
    """A record weighs three, and rests on fewer choices: about seven of ten, not eight."""
    held, told = _covered(_records, truths)

    assert 0.68 <= held / told <= 0.8, f"{held} of {told}, {held / told:.1%}"


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
