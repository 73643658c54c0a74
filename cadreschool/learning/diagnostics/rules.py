"""Drawing a diagnostic, and what it advises. Pure.

About two questions of each unit, so that a unit gets a direction and never a mark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from random import Random
from typing import Final

from cadreschool.learning.practice.rules import Asked
from cadreschool.learning.sittings.rules import WHOLE
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Question

SUBJECT: Final = "diagnostic"
"""What the sitting is a sitting at: of each person one may be open."""
MOST: Final = 24
EACH: Final = 2
EACH_OF_FEW: Final = 4
FEW: Final = 3
"""With so few units, or fewer, each is asked more: two questions in all would say nothing."""
MINUTES: Final = 20
REPEAT: Final = timedelta(days=30)

_SIGNS_A_MINUTE: Final = 300
_TO_DECIDE: Final = Fraction(1, 4)
_A_QUESTION: Final = Fraction(3, 5)
"""Minutes a question of a lesson takes on the average: 20 took 9 to 12 (counted)."""
_DIFFICULTIES: Final = (1, 2, 2, 3)
"""What the questions of a unit are to be like, one after the other: the same on every go."""


def reading_minutes(question: Question) -> Fraction:
    """Estimate how long a question takes to be read and answered, calmly."""
    signs = len(plain_text(question.stem)) + sum(len(plain_text(o.text)) for o in question.options)
    return Fraction(signs, _SIGNS_A_MINUTE) + _TO_DECIDE


def minutes_of(questions: Iterable[Question]) -> int:
    """Return the minutes that questions take together, in whole ones."""
    return ceil(sum((reading_minutes(one) for one in questions), Fraction()))


def expected_minutes(units: int) -> int:
    """Estimate how long a diagnostic of so many units takes, before it is drawn."""
    return min(MINUTES, ceil(min(MOST, units * _each(units)) * _A_QUESTION))


def _each(units: int) -> int:
    return EACH_OF_FEW if units <= FEW else EACH


def draw(
    pool: Iterable[Asked], *, asked: Collection[str], answered: Collection[str], seed: int
) -> list[Asked]:
    """Draw a diagnostic: units in their order, each with the same number while there is room.

    `asked` were asked by an earlier one and come back only where a unit has no others; `answered`
    are known from elsewhere and come after new ones. Cases are left out: one of them takes as long
    as a unit.
    """
    chance = Random(seed)  # noqa: S311 -- variety, not secrecy; what was drawn is stored
    units: dict[str, list[Asked]] = {}
    for one in pool:
        if not one.question.questions:
            units.setdefault(one.unit, []).append(one)
    for among in units.values():
        chance.shuffle(among)
    chosen: dict[str, list[Asked]] = {unit: [] for unit in units}
    left, room = Fraction(MINUTES), MOST
    for turn in range(_each(len(units))):
        for unit, among in units.items():
            ranked = _ranked(among, chosen[unit], _DIFFICULTIES[turn], asked, answered)
            found = next((one for one in ranked if reading_minutes(one.question) <= left), None)
            if found is not None and room:
                chosen[unit].append(found)
                left, room = left - reading_minutes(found.question), room - 1
    return [one for unit in chosen.values() for one in unit]


def _ranked(
    among: Sequence[Asked],
    chosen: Sequence[Asked],
    difficulty: int,
    asked: Collection[str],
    answered: Collection[str],
) -> list[Asked]:
    """Return what may be drawn, what suits best first.

    Not asked before, of another lesson, as hard as wanted; equals stay as they come, shuffled.
    """
    taken = {one.id for one in chosen}
    lessons = {(one.course_id, one.lesson_id) for one in chosen}

    def fitness(one: Asked) -> tuple[bool, bool, int, bool]:
        return (
            one.id in asked,
            (one.course_id, one.lesson_id) in lessons,
            abs(one.question.difficulty - difficulty),
            one.id in answered,
        )

    return sorted((one for one in among if one.id not in taken), key=fitness)


class Advice(StrEnum):
    """Where to begin in a unit."""

    SKIM = "skim"
    CHECK_FIRST = "check_first"
    FROM_START = "from_start"

    @property
    def label(self) -> str:
        """Return the advice as a page gives it."""
        return {
            "skim": "建议从要点看起",
            "check_first": "先做检测再补",
            "from_start": "从第一课开始",
        }[self.value]


def advise(right: int, total: int) -> Advice:
    """Advise from so many right answers of so many; one question alone never says that all is well.

    What was left empty counts as not known.
    """
    if total >= EACH and right == total:
        return Advice.SKIM
    return Advice.CHECK_FIRST if right and 2 * right >= total else Advice.FROM_START


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What came of one unit."""

    unit: str
    right: int
    total: int

    @property
    def advice(self) -> Advice:
        """Return where to begin."""
        return advise(self.right, self.total)


def results(units: Mapping[int, str], marks: Mapping[int, int]) -> list[UnitResult]:
    """Return what came of each unit, in the order asked.

    `units` are those of the positions; `marks` those in force, without what was annulled, which
    says nothing.
    """
    found: dict[str, list[bool]] = {}
    for position in sorted(units):
        if position in marks:
            found.setdefault(units[position], []).append(marks[position] == WHOLE)
    return [UnitResult(unit, sum(rights), len(rights)) for unit, rights in found.items()]


def opens_at(last: datetime | None, *, at: datetime) -> datetime | None:
    """Return when the next diagnostic may begin, None when one may begin now."""
    again = last + REPEAT if last is not None else None
    return again if again is not None and again > at else None
