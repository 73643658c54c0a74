"""From first answers to figures: what one place's questions (a course, a bank) amount to. Pure.

Knows values only; where they are read is `queries`, where the figures go `actions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cadreschool.learning.sittings.rules import WHOLE
from cadreschool.learning.statistics.rasch import estimate
from cadreschool.learning.statistics.rules import (
    ENOUGH,
    Doubt,
    ItemStatistics,
    Response,
    doubts,
    item_statistics,
)
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question

Item = tuple[int, int]
"""A question version, and the question of a case in it, 0 for a question by itself."""

MOST_TAKERS: Final = 400
"""Takers the difficulties are estimated from: more change nothing that could be seen."""


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """Somebody's first answer to an item, with the share they earned on all else in that sitting.

    `mark` in thousandths. What was asked alone in a sitting is no such answer: it can be compared
    with nothing.
    """

    taker: int
    item: Item
    mark: int
    other: float
    value: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is known of an item."""

    statistics: ItemStatistics
    difficulty: float | None
    doubts: tuple[Doubt, ...]


def others(points: Mapping[int, int], marks: Mapping[int, int], position: int) -> float | None:
    """Return the share earned on all marked questions of a sitting but one."""
    rest = [at for at in marks if at != position]
    whole = sum(points[at] for at in rest)
    earned = sum(points[at] * marks[at] for at in rest)
    return earned / (whole * WHOLE) if whole else None


def figures(
    answers: Iterable[FirstAnswer], questions: Mapping[Item, Question]
) -> dict[Item, Figures]:
    """Compute the figures of the items of one place."""
    by_item: dict[Item, list[FirstAnswer]] = {}
    for one in answers:
        by_item.setdefault(one.item, []).append(one)
    hard = _difficulties(by_item)
    found = {}
    for item, given in by_item.items():
        question = questions[item]
        statistics = item_statistics([_response(question, one) for one in given])
        options = {option.id: option.is_right for option in question.options}
        has_key = any(options.values())
        difficulty = hard.get(item) if statistics.is_enough else None
        why = doubts(statistics, options if has_key else None)
        found[item] = Figures(statistics, difficulty, why)
    return found


def _response(question: Question, one: FirstAnswer) -> Response:
    """Return an answer as the formulas take it."""
    chosen: Sequence[str] = ()
    if any(option.is_right for option in question.options):
        chosen = [each for each in kind_named(question.kind).entries(question, one.value) if each]
    return Response(one.mark / WHOLE, one.other, tuple(chosen))


def _difficulties(by_item: Mapping[Item, Sequence[FirstAnswer]]) -> dict[Item, float]:
    """Estimate how hard the items are that enough people answered, on one scale."""
    takers: dict[int, dict[Item, bool]] = {}
    for item, given in by_item.items():
        if len(given) >= ENOUGH:
            for one in given:
                takers.setdefault(one.taker, {})[item] = one.mark == WHOLE
    most = sorted(takers.values(), key=len, reverse=True)[:MOST_TAKERS]
    return dict(estimate(most).difficulty) if most else {}
