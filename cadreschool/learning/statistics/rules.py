"""Classical item statistics and what makes an item doubtful. Pure.

The formulas are those of Moodle's quiz statistics (question/classes/statistics/questions/
calculator.php): sample variances and covariances; the discrimination index is the correlation of an
item's mark with the marks of all other items, times 100; the discriminative efficiency sets the
covariance in relation to the largest that the same marks could have had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

ENOUGH = 30
"""Answers below which nothing is said about an item."""
LOW_EFFICIENCY = 15
"""Percent; Moodle's bound for an item that does not tell strong from weak."""
TOO_HARD, TOO_EASY = 20, 98
"""Percent of the marks earned on average."""
STRONG_SHARE = 0.27
"""The best and the weakest 27 % of takers are compared (Kelley 1939)."""


@dataclass(frozen=True, slots=True)
class Response:
    """One first answer to an item: its mark, 0 to 1, and the sitting's marks on all other items.

    `chosen` are the option ids, where there are options.
    """

    mark: float
    other: float
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often an option was chosen, and how often by the best and by the weakest takers."""

    option: str
    number: int
    strong: int
    weak: int


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """The figures of an item, in percent; None where they are not defined (no variance)."""

    number: int
    facility: float | None
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    options: tuple[OptionCount, ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether there are answers enough to say anything."""
        return self.number >= ENOUGH


class Doubt(StrEnum):
    """Why somebody should look at an item."""

    KEY = "key"
    NEGATIVE = "negative"
    FLAT = "flat"
    HARD = "hard"
    EASY = "easy"
    IDLE = "idle"

    @property
    def label(self) -> str:
        """Return the reason in words."""
        return {
            "key": "成绩好的人多选了另一个选项，答案可能标错",
            "negative": "成绩好的人反而答得差，题意或答案可能有问题",
            "flat": f"区分效率低于 {LOW_EFFICIENCY}%，分不出会与不会",
            "hard": f"得分率低于 {TOO_HARD}%，太难或没有讲到",
            "easy": f"得分率高于 {TOO_EASY}%，几乎人人都会",
            "idle": "有选项从来没有人选",
        }[self.value]


def item_statistics(responses: Sequence[Response]) -> ItemStatistics:
    """Compute an item's figures from the first answers of its takers."""
    number = len(responses)
    marks = [one.mark for one in responses]
    others = [one.other for one in responses]
    variance, other_variance = _covariance(marks, marks), _covariance(others, others)
    covariance = _covariance(marks, others)
    largest = _covariance(sorted(marks), sorted(others))
    both = (variance or 0) * (other_variance or 0)
    return ItemStatistics(
        number=number,
        facility=100 * sum(marks) / number if number else None,
        deviation=None if variance is None else 100 * sqrt(variance),
        discrimination=100 * covariance / sqrt(both) if covariance is not None and both else None,
        efficiency=100 * covariance / largest if covariance is not None and largest else None,
        options=_option_counts(responses),
    )


def _covariance(ones: Sequence[float], others: Sequence[float]) -> float | None:
    """Return the sample covariance, None for fewer than two pairs."""
    number = len(ones)
    if number < 2:  # noqa: PLR2004 -- a pair has two
        return None
    mean, other_mean = sum(ones) / number, sum(others) / number
    total = sum((a - mean) * (b - other_mean) for a, b in zip(ones, others, strict=True))
    return total / (number - 1)


def _option_counts(responses: Sequence[Response]) -> tuple[OptionCount, ...]:
    ranked = sorted(responses, key=lambda one: one.other)
    group = round(len(ranked) * STRONG_SHARE)
    everybody = _chosen(ranked)
    strong, weak = _chosen(ranked[len(ranked) - group :]), _chosen(ranked[:group])
    return tuple(
        OptionCount(option, everybody[option], strong[option], weak[option])
        for option in sorted(everybody)
    )


def _chosen(responses: Sequence[Response]) -> Counter[str]:
    return Counter(option for one in responses for option in one.chosen)


def doubts(
    statistics: ItemStatistics, options: Mapping[str, bool] | None = None
) -> tuple[Doubt, ...]:
    """Say why an item should be looked at; `options` {id: is right}, for items with one key.

    Fewer than `ENOUGH` answers say nothing at all.
    """
    if not statistics.is_enough:
        return ()
    found = []
    if options and _prefers_wrong(statistics, options):
        found.append(Doubt.KEY)
    if statistics.discrimination is not None and statistics.discrimination < 0:
        found.append(Doubt.NEGATIVE)
    elif statistics.efficiency is not None and statistics.efficiency < LOW_EFFICIENCY:
        found.append(Doubt.FLAT)
    if statistics.facility is not None and statistics.facility < TOO_HARD:
        found.append(Doubt.HARD)
    if statistics.facility is not None and statistics.facility > TOO_EASY:
        found.append(Doubt.EASY)
    chosen = {one.option for one in statistics.options}
    if options and options.keys() - chosen and Doubt.EASY not in found:
        found.append(Doubt.IDLE)
    return tuple(found)


def _prefers_wrong(statistics: ItemStatistics, options: Mapping[str, bool]) -> bool:
    """Tell whether the best takers chose some wrong option more often than every right one."""
    strong = {one.option: one.strong for one in statistics.options}
    right = [strong.get(option, 0) for option, is_right in options.items() if is_right]
    wrong = [strong.get(option, 0) for option, is_right in options.items() if not is_right]
    return bool(right and wrong) and max(wrong) > max(right)
