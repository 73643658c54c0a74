"""Whether a question was answered rightly in a sitting: from the marks of its parts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from cadreschool.learning.sittings.rules import WHOLE


@dataclass(frozen=True, slots=True)
class Said:
    """What is stored of one drawn question, or of one question of a case.

    `at` is when it was handed in, None while it was not; `thousandths` is its mark in force, None
    while only a person could tell.
    """

    question_id: str
    version_id: int
    sitting_id: int
    position: int
    at: datetime | None
    is_answered: bool
    thousandths: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question was answered, rightly or wrongly. `position` is where it stands, or begins."""

    question_id: str
    version_id: int
    sitting_id: int
    position: int
    at: datetime
    is_right: bool


def verdicts(rows: Iterable[Said]) -> list[Verdict]:
    """Return what questions came to, in the order of time; `rows` by sitting and position.

    What was left empty says nothing, nor does what waits for a marker. A case is one question:
    wrong as soon as one part is wrong, right when every part was answered and is right.
    """
    found = []
    for _, group in groupby(rows, key=lambda one: (one.sitting_id, one.version_id)):
        parts = list(group)
        is_right = _is_right(parts)
        ends = [one.at for one in parts if one.at is not None]
        if is_right is not None:
            first = parts[0]
            found.append(
                Verdict(
                    first.question_id,
                    first.version_id,
                    first.sitting_id,
                    first.position,
                    max(ends),
                    is_right,
                )
            )
    return sorted(found, key=lambda one: (one.at, one.sitting_id, one.position))


def _is_right(parts: Sequence[Said]) -> bool | None:
    answered = [one for one in parts if one.at is not None and one.is_answered]
    if any(one.thousandths is not None and one.thousandths < WHOLE for one in answered):
        return False
    if len(answered) < len(parts) or any(one.thousandths is None for one in answered):
        return None
    return True
