"""The reports. The same query serves page, file and test.

Everything starts from a node or a cadre that was fetched through the viewer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.learning.queries import counted_facts, facts_of
from cadreschool.learning.rules import FINISHED, NO_FACTS, STARTED, Standing, standing
from cadreschool.organisations.queries import (
    Node,
    all_counters,
    children,
    own_counters,
    subtree_sums,
)
from cadreschool.people.queries import CadreRow, members_by_organisation, roster
from cadreschool.people.rules import MEMBERS

PAGE_SIZE = 50
"""How many child unions a page of completion shows, and how many cadres a page of a roster."""


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

    A node with very many children shows them page by page; the sum is always that of all.
    """

    rows: tuple[CompletionRow, ...]
    own: CompletionRow
    total: CompletionRow
    page: int
    pages: int


def completion(node: Node, courses: Sequence[PublishedCourse], *, page: int = 1) -> Completion:
    """Count by child and course, in three queries whatever the size of the subtree.

    A fourth sums the whole subtree when its children do not fit on one page.
    """
    found = children(node, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    if page > 1 and not found.nodes:
        return completion(node, courses)
    wanted = [MEMBERS, *((one.id, what) for one in courses for what in (STARTED, FINISHED))]
    sums = subtree_sums([child.id for child in found.nodes], wanted)
    own = own_counters(node)
    if found.number > PAGE_SIZE:
        whole = subtree_sums([node.id], wanted).get(node.id, {})
    else:
        everything = [own, *sums.values()]
        whole = {one: sum(numbers.get(one, 0) for numbers in everything) for one in wanted}
    return Completion(
        rows=tuple(_row(child, sums.get(child.id, {}), courses) for child in found.nodes),
        own=_row(node, own, courses),
        total=_row(node, whole, courses),
        page=page,
        pages=max(1, -(-found.number // PAGE_SIZE)),
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
class RosterRow:
    """One cadre with their standing in every course."""

    cadre: CadreRow
    standings: tuple[Standing, ...]


def roster_standings(
    node: Node, courses: Sequence[PublishedCourse], *, page: int
) -> list[RosterRow]:
    """Return one page of a union's direct members with their standing: four queries."""
    cadres = roster(node, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    facts = facts_of([cadre.id for cadre in cadres], [course.id for course in courses])
    return [
        RosterRow(
            cadre,
            tuple(
                standing(course, facts.get((cadre.id, course.id), NO_FACTS)) for course in courses
            ),
        )
        for cadre in cadres
    ]


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
