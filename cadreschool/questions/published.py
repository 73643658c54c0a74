"""A question version as it may be shown: the question, and its texts as safe HTML.

Knows the derived form and how it is written down. Does not render: `courses.rendering` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cadreschool.questions.content import from_json, to_json
from cadreschool.questions.values import Question


@dataclass(frozen=True, slots=True)
class Shown:
    """The texts of a question as safe HTML; `options` in the order of the question's options.

    `parts` are the texts of a case's questions.
    """

    stem: str
    options: tuple[str, ...]
    explanation: str
    parts: tuple[Shown, ...] = ()

    def to_data(self) -> list[object]:
        """Return what JSON can hold."""
        parts = [part.to_data() for part in self.parts]
        return [self.stem, self.options, self.explanation, *([parts] if parts else ())]

    @classmethod
    def from_data(cls, data: Sequence[Any]) -> Shown:
        """Read it back."""
        stem, options, explanation, *rest = data
        parts = tuple(cls.from_data(part) for part in rest[0]) if rest else ()
        return cls(stem, tuple(options), explanation, parts)


@dataclass(frozen=True, slots=True)
class PublishedQuestion:
    """One question version with its safe HTML; `parts` are the questions of a case.

    Drawn as a question of a case, it knows the `whole`, whose stem it is asked under.
    """

    version_id: int
    question: Question
    stem: str
    options: tuple[str, ...]
    explanation: str
    parts: tuple[PublishedQuestion, ...] = ()
    whole: PublishedQuestion | None = None

    @classmethod
    def of(cls, version_id: int, question: Question, shown: Shown) -> PublishedQuestion:
        """Put a question and its texts together."""
        parts = tuple(
            cls.of(version_id, one, texts)
            for one, texts in zip(question.questions, shown.parts, strict=True)
        )
        return cls(version_id, question, shown.stem, shown.options, shown.explanation, parts)

    @property
    def shown(self) -> Shown:
        """Return the texts alone."""
        parts = tuple(part.shown for part in self.parts)
        return Shown(self.stem, self.options, self.explanation, parts)

    def part(self, number: int) -> PublishedQuestion:
        """Return what is drawn as one: a question of the case from 1 on, or with 0 the whole."""
        return replace(self.parts[number - 1], whole=self) if number else self


def to_payload(question: Question, shown: Shown) -> list[object]:
    """Return what is stored of a question with its texts."""
    return [to_json(question), *shown.to_data()]


def from_payload(version_id: int, data: Sequence[Any]) -> PublishedQuestion:
    """Read it back."""
    return PublishedQuestion.of(version_id, from_json(data[0]), Shown.from_data(data[1:]))
