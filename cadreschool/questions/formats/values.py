"""What every format makes of a file: items to look over, and problems with their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cadreschool.questions.values import Question


class Confidence(StrEnum):
    """How sure the reader is that an item says what its author meant."""

    SURE = "sure"
    LOOK = "look"

    @property
    def label(self) -> str:
        """Return what the review page shows."""
        return {"sure": "读得清楚", "look": "请核对"}[self.value]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, or was read with doubt.

    `place` names it as the author finds it: "第 12 行", "第 3 行 D 列（答案）", "第 8 段".
    """

    place: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that came in a file; stems and options name it by `![…](media/name)`."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a file, or what could be read of it.

    `given_id` is the id the other program gave (idnumber, 题号), for importing again; `question`
    has an empty id until a bank gives one, and is None where nothing usable was read. Competencies,
    difficulty, citations and unit are filled in where the file tells them.
    """

    place: str
    source: str
    question: Question | None
    confidence: Confidence
    given_id: str = ""
    category: str = ""
    unit: str = ""
    problems: tuple[Problem, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held. `problems` concern the file as a whole, those of items lie with them.

    `columns` are for tables: what each heading was taken for {heading: field, "" for unused}, to be
    corrected by a mapping and read again.
    """

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a format cannot hold of a question: all of it, or the part named."""

    question_id: str
    what: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A file made of questions, and what it could not hold: never dropped in silence."""

    data: bytes
    left_out: tuple[LeftOut, ...] = ()


class FormatError(Exception):
    """A file is not what its name says, too large, or hostile. The message is for its owner."""
