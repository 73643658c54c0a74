"""Unions by name, and what a change to one concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from cadreschool.kernel.db import db
from cadreschool.kernel.text import normalise
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import (
    NODE,
    Node,
    is_below,
    is_visible_to,
    own_counters,
    subtree_sums,
)
from cadreschool.organisations.rules import ancestor_ids
from cadreschool.people.lookup.queries.people import FOUND
from cadreschool.people.models import Appointment
from cadreschool.people.rules import MEMBERS


@dataclass(frozen=True, slots=True)
class FoundUnion:
    """A union with the names of those above it, as far as the viewer may know of them."""

    node: Node
    above: str


def find_unions(viewer: Viewer, text: str, *, role: Role) -> list[FoundUnion]:
    """Return up to `FOUND` unions whose name holds this text, with the names above them."""
    if not normalise(text):
        return []
    rows = db.session.execute(
        select(*NODE)
        .where(
            is_visible_to(viewer, role),
            Organisation.closed_on.is_(None),
            Organisation.name.contains(normalise(text), autoescape=True),
        )
        .order_by(Organisation.path)
        .limit(FOUND)
    )
    nodes = [Node(*row) for row in rows]
    above = {one for node in nodes for one in ancestor_ids(node.path)[:-1]}
    named = db.session.execute(
        select(Organisation.id, Organisation.name).where(
            Organisation.id.in_(above), is_visible_to(viewer, role)
        )
    )
    names = {row[0]: row[1] for row in named}
    return [FoundUnion(node, _above(node, names)) for node in nodes]


def _above(node: Node, names: Mapping[int, str]) -> str:
    return "-".join(names[one] for one in ancestor_ids(node.path)[:-1] if one in names)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a union and all below it hold: what a change to it concerns."""

    unions: int  # open ones below it, at any depth
    members: int  # cadres, itself and below
    own_members: int
    appointments: int  # at the union itself, not ended

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody is there and nothing lies below."""
        return not (self.unions or self.own_members)


def extent_of(node: Node, *, on: date) -> Extent:
    """Return what a union that was fetched through the viewer holds, in four queries."""
    unions = db.session.scalar(
        select(func.count()).where(
            is_below(node.path), Organisation.id != node.id, Organisation.closed_on.is_(None)
        )
    )
    own = own_counters(node).get(MEMBERS, 0)
    sums = subtree_sums([node.id], [MEMBERS])
    appointments = db.session.scalar(
        select(func.count()).where(
            Appointment.organisation_id == node.id,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= on),
        )
    )
    return Extent(unions or 0, sums.get(node.id, {}).get(MEMBERS, 0), own, appointments or 0)
