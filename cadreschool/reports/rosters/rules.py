"""What a roster says beyond the standings: one state for several courses, and masked names. Pure.

Sign-in names are often phone numbers; whoever does not administer accounts has no need of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from cadreschool.kernel.clock import day_of
from cadreschool.learning.rules import CourseFacts, Status

_PHONE = re.compile(r"1\d{10}")
_NUMBERED = re.compile(r".{4,}(\d\d)")


def overall(statuses: Collection[Status]) -> Status:
    """Return one status for several courses: all finished, none begun, or something between."""
    if statuses and all(one is Status.FINISHED for one in statuses):
        return Status.FINISHED
    if all(one is Status.NOT_STARTED for one in statuses):
        return Status.NOT_STARTED
    return Status.IN_PROGRESS


def masked(login: str) -> str:
    """Return a sign-in name so that its owner knows it again and nobody can use it."""
    if _PHONE.fullmatch(login):
        return f"{login[:3]}****{login[-4:]}"
    number = _NUMBERED.fullmatch(login)
    return f"{login[:1]}***{number[1] if number else ''}"


Period = tuple[date, date]
"""From a day until a day, both included."""


def within(facts: CourseFacts, periods: Iterable[Period]) -> CourseFacts:
    """Return only what was finished on a day of these periods: what a former union may see."""
    spans = list(periods)

    def belongs(day: date) -> bool:
        return any(first <= day <= last for first, last in spans)

    finished = facts.finished_at
    return CourseFacts(
        {
            lesson: fact
            for lesson, fact in facts.lessons.items()
            if belongs(day_of(fact.finished_at))
        },
        [
            sitting
            for sitting in facts.sittings
            if sitting.submitted_at is not None and belongs(day_of(sitting.submitted_at))
        ],
        finished if finished is not None and belongs(day_of(finished)) else None,
    )
