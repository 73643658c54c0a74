"""Writes of local parameters: set from a day on, withdrawn when mistaken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.viewer import Viewer
from cadreschool.laws.calculators.values import Parameter, plain
from cadreschool.organisations.parameters.models import LocalParameter
from cadreschool.organisations.parameters.queries import ROLE, parameter_for
from cadreschool.organisations.queries import organisation_for


@dataclass(frozen=True, slots=True)
class NewParameter:
    """An amount as it is to be set; `source` is where it can be read."""

    parameter: Parameter
    value: Decimal
    from_on: date
    source: str


def set_parameter(
    viewer: Viewer, organisation_id: int, new: NewParameter, *, at: datetime
) -> LocalParameter:
    """Set an amount at a union of the viewer's, for it and all below, from a day on."""
    node = organisation_for(viewer, organisation_id, role=ROLE)
    if node.closed_on is not None:
        raise ConflictError(f"“{node.name}”已经撤销，不能再设本地参数。")
    twin = db.session.scalars(
        select(LocalParameter).where(
            LocalParameter.organisation_id == node.id,
            LocalParameter.name == new.parameter.value,
            LocalParameter.from_on == new.from_on,
            LocalParameter.withdrawn_at.is_(None),
        )
    ).first()
    if twin is not None:
        message = f"“{node.name}”从这一天起的{new.parameter.label}已经设为 {twin.value}。"
        raise ConflictError(message, "要改正，先撤下原来的，再重新设置。")
    made = LocalParameter(
        organisation_id=node.id,
        name=new.parameter.value,
        value=plain(new.value),
        from_on=new.from_on,
        source=new.source,
        made_by=viewer.cadre_id,
        made_at=at,
    )
    db.session.add(made)
    db.session.flush()
    record(
        "parameter.create",
        "parameter",
        made.id,
        by=viewer.cadre_id,
        at=at,
        organisation=node.id,
        name=new.parameter.label,
        value=made.value,
        on=new.from_on.isoformat(),
    )
    return made


def withdraw_parameter(viewer: Viewer, parameter_id: int, *, at: datetime) -> LocalParameter:
    """Take back an amount that was mistaken; the row stays, and nothing rests on it any more."""
    found = parameter_for(viewer, parameter_id)
    if found.withdrawn_at is not None:
        raise ConflictError("这一条已经撤下。")
    found.withdrawn_at = at
    db.session.flush()
    record("parameter.withdraw", "parameter", found.id, by=viewer.cadre_id, at=at)
    return found
