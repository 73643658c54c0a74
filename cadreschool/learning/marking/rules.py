"""Which answers are one group, what a marker gives points for, and when a group is decided. Pure.

Answers are one group when they say the same for certain: short texts that are read alike (三十日,
30 日), long ones that are the same letter by letter but for widths and spaces. A number or a
negation more or less is always another group.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from cadreschool.kernel.text import without_invisible
from cadreschool.learning.sittings.rules import WHOLE
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.law_text.reading import read
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Question

LOCK: Final = timedelta(minutes=15)
"""A marker has a group to themselves for so long; then somebody else may take it over."""
BOUND: Final = WHOLE // 5
"""Two markers who are no further apart meet in the middle; else a third decides."""

_SHORT = 200
_NUMBER_SIGNS = "No"  # ², ½, ①: normalising them makes other numbers of them
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_GAP = "\0"  # nobody can type it
_EDGES = " .。!\uff01?？;；,，、"


# Groups ------------------------------------------------------------------------------------------


def group_key(question: Question, value: str) -> str:
    """Name the group of an answer, given as it is stored, to a question."""
    texts = kind_named(question.kind).entries(question, value)
    read_as = _letters if has_rubric(question) else _meaning
    return hashlib.sha256(repr([read_as(text) for text in texts]).encode()).hexdigest()


def _meaning(text: str) -> object:
    """Return what a short text says; what signs cannot be read for certain stay as they are."""
    if len(text) > _SHORT or _has_number_signs(text):
        return _letters(text)
    return read(text).meaning


def _letters(text: str) -> str:
    """Return a text without what nobody sees: widths, spaces, the punctuation at its ends."""
    if _has_number_signs(text):
        return f"{_GAP}{' '.join(text.split())}"
    plain = without_invisible(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(_BETWEEN_DIGITS.sub(_GAP, plain).split()).strip(_EDGES)


def _has_number_signs(text: str) -> bool:
    return any(unicodedata.category(character) == _NUMBER_SIGNS for character in text)


# Points ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """What a marker decides about: a point of the rubric, or a gap the rules could not decide.

    `fixed` is what the rules decided already. `choices` are the shares that may be given, each with
    its words.
    """

    label: str
    text: str
    given: str
    worth: int
    choices: tuple[tuple[Fraction, str], ...]
    fixed: Fraction | None = None


_OF_GAP = (
    (Fraction(1), "对"),
    (Fraction(3, 4), "对四分之三"),
    (Fraction(1, 2), "对一半"),
    (Fraction(1, 4), "对四分之一"),
    (Fraction(0), "错"),
)


def has_rubric(question: Question) -> bool:
    """Tell whether a question is marked point by point: its points accept no text by themselves."""
    return bool(question.parts) and not any(part.accepted for part in question.parts)


def points_of(question: Question, value: str) -> tuple[Point, ...]:
    """Return what is to be decided about an answer."""
    if has_rubric(question):
        return tuple(
            Point(
                f"要点 {number}",
                plain_text(part.text),
                "",
                part.points,
                tuple((Fraction(n, part.points), f"{n} 分") for n in range(part.points + 1)),
            )
            for number, part in enumerate(question.parts, start=1)
        )
    kind = kind_named(question.kind)
    rows = kind.review(question, value)
    if not rows:
        right = kind.right_answer_text(question)
        return (Point("回答", right, kind.response_text(question, value), 1, _OF_GAP),)
    return tuple(
        Point(
            row.label,
            row.right,
            row.response,
            1,
            _OF_GAP,
            None if row.is_right is None else Fraction(row.is_right),
        )
        for row in rows
    )


def thousandths(points: Sequence[Point], given: Sequence[Fraction]) -> int:
    """Return the mark that shares come to; only all of everything is the whole mark."""
    earned = sum(
        (point.worth * share for point, share in zip(points, given, strict=True)), Fraction(0)
    )
    share = earned / sum(point.worth for point in points)
    return WHOLE if share == 1 else min(round(share * WHOLE), WHOLE - 1)


# Decisions ---------------------------------------------------------------------------------------


class TaskState(StrEnum):
    """Whom a group waits for."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """Return the state as markers read it."""
        return {
            "first": "待评阅",
            "second": "待第二人评阅",
            "third": "两人评得不同，待第三人定",
            "decided": "已评阅",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whom a group waits for now, or what it came to."""

    state: TaskState
    thousandths: int | None = None


def decide(verdicts: Sequence[int], *, needs_second: bool) -> Decision:
    """Tell what the verdicts given so far, in their order, amount to."""
    if not verdicts:
        return Decision(TaskState.FIRST)
    if len(verdicts) == 1 and needs_second:
        return Decision(TaskState.SECOND)
    if len(verdicts) == 2:  # noqa: PLR2004 -- the second marker's is the second
        first, second = verdicts
        if abs(first - second) > BOUND:
            return Decision(TaskState.THIRD)
        return Decision(TaskState.DECIDED, (first + second) // 2)
    return Decision(TaskState.DECIDED, verdicts[-1])


# Waiting -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of a sitting waits for a person, and how long its markers' queue is."""

    number: int
    since: datetime
    queue: int
    queue_since: datetime


def waited_text(since: datetime, *, at: datetime) -> str:
    """Say that something has waited, and how long."""
    age = age_text(since, at=at)
    return f"已等 {age}" if age[0].isdigit() else f"已等{age}"


def age_text(since: datetime, *, at: datetime) -> str:
    """Say how long something has waited."""
    age = max(at - since, timedelta(0))
    hours = age // timedelta(hours=1)
    if age.days:
        return f"{age.days} 天"
    return f"{hours} 小时" if hours else "不到 1 小时"
