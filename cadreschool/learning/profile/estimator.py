"""What weighted results say of an ability: a mean and the interval it lies in. Pure.

Results weigh as whole and broken observations into a Beta distribution that began even:
Beta(1 + Σ w·s, 1 + Σ w·(1 − s)). Knows numbers only: neither people nor where evidence is from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, exp2, fsum, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import Final

ENOUGH: Final = 8.0
"""Weight below which nothing is said: no mean, no interval, no level."""
SHARE: Final = 0.8
"""Which part of what is likely the interval holds, in the middle."""
HALF_LIFE: Final = 730.5
"""Days after which evidence weighs half: two years."""

_TINY: Final = 1e-300
_EXACT: Final = 1e-13
_NEAR: Final = 1e-8
"""A step of Newton's method this small leaves its square as the error."""
_MOST_TURNS: Final = 5_000
_MOST_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Estimate:
    """An ability between 0 and 1: its mean, its interval, and what it rests on."""

    mean: float
    low: float
    high: float
    weight: float


def aged(weight: float, days: int) -> float:
    """Return what a weight is after so many days; before its day it has not aged."""
    return weight * exp2(-max(days, 0) / HALF_LIFE)


def estimate(rows: Iterable[tuple[float, float]]) -> Estimate | None:
    """Return what results with weights, (0 to 1, at least 0), say; None when that is too little.

    Sums are exact to the last bit, so that no order of the rows makes another figure.
    """
    found = list(rows)
    weight = fsum(one for _, one in found)
    if weight < ENOUGH:
        return None
    won = fsum(result * one for result, one in found)
    lost = fsum((1 - result) * one for result, one in found)
    low, high = beta_interval(1 + won, 1 + lost)
    return Estimate((1 + won) / (2 + won + lost), low, high, weight)


def beta_interval(a: float, b: float, share: float = SHARE) -> tuple[float, float]:
    """Return the interval that holds the middle `share` of a Beta distribution; `a`, `b` ≥ 1."""
    tail = (1 - share) / 2
    return beta_quantile(a, b, tail), beta_quantile(a, b, 1 - tail)


@lru_cache(maxsize=4096)
def beta_quantile(a: float, b: float, share: float) -> float:
    """Return the value below which `share` of the distribution lies.

    Newton's method from the normal distribution's value (Cornish and Fisher's correction for
    skewness included), kept between bounds that close in.
    """
    spread = sqrt(a * b / (a + b + 1)) / (a + b)
    skew = 2 * (b - a) * sqrt(a + b + 1) / ((a + b + 2) * sqrt(a * b))
    away = NormalDist().inv_cdf(share)
    x = a / (a + b) + spread * (away + skew * (away * away - 1) / 6)
    x, low, high = min(max(x, 0.001), 0.999), 0.0, 1.0
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    for _ in range(_MOST_STEPS):
        miss = beta_share(a, b, x) - share
        if miss > 0:
            high = x
        else:
            low = x
        density = exp(scale + (a - 1) * log(x) + (b - 1) * log1p(-x))
        following = x - miss / density if density > 0 else low
        if low < following < high:
            if abs(following - x) <= _NEAR * x:
                return following
        else:
            following = (low + high) / 2
            if high - low <= _EXACT:
                return following
        x = following
    return x


def beta_share(a: float, b: float, x: float) -> float:
    """Return how much of a Beta distribution lies below `x`: the regularised incomplete beta."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta, by Lentz's method."""
    above, below = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    total = below
    for m in range(1, _MOST_TURNS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            below = 1 / _away(1 + term * below)
            above = _away(1 + term / above)
            total *= above * below
        if abs(above * below - 1) < _EXACT:
            break
    return total


def _away(value: float) -> float:
    """Keep a divisor away from nothing."""
    return value if abs(value) > _TINY else _TINY
