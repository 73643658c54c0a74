"""Reads of one-time codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Grant, Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.activation.permissions import ISSUERS
from cadreschool.people.models import Activation, Appointment, Cadre


@dataclass(frozen=True, slots=True)
class OpenActivation:
    """A code that may be used now, with the names a password must not be made of."""

    cadre_id: int
    name: str
    organisation_name: str
    password_hash: str | None


def open_activation(login: str, digest: str, *, at: datetime) -> OpenActivation | None:
    """Return what this code opens for this sign-in name, if it is good."""
    row = db.session.execute(
        select(Cadre.id, Cadre.name, Organisation.name, Cadre.password_hash)
        .join(Activation, Activation.cadre_id == Cadre.id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(
            Cadre.login == login,
            Cadre.deactivated_at.is_(None),
            Activation.code_digest == digest,
            Activation.used_at.is_(None),
            Activation.expires_at > at,
        )
    ).first()
    return OpenActivation(*row) if row else None


@dataclass(frozen=True, slots=True)
class CodeHolder:
    """A cadre as whoever makes codes sees them, and the code that is still open, if any."""

    id: int
    name: str
    login: str
    organisation_id: int
    organisation_name: str
    has_password: bool
    is_active: bool
    made_at: datetime | None
    expires_at: datetime | None
    code_digest: str | None
    held: tuple[Grant, ...] = ()


_HOLDER = (
    Cadre.id,
    Cadre.name,
    Cadre.login,
    Organisation.id,
    Organisation.name,
    Cadre.password_hash.is_not(None),
    and_(Cadre.deactivated_at.is_(None), Cadre.erased_at.is_(None)),
    Activation.made_at,
    Activation.expires_at,
    Activation.code_digest,
)


def _is_in_reach(viewer: Viewer) -> ColumnElement[bool]:
    return or_(*(is_visible_to(viewer, role) for role in ISSUERS))


def code_holder_for(viewer: Viewer, cadre_id: int, *, at: datetime) -> CodeHolder:
    """Return a cadre of the viewer's own part of the tree; a foreign one is not found.

    Only a cadre's own union counts: a further post held here opens nobody's account.
    """
    is_open = and_(Activation.cadre_id == Cadre.id, Activation.used_at.is_(None))
    row = db.session.execute(
        select(*_HOLDER)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .outerjoin(Activation, is_open)
        .where(Cadre.id == cadre_id, _is_in_reach(viewer))
    ).first()
    if row is None:
        raise NotFoundError
    held = db.session.execute(
        select(Appointment.role, Organisation.id, Organisation.path)
        .join(Organisation, Organisation.id == Appointment.organisation_id)
        .where(
            Appointment.cadre_id == cadre_id,
            or_(Appointment.until_on.is_(None), Appointment.until_on >= day_of(at)),
        )
    )
    grants = tuple(Grant(Role(one[0]), one[1], one[2]) for one in held)
    return replace(CodeHolder(*row), held=grants)


def unused_codes(
    viewer: Viewer, *, offset: int, limit: int, at: datetime
) -> tuple[list[CodeHolder], int]:
    """Return codes in the viewer's reach that nobody has used yet, oldest first, and how many."""
    rows = db.session.execute(
        select(func.count().over(), *_HOLDER)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .join(Activation, Activation.cadre_id == Cadre.id)
        .where(Activation.used_at.is_(None), Activation.expires_at > at, _is_in_reach(viewer))
        .order_by(Activation.made_at, Cadre.id)
        .offset(offset)
        .limit(limit)
    ).all()
    return [CodeHolder(*row[1:]) for row in rows], rows[0][0] if rows else 0


def number_of_unused_codes(viewer: Viewer, *, at: datetime) -> int:
    """Count the codes in the viewer's reach that nobody has used yet."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Activation)
            .join(Cadre, Cadre.id == Activation.cadre_id)
            .join(Organisation, Organisation.id == Cadre.organisation_id)
            .where(Activation.used_at.is_(None), Activation.expires_at > at, _is_in_reach(viewer))
        )
        or 0
    )
