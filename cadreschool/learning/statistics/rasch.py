"""The one-parameter logistic model (1PL): how hard items are, on one scale with ability. Pure.

P(right) = 1 / (1 + exp(−a·(θ − b))), with one discrimination `a` for all items and θ ~ N(0, 1):
marginal maximum likelihood by EM (Bock and Aitkin 1981). Takers need not have met the same items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)

_NODES = tuple(-5 + step / 4 for step in range(41))
_WEIGHTS = tuple(exp(-node * node / 2) for node in _NODES)
_ROUNDS = 500
_CLOSE = 1e-5
_FURTHEST = 8.0
"""Items that all or none answered rightly have no estimate: they are kept from running away."""


@dataclass(frozen=True, slots=True)
class Difficulties(Generic[Item]):
    """The estimates: the common discrimination, and each item's difficulty b (0 is average)."""

    discrimination: float
    difficulty: Mapping[Item, float]


def estimate(takers: Sequence[Mapping[Item, bool]]) -> Difficulties[Item]:
    """Estimate difficulties from who answered what rightly {item: right}, a mapping a taker.

    Items that everybody or nobody answered rightly are left out.
    """
    patterns = Counter(frozenset(taker.items()) for taker in takers)
    items = _usable(patterns)
    rows = [
        ([(item, right) for item, right in pattern if item in items], number)
        for pattern, number in patterns.items()
    ]
    slope, intercepts = 1.0, dict.fromkeys(items, 0.0)
    for _ in range(_ROUNDS):
        met, right = _expected(rows, slope, intercepts)
        new_slope, intercepts, change = _maximise(met, right, slope, intercepts)
        change = max(change, abs(new_slope - slope))
        slope = new_slope
        if change < _CLOSE:
            break
    return Difficulties(slope, {item: -intercepts[item] / slope for item in sorted_items(items)})


def sorted_items(items: Mapping[Item, object] | set[Item]) -> list[Item]:
    """Return items in one order, whatever they are."""
    return sorted(items, key=str)


def _usable(patterns: Mapping[frozenset[tuple[Item, bool]], int]) -> set[Item]:
    seen: dict[Item, set[bool]] = {}
    for pattern in patterns:
        for item, right in pattern:
            seen.setdefault(item, set()).add(right)
    return {item for item, answers in seen.items() if len(answers) > 1}


def _expected(
    rows: Sequence[tuple[Sequence[tuple[Item, bool]], int]],
    slope: float,
    intercepts: Mapping[Item, float],
) -> tuple[dict[Item, list[float]], dict[Item, list[float]]]:
    """Return how many takers of each ability met each item, and answered it rightly (E step)."""
    logs = {
        item: [_log_chances(slope * node + intercept) for node in _NODES]
        for item, intercept in intercepts.items()
    }
    met = {item: [0.0] * len(_NODES) for item in intercepts}
    right = {item: [0.0] * len(_NODES) for item in intercepts}
    for row, number in rows:
        if not row:
            continue
        likelihood = [
            weight * exp(sum(logs[item][at][is_right] for item, is_right in row))
            for at, weight in enumerate(_WEIGHTS)
        ]
        scale = number / sum(likelihood)
        for item, is_right in row:
            for at, value in enumerate(likelihood):
                met[item][at] += value * scale
                if is_right:
                    right[item][at] += value * scale
    return met, right


def _log_chances(logit: float) -> tuple[float, float]:
    """Return the logarithms of the chances to be wrong and to be right."""
    if logit > 0:
        tail = log(1 + exp(-logit))
        return -logit - tail, -tail
    tail = log(1 + exp(logit))
    return -tail, logit - tail


def _maximise(
    met: Mapping[Item, Sequence[float]],
    right: Mapping[Item, Sequence[float]],
    slope: float,
    intercepts: Mapping[Item, float],
) -> tuple[float, dict[Item, float], float]:
    """Take one Newton step (M step); slope and intercepts meet in an arrow-shaped Hessian."""
    gradient, curvature = 0.0, 0.0
    own: dict[Item, tuple[float, float, float]] = {}
    for item, intercept in intercepts.items():
        first = second = mixed = 0.0
        for node, number, good in zip(_NODES, met[item], right[item], strict=True):
            chance = 1 / (1 + exp(-(slope * node + intercept)))
            rest, spread = good - number * chance, number * chance * (1 - chance)
            first += rest
            second += spread
            gradient += rest * node
            curvature += spread * node * node
            mixed += spread * node
        own[item] = (first, second, mixed)
    reduced = curvature - sum(mixed * mixed / second for _, second, mixed in own.values())
    pull = gradient - sum(mixed * first / second for first, second, mixed in own.values())
    step = pull / reduced if own and reduced else 0.0
    moved = {
        item: max(-_FURTHEST, min(_FURTHEST, intercepts[item] + (first - mixed * step) / second))
        for item, (first, second, mixed) in own.items()
    }
    change = max((abs(moved[item] - intercepts[item]) for item in moved), default=0.0)
    return max(slope + step, 0.05), moved, change
