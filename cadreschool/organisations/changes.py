"""A change to a union, as somebody decided it: from which day, on what ground, entered by whom.

Knows values only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

LONGEST_BASIS = 200
"""Characters of what a change rests on: the name and number of a document."""


@dataclass(frozen=True, slots=True)
class Change:
    """From which day a change holds, its ground (依据), who entered it (`by`) and when (`at`)."""

    on: date
    basis: str
    by: int | None
    at: datetime
