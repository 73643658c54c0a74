"""A question as a plain value: what is asked, what is right, and why.

Knows the shape that all kinds share. Does not know how a kind reads or marks a response: that is
in `kinds/`; nor who answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cadreschool.laws.citations import Citation


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question. `id` is its letter in the source, from a to h."""

    id: str
    text: str
    is_right: bool


class Scoring(StrEnum):
    """What a paper gives for a response to 多选 that is right in part; told before the start."""

    EXACT = "exact"
    HALF = "half"
    PER_OPTION = "per_option"
    PENALTY = "penalty"

    @property
    def label(self) -> str:
        """Return the rule's name."""
        return {
            "exact": "全对得分",
            "half": "漏选得半",
            "per_option": "按项得分",
            "penalty": "错选倒扣",
        }[self.value]

    @property
    def meaning(self) -> str:
        """Tell takers what the rule gives."""
        return {
            "exact": "全部选对得满分，多选、少选、错选不得分",
            "half": "全部选对得满分，没有错选而少选的得一半，有错选不得分",
            "per_option": "每个选项判断对了（该选的选了，不该选的没选）得相应的分",
            "penalty": "选对一项得相应的分，选错一项扣同样的分，扣完为止，不倒欠",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Part:
    """One gap of a 填空, one left side of a 匹配, or one point of a rubric.

    `accepted` are the right texts of a gap, or the id of the option that belongs to a left side.
    """

    text: str
    accepted: tuple[str, ...] = ()
    points: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `answer` is the right response in the form its kind stores responses.

    `parts` are for kinds with several gaps, pairs or rubric points; `questions` are those of a
    案例 under one stem, each answered and marked by itself.
    """

    id: str
    kind: str
    stem: str
    options: tuple[Option, ...]
    answer: str
    tolerance: Decimal | None
    unit: str
    explanation: str
    citations: tuple[Citation, ...]
    competencies: tuple[str, ...]
    difficulty: int
    valid_from: date | None
    valid_to: date | None
    line: int
    parts: tuple[Part, ...] = ()
    questions: tuple[Question, ...] = ()

    def is_valid(self, on: date) -> bool:
        """Tell whether the question may be drawn on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def called(self, question_id: str) -> Question:
        """Return the question under another id; those of a case are numbered below it."""
        questions = tuple(
            replace(one, id=f"{question_id}/{number}")
            for number, one in enumerate(self.questions, start=1)
        )
        return replace(self, id=question_id, questions=questions)


@dataclass(frozen=True, slots=True)
class ResponseError:
    """Why a response could not be read, in words for the person who wrote it."""

    message: str
