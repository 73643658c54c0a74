"""Reads of who may need help: those who began a course, with the reasons that `rules` finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.learning.rules import FINISHED, STARTED
from cadreschool.organisations.queries import Counted, own_counters
from cadreschool.organisations.sums.queries import sums_of
from cadreschool.reports.requests import ReportRequest
from cadreschool.reports.rosters.queries import PORTION, Listing, Person, everyone, listing
from cadreschool.reports.stuck.rules import Need, NeedKind, needs

MOST_AT_ONCE = 5_000
"""Of so many cadres one page looks through the facts (0.3 s); of more, a job does, or a part."""


@dataclass(frozen=True, slots=True)
class StuckEntry:
    """One cadre with one course, and why they may need help there."""

    person: Person
    course: PublishedCourse
    needs: tuple[Need, ...]

    @property
    def kind(self) -> NeedKind:
        """Return the most pressing reason: under it the entry is listed."""
        return self.needs[0].kind

    @property
    def texts(self) -> list[str]:
        """Return all reasons in words."""
        return [need.text for need in self.needs]


@dataclass(frozen=True, slots=True)
class Stuck:
    """Those who may need help, by reason. `is_too_many`: nobody was looked at, there are so many.

    `under_way` says how many were looked at, or would have to be.
    """

    entries: tuple[StuckEntry, ...]
    under_way: int
    is_too_many: bool = False

    def of(self, kind: NeedKind) -> tuple[StuckEntry, ...]:
        """Return the entries under one reason, in the order of custom."""
        return tuple(entry for entry in self.entries if entry.kind is kind)


def stuck(request: ReportRequest, courses: Sequence[PublishedCourse], *, at: datetime) -> Stuck:
    """Find who may need help, in eight queries, unless too many are under way for one page."""
    begun = _under_way(request, courses, at=at)
    if begun > MOST_AT_ONCE * max(len(courses), 1):
        return Stuck((), begun, is_too_many=True)
    found = listing(request, courses)
    if found.number > MOST_AT_ONCE:
        return Stuck((), found.number, is_too_many=True)
    entries = entries_of(request, courses, found, at=at, portion=MOST_AT_ONCE)
    return Stuck(_sorted(entries), found.number)


def all_entries(
    request: ReportRequest,
    courses: Sequence[PublishedCourse],
    found: Listing,
    *,
    at: datetime,
) -> tuple[StuckEntry, ...]:
    """Return everybody who may need help, however many: for jobs."""
    return _sorted(entries_of(request, courses, found, at=at))


def entries_of(
    request: ReportRequest,
    courses: Sequence[PublishedCourse],
    found: Listing,
    *,
    at: datetime,
    portion: int = PORTION,
) -> Iterator[StuckEntry]:
    """Yield entries in the order of custom."""
    for row in everyone(request, courses, found, portion=portion):
        for course, facts in zip(courses, row.facts, strict=True):
            why = needs(course, facts, at=at)
            if why and request.reason in {"", why[0].kind}:
                yield StuckEntry(row.person, course, why)


def _sorted(entries: Iterator[StuckEntry]) -> tuple[StuckEntry, ...]:
    order = list(NeedKind)
    return tuple(sorted(entries, key=lambda entry: order.index(entry.kind)))


def _under_way(request: ReportRequest, courses: Sequence[PublishedCourse], *, at: datetime) -> int:
    """Count from the counters who began and has not finished: a person for every course."""
    wanted = [(course.id, what) for course in courses for what in (STARTED, FINISHED)]
    numbers: Mapping[Counted, int]
    if request.is_direct:
        numbers = own_counters(request.node)
    else:
        summed = sums_of([request.node.id], wanted, at=at)
        numbers = summed.figures.get(request.node.id, {})
    return sum(
        numbers.get((course.id, STARTED), 0) - numbers.get((course.id, FINISHED), 0)
        for course in courses
    )
