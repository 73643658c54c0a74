"""The reports. The same query serves page, file and test.

Everything starts from a node or a cadre that was fetched through the viewer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.learning.queries import counted_facts
from cadreschool.learning.rules import FINISHED, STARTED
from cadreschool.organisations.queries import (
    Node,
    all_counters,
    children,
    own_counters,
)
from cadreschool.organisations.sums.queries import sums_of
from cadreschool.people.queries import members_by_organisation
from cadreschool.people.rules import MEMBERS
from cadreschool.reports.requests import PAGE_SIZE


@dataclass(frozen=True, slots=True)
class CourseCount:
    """How many began and how many finished one course."""

    started: int
    finished: int


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One organisation with its whole subtree (or its direct members), course by course."""

    node: Node
    members: int
    counts: tuple[CourseCount, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """Completion below one node: its children in organisation order, its own members, the sum.

    `as_of` is set where figures of large unions are kept sums: those of that moment.
    A node with very many children shows them page by page; the sum is always that of all.
    """

    rows: tuple[CompletionRow, ...]
    own: CompletionRow
    total: CompletionRow
    number: int
    page: int
    as_of: datetime | None = None

    @property
    def pages(self) -> int:
        """Return how many pages the children fill."""
        return max(1, -(-self.number // PAGE_SIZE))


def completion(
    node: Node,
    courses: Sequence[PublishedCourse],
    *,
    page: int = 1,
    at: datetime | None = None,
) -> Completion:
    """Count by child and course, in three queries whatever the size of the subtree.

    A fourth sums the whole subtree when its children do not fit on one page. With `at`, unions with
    very many below them are read from kept sums that are fresh at that moment: one query more.
    """
    found = children(node, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    if page > 1 and not found.nodes:
        return completion(node, courses, at=at)
    wanted = [MEMBERS, *((one.id, what) for one in courses for what in (STARTED, FINISHED))]
    is_part = found.number > PAGE_SIZE
    tops = [child.id for child in found.nodes] + ([node.id] if is_part else [])
    summed = sums_of(tops, wanted, at=at)
    sums, own = summed.figures, own_counters(node)
    if is_part:
        whole = sums.get(node.id, {})
    else:
        everything = [own, *sums.values()]
        whole = {one: sum(numbers.get(one, 0) for numbers in everything) for one in wanted}
    return Completion(
        rows=tuple(_row(child, sums.get(child.id, {}), courses) for child in found.nodes),
        own=_row(node, own, courses),
        total=_row(node, whole, courses),
        number=found.number,
        page=page,
        as_of=summed.as_of,
    )


def _row(
    node: Node, counted: Mapping[tuple[str, str], int], courses: Sequence[PublishedCourse]
) -> CompletionRow:
    return CompletionRow(
        node,
        counted.get(MEMBERS, 0),
        tuple(
            CourseCount(counted.get((course.id, STARTED), 0), counted.get((course.id, FINISHED), 0))
            for course in courses
        ),
    )


@dataclass(frozen=True, slots=True)
class EveryRow:
    """All rows of completion, each with its name, however many pages they fill."""

    rows: Iterator[tuple[str, CompletionRow]]
    number: int
    as_of: datetime | None


def every_completion_row(
    node: Node, courses: Sequence[PublishedCourse], *, at: datetime | None = None
) -> EveryRow:
    """Return the sum, the node's own members where it has any, and every child."""
    first = completion(node, courses, at=at)
    own = [("本级", first.own)] if first.own.members else []

    def rows() -> Iterator[tuple[str, CompletionRow]]:
        yield "合计", first.total
        yield from own
        page = first
        while True:
            yield from ((row.node.name, row) for row in page.rows)
            if page.page >= first.pages:
                return
            page = completion(node, courses, page=page.page + 1, at=at)

    return EveryRow(rows(), 1 + len(own) + first.number, first.as_of)


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A counter that is not what the facts say."""

    organisation_id: int
    subject: str
    what: str
    counted: int
    facts: int


def counter_differences() -> list[Difference]:
    """Recompute every counter from the facts and return those that differ."""
    counted = all_counters()
    facts = counted_facts() | {
        (organisation_id, *MEMBERS): number
        for organisation_id, number in members_by_organisation().items()
    }
    return sorted(
        Difference(*key, counted=counted.get(key, 0), facts=facts.get(key, 0))
        for key in counted.keys() | facts.keys()
        if counted.get(key, 0) != facts.get(key, 0)
    )
