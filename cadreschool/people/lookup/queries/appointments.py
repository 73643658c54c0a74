"""Appointments by state, at the unions within the viewer's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.text import normalise
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.lookup.queries.people import PAGE_SIZE, is_called
from cadreschool.people.models import Appointment, Cadre
from cadreschool.people.queries import is_in_force

_SOON = timedelta(days=30)


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
    """Which appointments are wanted; what is not said makes no difference.

    `is_idle`: of those in force, the ones whose holder has left or may not sign in.
    """

    state: AppointmentState
    role: Role | None = None
    text: str = ""
    is_idle: bool = False


_IS_IDLE = or_(Cadre.left_on.is_not(None), Cadre.deactivated_at.is_not(None))


def appointments_for(
    viewer: Viewer, wanted: AppointmentFilter, *, role: Role, on: date, page: int
) -> tuple[list[AppointmentRow], int]:
    """Return one page of appointments at unions within the viewer's own, and how many there are."""
    conditions = [is_visible_to(viewer, role), _is_in_state(wanted.state, on)]
    if wanted.role is not None:
        conditions.append(Appointment.role == wanted.role)
    if normalise(wanted.text):
        conditions.append(is_called(wanted.text))
    if wanted.is_idle:
        conditions.append(_IS_IDLE)
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
class AppointmentNumbers:
    """How many appointments are in force, and which of them ask for something to be done."""

    in_force: int
    idle: int
    ending: int  # within thirty days


def appointment_numbers(viewer: Viewer, *, role: Role, on: date) -> AppointmentNumbers:
    """Count the appointments at the viewer's unions."""
    soon = Appointment.until_on <= on + _SOON
    row = db.session.execute(
        select(func.count(), func.count().filter(_IS_IDLE), func.count().filter(soon))
        .select_from(Appointment)
        .join(Cadre, Cadre.id == Appointment.cadre_id)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(is_visible_to(viewer, role), is_in_force(on))
    ).one()
    return AppointmentNumbers(*row)
