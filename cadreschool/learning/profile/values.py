"""Evidence as plain values: its kinds, what each may speak of, how much it weighs.

Nothing here measures how long, how often or how fast anybody did anything: time online, sign-ins,
likes, streaks and speed are no evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ABLE, DARE, SKILLED, STATURE, OVERVIEW, LEARNING = (
    "able",
    "dare",
    "skilled",
    "stature",
    "overview",
    "learning",
)
COMPETENCIES = (ABLE, DARE, SKILLED, STATURE, OVERVIEW, LEARNING)


class EvidenceKind(StrEnum):
    """Where evidence comes from. Class participation joins when there are training classes."""

    ITEM = "item"
    RETEST = "retest"
    SCENARIO = "scenario"
    WRITING = "writing"
    RECORD = "record"

    @property
    def label(self) -> str:
        """Return the kind's name."""
        return {
            "item": "首次作答",
            "retest": "延时复测",
            "scenario": "情景首次走完",
            "writing": "经人评阅的写作",
            "record": "签认的实践记录",
        }[self.value]

    @property
    def competencies(self) -> tuple[str, ...]:
        """Return the competencies it may speak of, whatever its author wrote."""
        return _SPEAKS_OF[self]

    @property
    def is_strong(self) -> bool:
        """Tell whether it shows doing or keeping, not only knowing on the day."""
        return self is not EvidenceKind.ITEM


_SPEAKS_OF = {
    EvidenceKind.ITEM: (ABLE, LEARNING),
    EvidenceKind.RETEST: (ABLE, LEARNING),
    EvidenceKind.SCENARIO: (DARE, SKILLED, STATURE, OVERVIEW),
    EvidenceKind.WRITING: (SKILLED, OVERVIEW, STATURE),
    EvidenceKind.RECORD: COMPETENCIES,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row: what a fact says of one competency.

    `source` names the fact ("item:<sitting>:<position>", "retest:<sitting>", "scenario:<run>",
    "writing:<work>", "record:<record>"): the same for every competency the fact speaks of.
    `result` lies between 0 and 1. `weight` is what it weighs on the day it was earned, 0 when it
    does not count; `reason` says why it weighs less or nothing. `unit` is the course unit ("A1"),
    "" when none. `signed_by` is the cadre who marked or signed, None when a rule did. `sort` is
    the type of a practice record, "" of everything else.
    """

    source: str
    kind: EvidenceKind
    competency: str
    on: date
    result: float
    weight: float
    title: str
    unit: str = ""
    signed_by: int | None = None
    reason: str = ""
    sort: str = ""

    @property
    def is_counted(self) -> bool:
        """Tell whether it weighs anything."""
        return self.weight > 0
