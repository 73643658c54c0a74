"""What administrators look for: people and unions by name, appointments by state.

Every read goes through the viewer and the role they look with: what lies outside is not found, and
not counted either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
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
from cadreschool.people.models import Appointment, Cadre, Post, Posting, Tie
from cadreschool.people.queries import is_in_force
from cadreschool.people.rules import MEMBERS, login_key

PAGE_SIZE = 50
FOUND = 20
"""Results of a search by name that are shown; whoever wants others writes more of the name."""


@dataclass(frozen=True, slots=True)
class FoundCadre:
    """A cadre as an administrator finds them."""

    id: int
    name: str
    login: str
    organisation_id: int
    organisation_name: str
    post: str
    tie: str
    left_on: date | None
    has_password: bool
    is_active: bool
    is_further: bool = False  # here beside their main post elsewhere (兼任)

    @property
    def post_name(self) -> str:
        """Return the post in Chinese."""
        return Post(self.post).label

    @property
    def tie_name(self) -> str:
        """Return 专职, 兼职 or 挂职."""
        return Tie(self.tie).label


_CADRE = (
    Cadre.id,
    Cadre.name,
    Cadre.login,
    Cadre.organisation_id,
    Organisation.name,
    Cadre.post,
    Cadre.tie,
    Cadre.left_on,
    Cadre.password_hash.is_not(None),
    Cadre.deactivated_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class FoundUnion:
    """A union with the names of those above it, as far as the viewer may know of them."""

    node: Node
    above: str


class AppointmentState(StrEnum):
    """Whether an appointment is in force on a day, not yet, or no longer."""

    IN_FORCE = "in_force"
    UPCOMING = "upcoming"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Return the state as a person reads it."""
        return _STATE_LABELS[self]

    @classmethod
    def of(cls, from_on: date, until_on: date | None, on: date) -> AppointmentState:
        """Return the state of these dates on a day."""
        if from_on > on:
            return cls.UPCOMING
        return cls.IN_FORCE if until_on is None or until_on >= on else cls.ENDED


_STATE_LABELS = {
    AppointmentState.IN_FORCE: "在任",
    AppointmentState.UPCOMING: "尚未开始",
    AppointmentState.ENDED: "已结束",
}


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One appointment with the names it is read by."""

    id: int
    cadre_id: int
    cadre_name: str
    cadre_union: str
    role: Role
    organisation_id: int
    organisation_name: str
    from_on: date
    until_on: date | None

    def state(self, on: date) -> AppointmentState:
        """Return whether it is in force on a day."""
        return AppointmentState.of(self.from_on, self.until_on, on)


@dataclass(frozen=True, slots=True)
class AppointmentFilter:
    """Which appointments are wanted; what is not said makes no difference."""

    state: AppointmentState
    role: Role | None = None
    text: str = ""


def found_cadre(viewer: Viewer, cadre_id: int, *, role: Role) -> FoundCadre:
    """Return one cadre within the viewer's appointment; a foreign one is not found."""
    row = db.session.execute(
        _cadres().where(Cadre.id == cadre_id, is_visible_to(viewer, role))
    ).first()
    if row is None:
        raise NotFoundError
    return FoundCadre(*row)


def find_cadres(viewer: Viewer, text: str, *, role: Role) -> list[FoundCadre]:
    """Return up to `FOUND` cadres whose name holds this text or whose sign-in name begins so."""
    if not normalise(text):
        return []
    rows = db.session.execute(
        _cadres()
        .where(is_visible_to(viewer, role), _is_called(text))
        .order_by(Organisation.path, Cadre.position, Cadre.id)
        .limit(FOUND)
    )
    return [FoundCadre(*row) for row in rows]


def _cadres() -> Select[*tuple[Any, ...]]:
    return (
        select(*_CADRE)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.erased_at.is_(None))
    )


def _is_called(text: str) -> ColumnElement[bool]:
    return or_(
        Cadre.name.contains(normalise(text), autoescape=True),
        Cadre.login.startswith(login_key(text), autoescape=True),
    )


class Shown(StrEnum):
    """Which of a union's people a list shows."""

    PRESENT = "present"
    WAITING = "waiting"
    DEACTIVATED = "deactivated"
    LEFT = "left"

    @property
    def label(self) -> str:
        """Return what the list calls them."""
        return _SHOWN_LABELS[self]


_SHOWN_LABELS = {
    Shown.PRESENT: "在职",
    Shown.WAITING: "还没设密码",
    Shown.DEACTIVATED: "账户已停用",
    Shown.LEFT: "已离任",
}
_SHOWN = {
    Shown.PRESENT: Cadre.left_on.is_(None),
    Shown.WAITING: and_(
        Cadre.left_on.is_(None), Cadre.password_hash.is_(None), Cadre.deactivated_at.is_(None)
    ),
    Shown.DEACTIVATED: Cadre.deactivated_at.is_not(None),
    Shown.LEFT: Cadre.left_on.is_not(None),
}


def members_of(node: Node, shown: Shown, *, page: int) -> tuple[list[FoundCadre], int]:
    """Return one page of a union's own people in roster order, and how many there are.

    `node` was fetched through the viewer: that is the permission.
    """
    rows = db.session.execute(
        _cadres()
        .add_columns(func.count().over())
        .where(Cadre.organisation_id == node.id, _SHOWN[shown])
        .order_by(Cadre.position, Cadre.id)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    return [FoundCadre(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def further_members_of(node: Node) -> list[FoundCadre]:
    """Return who holds a further post (兼任) at a union, named with the union they are counted at.

    The first `PAGE_SIZE`: further posts are few.
    """
    rows = db.session.execute(
        select(*_CADRE[:5], Posting.post, Posting.tie, *_CADRE[7:], true())
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .join(Posting, Posting.cadre_id == Cadre.id)
        .where(
            Posting.organisation_id == node.id,
            Posting.until_on.is_(None),
            Posting.is_main.is_(False),
            Cadre.erased_at.is_(None),
        )
        .order_by(Posting.id)
        .limit(PAGE_SIZE)
    )
    return [FoundCadre(*row) for row in rows]


def numbers_of(node: Node) -> dict[Shown, int]:
    """Count a union's own people by what lists show of them."""
    row = db.session.execute(
        select(*(func.count().filter(_SHOWN[shown]) for shown in Shown)).where(
            Cadre.organisation_id == node.id, Cadre.erased_at.is_(None)
        )
    ).one()
    return dict(zip(Shown, row, strict=True))


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


def appointments_for(
    viewer: Viewer, wanted: AppointmentFilter, *, role: Role, on: date, page: int
) -> tuple[list[AppointmentRow], int]:
    """Return one page of appointments at unions within the viewer's own, and how many there are."""
    conditions = [is_visible_to(viewer, role), _is_in_state(wanted.state, on)]
    if wanted.role is not None:
        conditions.append(Appointment.role == wanted.role)
    if normalise(wanted.text):
        conditions.append(_is_called(wanted.text))
    rows = db.session.execute(
        _appointments(func.count().over())
        .where(*conditions)
        .order_by(Organisation.path, Appointment.role, Appointment.from_on, Appointment.id)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    return [_appointment(row[:-1]) for row in rows], rows[0][-1] if rows else 0


def appointment_for(viewer: Viewer, appointment_id: int, *, role: Role) -> AppointmentRow:
    """Return one appointment at a union within the viewer's own; a foreign one is not found."""
    row = db.session.execute(
        _appointments().where(Appointment.id == appointment_id, is_visible_to(viewer, role))
    ).first()
    if row is None:
        raise NotFoundError
    return _appointment(row)


def appointments_of(viewer: Viewer, cadre_id: int, *, role: Role) -> list[AppointmentRow]:
    """Return what a cadre is or was appointed to within the viewer's own part, newest first."""
    rows = db.session.execute(
        _appointments()
        .where(Appointment.cadre_id == cadre_id, is_visible_to(viewer, role))
        .order_by(Appointment.from_on.desc(), Appointment.id.desc())
    )
    return [_appointment(row) for row in rows]


def _appointments(*also: ColumnElement[Any]) -> Select[Any]:
    own = aliased(Organisation)
    return (
        select(
            Appointment.id,
            Cadre.id,
            Cadre.name,
            own.name,
            Appointment.role,
            Organisation.id,
            Organisation.name,
            Appointment.from_on,
            Appointment.until_on,
            *also,
        )
        .select_from(Appointment)
        .join(Cadre, Cadre.id == Appointment.cadre_id)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .join(own, own.id == Cadre.organisation_id)
    )


def _appointment(row: Sequence[Any]) -> AppointmentRow:
    cadre_id, name, union, role, *rest = row[1:]
    return AppointmentRow(row[0], cadre_id, name, union, Role(role), *rest)


def _is_in_state(state: AppointmentState, on: date) -> ColumnElement[bool]:
    if state is AppointmentState.UPCOMING:
        return Appointment.from_on > on
    if state is AppointmentState.ENDED:
        return and_(Appointment.from_on <= on, Appointment.until_on < on)
    return is_in_force(on)


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


def visible_cadres(viewer: Viewer, cadre_ids: Sequence[int], *, role: Role) -> set[int]:
    """Return which of these cadres the viewer may open."""
    if not cadre_ids:
        return set()
    return set(
        db.session.scalars(
            select(Cadre.id)
            .join(Organisation, Organisation.id == Cadre.organisation_id)
            .where(Cadre.id.in_(cadre_ids), is_visible_to(viewer, role))
        )
    )
