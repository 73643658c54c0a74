"""Reads of one's own password and of those before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, select

from cadreschool.kernel.db import db, table_of
from cadreschool.people.models import Cadre
from cadreschool.people.passwords.models import FormerPassword
from cadreschool.people.rules import DoorRules


@dataclass(frozen=True, slots=True)
class OwnPassword:
    """A cadre's password as it is stored, and since when."""

    login: str
    password_hash: str | None
    set_at: datetime | None


def password_set_at() -> ColumnElement[datetime | None]:
    """Return the expression "since when the cadre has this password", to be selected along."""
    return cast("ColumnElement[datetime | None]", table_of(Cadre).c.password_set_at)


def password_of(cadre_id: int) -> OwnPassword:
    """Return what is stored of a cadre's password."""
    row = db.session.execute(
        select(Cadre.login, Cadre.password_hash, Cadre.password_set_at).where(Cadre.id == cadre_id)
    ).one()
    return OwnPassword(*row)


def hashes_not_to_repeat(cadre_id: int, door: DoorRules) -> list[str]:
    """Return the hashes a new password must not fit: the present one and those before it."""
    if not door.former:
        return []
    present = select(Cadre.password_hash).where(Cadre.id == cadre_id)
    former = (
        select(FormerPassword.password_hash)
        .where(FormerPassword.cadre_id == cadre_id)
        .order_by(FormerPassword.id.desc())
        .limit(door.former - 1)
    )
    return [
        one for query in (present, former) for one in db.session.scalars(query) if one is not None
    ]
