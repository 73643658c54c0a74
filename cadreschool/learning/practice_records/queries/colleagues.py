"""Who may be named as a witness: somebody of the same union or of one above it.

And to which union somebody belongs today, who writes a record or witnesses one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.rules import ancestor_ids
from cadreschool.people.models import Cadre

_MOST_NAMES = 500


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be named as a witness."""

    id: int
    name: str
    organisation: str
    login: str


def colleagues_named(
    viewer: Viewer, text: str, organisation_id: int, *, on: date
) -> list[Colleague]:
    """Return who of the same or a superior union has this name or sign-in name, but the viewer."""
    path = db.session.scalar(select(Organisation.path).where(Organisation.id == organisation_id))
    if path is None:
        return []
    rows = db.session.execute(
        select(Cadre.id, Cadre.name, Organisation.name, Cadre.login)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(
            Cadre.organisation_id.in_(ancestor_ids(path)),
            or_(Cadre.name == text, Cadre.login == text),
            Cadre.id != viewer.cadre_id,
            Cadre.deactivated_at.is_(None),
            or_(Cadre.left_on.is_(None), Cadre.left_on >= on),
        )
        .order_by(Cadre.id)
        .limit(10)
    )
    return [Colleague(*row) for row in rows]


def is_colleague(cadre_id: int, organisation_id: int) -> bool:
    """Tell whether somebody belongs to this union or one above it."""
    path = db.session.scalar(select(Organisation.path).where(Organisation.id == organisation_id))
    found = path is not None and db.session.scalar(
        select(Cadre.id).where(
            Cadre.id == cadre_id,
            Cadre.organisation_id.in_(ancestor_ids(path)),
            Cadre.left_on.is_(None),
            Cadre.deactivated_at.is_(None),
        )
    )
    return bool(found)


def present_union(cadre_id: int) -> int | None:
    """Return the union somebody belongs to now, None when they have left."""
    return db.session.scalar(
        select(Cadre.organisation_id).where(
            Cadre.id == cadre_id, Cadre.left_on.is_(None), Cadre.deactivated_at.is_(None)
        )
    )


def names_at(organisation_id: int) -> list[str]:
    """Return the names of a union's own cadres: they are refused in texts wherever they stand."""
    return list(
        db.session.scalars(
            select(Cadre.name)
            .where(Cadre.organisation_id == organisation_id)
            .order_by(Cadre.position)
            .limit(_MOST_NAMES)
        )
    )
