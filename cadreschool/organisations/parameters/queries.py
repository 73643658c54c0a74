"""Reads of local parameters: those in force at a union, and those an administrator keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import or_, select

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.laws.calculators.values import Local, Parameter
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.parameters.models import LocalParameter
from cadreschool.organisations.queries import is_visible_to

ROLE = Role.SYSTEM_ADMIN
"""Who keeps local parameters, for their own unions."""


@dataclass(frozen=True, slots=True)
class InForce:
    """An amount in force: by which union, since when, and where it was read."""

    parameter: Parameter
    value: Decimal
    organisation_name: str
    from_on: date
    source: str


def in_force(organisation_id: int, on: date) -> dict[Parameter, InForce]:
    """Return the amounts in force at a union on a day.

    The nearest union upwards that has set an amount decides, and of its amounts the latest begun.
    """
    path = db.session.scalar(select(Organisation.path).where(Organisation.id == organisation_id))
    above = [int(one) for one in (path or "").split("/") if one]
    rows = db.session.execute(
        select(
            LocalParameter.name,
            LocalParameter.value,
            Organisation.name,
            LocalParameter.from_on,
            LocalParameter.source,
        )
        .join(Organisation, Organisation.id == LocalParameter.organisation_id)
        .where(
            LocalParameter.organisation_id.in_(above),
            LocalParameter.from_on <= on,
            LocalParameter.withdrawn_at.is_(None),
        )
        .order_by(Organisation.path, LocalParameter.from_on, LocalParameter.id)
    )
    # A lower union's path is longer than that of the union it begins with: later rows decide.
    return {
        Parameter(row[0]): InForce(Parameter(row[0]), Decimal(row[1]), row[2], row[3], row[4])
        for row in rows
    }


def local_of(found: dict[Parameter, InForce]) -> Local:
    """Return the amounts alone, as calculators take them."""
    return Local({parameter: one.value for parameter, one in found.items()})


@dataclass(frozen=True, slots=True)
class KeptParameter:
    """A row as its administrator sees it; not `is_own` when a union above theirs has set it."""

    id: int
    is_own: bool
    organisation_name: str
    parameter: Parameter
    value: Decimal
    from_on: date
    source: str
    made_at: datetime
    withdrawn_at: datetime | None


def parameters_for(viewer: Viewer) -> list[KeptParameter]:
    """Return what the viewer's unions have set, and what lies above them and applies there too."""
    rows = db.session.execute(
        select(
            LocalParameter.id,
            is_visible_to(viewer, ROLE),
            Organisation.name,
            LocalParameter.name,
            LocalParameter.value,
            LocalParameter.from_on,
            LocalParameter.source,
            LocalParameter.made_at,
            LocalParameter.withdrawn_at,
        )
        .join(Organisation, Organisation.id == LocalParameter.organisation_id)
        .where(or_(is_visible_to(viewer, ROLE), Organisation.id.in_(_above(viewer))))
        .order_by(
            LocalParameter.name,
            Organisation.path,
            LocalParameter.from_on.desc(),
            LocalParameter.id.desc(),
        )
    )
    return [
        KeptParameter(row[0], row[1], row[2], Parameter(row[3]), Decimal(row[4]), row[5], *row[6:9])
        for row in rows
    ]


def _above(viewer: Viewer) -> set[int]:
    """Return the unions above those the viewer administers."""
    return {
        int(one) for grant in viewer.grants_of(ROLE) for one in grant.path.split("/")[:-2] if one
    }


def parameter_for(viewer: Viewer, parameter_id: int) -> LocalParameter:
    """Return a row of one of the viewer's unions; any other is not found."""
    found = db.session.scalars(
        select(LocalParameter)
        .join(Organisation, Organisation.id == LocalParameter.organisation_id)
        .where(LocalParameter.id == parameter_id, is_visible_to(viewer, ROLE))
    ).first()
    if found is None:
        raise NotFoundError
    return found
