"""Reads of a union's abilities: a fixed number of queries whatever the number of people.

Everything starts from a node that was fetched through the viewer. What leaves this module is ready
to be told: the rules for small numbers were applied. There is no filter by post or by person: two
answers to almost the same question tell of the people in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select

from cadreschool.kernel.db import db
from cadreschool.learning.profile.models import ProfileStanding, UnitEvidence
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.learning.scenarios.rules import FEWEST_SHOWN
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.organisations.queries import Node, is_below
from cadreschool.people.models import Cadre
from cadreschool.people.rules import MEMBERS
from cadreschool.reports.abilities.rules import Counts, Group, Told, Union, groups, told
from cadreschool.reports.abilities.situations import Situation

LEVELS = 5
"""Levels 0 to 4; beside them stand those without enough evidence."""

MOST_PEOPLE = 20_000
"""Of a larger union nothing is counted while one waits: its parts tell more."""


@dataclass(frozen=True, slots=True)
class Part:
    """A union at or below the node, and how many serve in it itself."""

    id: int
    parent_id: int | None
    name: str
    kind: str
    position: int
    members: int


@dataclass(frozen=True, slots=True)
class Whole:
    """The unions at and below a node, each before those below it."""

    node: Node
    parts: tuple[Part, ...]

    @property
    def members(self) -> int:
        """Return how many serve here."""
        return sum(part.members for part in self.parts)

    @property
    def is_few(self) -> bool:
        """Tell whether there are too few to say anything."""
        return self.members < FEWEST_SHOWN

    @property
    def is_too_large(self) -> bool:
        """Tell whether it is to be looked at part by part."""
        return self.members > MOST_PEOPLE


def whole_of(node: Node) -> Whole:
    """Return the unions at and below a node with their members, in one query."""
    rows = db.session.execute(
        select(
            Organisation.id,
            Organisation.parent_id,
            Organisation.name,
            Organisation.kind,
            Organisation.position,
            func.coalesce(Counter.number, 0),
        )
        .outerjoin(
            Counter,
            and_(
                Counter.organisation_id == Organisation.id,
                Counter.subject == MEMBERS[0],
                Counter.what == MEMBERS[1],
            ),
        )
        .where(is_below(node.path))
        .order_by(func.length(Organisation.path), Organisation.path)
    )
    return Whole(node, tuple(Part(*row) for row in rows))


# Levels ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Levels:
    """How a node's cadres stand: a row for each competency, as of the oldest profile among them."""

    rows: Mapping[str, Told]
    as_of: date | None


def levels(whole: Whole) -> Levels:
    """Count the standings of a node's cadres by level, in one query."""
    counted = {
        competency: {part.id: [0] * LEVELS for part in whole.parts} for competency in COMPETENCIES
    }
    days: list[date] = []
    for organisation_id, competency, level, number, as_of in db.session.execute(
        select(
            Cadre.organisation_id,
            ProfileStanding.competency,
            ProfileStanding.level,
            func.count(),
            func.min(ProfileStanding.as_of),
        )
        .join(Cadre, Cadre.id == ProfileStanding.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(is_below(whole.node.path), Cadre.left_on.is_(None))
        .group_by(Cadre.organisation_id, ProfileStanding.competency, ProfileStanding.level)
    ):
        days.append(as_of)
        if level is not None and competency in counted:
            counted[competency][organisation_id][level] += number
    rows = {}
    for competency, by_union in counted.items():
        tree = _tree(whole, by_union)
        rows[competency] = told(tree)[whole.node.id]
    return Levels(rows, min(days, default=None))


def _tree(whole: Whole, by_union: Mapping[int, Sequence[int]]) -> Union:
    """Put counts into the tree; who has no level at all has not enough evidence."""
    below: dict[int | None, list[Union]] = {}
    for part in reversed(whole.parts):
        levelled = by_union[part.id]
        own: Counts = (*levelled, max(part.members - sum(levelled), 0))
        union = Union(part.id, own, tuple(below.pop(part.id, ())))
        if part.id == whole.node.id:
            return union
        below.setdefault(part.parent_id, []).append(union)
    msg = "a whole begins with its node"
    raise AssertionError(msg)


# Situations --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A union below the node, or several small ones together, as situations are told of them."""

    name: str
    kind: str
    organisation_id: int | None
    members: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """Who has shown lately that they can handle a situation: the newest month of each union.

    None where nobody ever showed anything. `is_fresh` is of the last twelve months.
    """

    situation: Situation
    newest: tuple[date | None, ...]
    fresh_from: date

    def is_fresh(self, at: int) -> bool:
        """Tell whether somebody of the union at this place has shown it lately."""
        day = self.newest[at]
        return day is not None and day >= self.fresh_from

    @property
    def lacking(self) -> list[int]:
        """Return the places of the unions where nobody has."""
        return [at for at in range(len(self.newest)) if not self.is_fresh(at)]


def year_before(on: date) -> date:
    """Return the first day of the twelve months that count as fresh."""
    return (
        on.replace(year=on.year - 1, day=28)
        if (on.month, on.day) == (2, 29)
        else on.replace(year=on.year - 1)
    )


def columns(whole: Whole) -> list[tuple[Column, Group]]:
    """Return the unions directly below a node, small ones together with its own members."""
    parts = {part.id: part for part in whole.parts}
    numbers = _numbers(whole)
    found = []
    for group in groups(whole.node.id, numbers):
        first = parts[group.ids[0]]
        if group.is_rest:
            found.append(
                (Column(_rest_name(group, parts, numbers), "", None, group.members), group)
            )
        else:
            found.append((Column(first.name, first.kind, first.id, group.members), group))
    return found


def _rest_name(group: Group, parts: Mapping[int, Part], numbers: Mapping[int, int]) -> str:
    """Name the unions that are told of together; the node's own members come last in `numbers`."""
    *children, top = numbers
    if not children:
        return "本级"
    if group.members == sum(numbers.values()):
        return "本级和下级合计"
    named = (one for one in group.ids if one != top and numbers[one] >= FEWEST_SHOWN)
    names = [parts[one].name for one in named]
    return "本级和人数少的下级合计" + (f"（含{'、'.join(names)}）" if names else "")


def _numbers(whole: Whole) -> dict[int, int]:
    """Count the people of each child with all below it, in the order of custom, and the own."""
    top = whole.node.id
    under = _under(whole)
    total: dict[int, int] = {}
    for part in whole.parts:
        total[under[part.id]] = total.get(under[part.id], 0) + part.members
    children = sorted(
        (part for part in whole.parts if part.parent_id == top and part.id != top),
        key=lambda part: (part.position, part.id),
    )
    return {one.id: total.get(one.id, 0) for one in children} | {top: total.get(top, 0)}


def _under(whole: Whole) -> dict[int, int]:
    """Return for each union the child of the node it lies under, for the node itself the node."""
    top = whole.node.id
    found = {top: top}
    for part in whole.parts:
        if part.id != top and part.parent_id is not None:
            above = found[part.parent_id]
            found[part.id] = part.id if above == top else above
    return found


def readiness(
    whole: Whole, told_of: Sequence[tuple[Column, Group]], about: Sequence[Situation], on: date
) -> list[Readiness]:
    """Find the newest evidence for each situation and union, in one query."""
    under = _under(whole)
    place: dict[int, int] = {}
    for at, (_, group) in enumerate(told_of):
        place |= dict.fromkeys(group.ids, at)
    of_unit: dict[str, list[int]] = {}
    for number, situation in enumerate(about):
        for unit in situation.units:
            of_unit.setdefault(unit, []).append(number)
    newest: list[list[date | None]] = [[None] * len(told_of) for _ in about]
    for organisation_id, unit, day in db.session.execute(
        select(Cadre.organisation_id, UnitEvidence.unit, func.max(UnitEvidence.newest_on))
        .join(Cadre, Cadre.id == UnitEvidence.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(
            is_below(whole.node.path), Cadre.left_on.is_(None), UnitEvidence.unit.in_(list(of_unit))
        )
        .group_by(Cadre.organisation_id, UnitEvidence.unit)
    ):
        column = place.get(under[organisation_id])
        if column is None:
            continue
        for number in of_unit[unit]:
            before = newest[number][column]
            newest[number][column] = day if before is None else max(before, day)
    start = year_before(on)
    return [
        Readiness(situation, tuple(newest[number]), start) for number, situation in enumerate(about)
    ]
