"""A question as a plain value: what is asked, what is right, and why.

Knows the shape that all kinds share. Does not know how a kind reads or marks a response: that is
in `kinds/`; nor who answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cadreschool.laws.citations import Citation


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question. `id` is its letter in the source, from a to h."""

    id: str
    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `answer` is the right response in the form its kind stores responses."""

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

    def is_valid(self, on: date) -> bool:
        """Tell whether the question may be drawn on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class ResponseError:
    """Why a response could not be read, in words for the person who wrote it."""

    message: str
