"""Reads of one-time codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Activation, Cadre


@dataclass(frozen=True, slots=True)
class OpenActivation:
    """A code that may be used now, with the names a password must not be made of."""

    cadre_id: int
    name: str
    organisation_name: str


def open_activation(login: str, digest: str, *, at: datetime) -> OpenActivation | None:
    """Return what this code opens for this sign-in name, if it is good."""
    row = db.session.execute(
        select(Cadre.id, Cadre.name, Organisation.name)
        .join(Activation, Activation.cadre_id == Cadre.id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(
            Cadre.login == login,
            Activation.code_digest == digest,
            Activation.used_at.is_(None),
            Activation.expires_at > at,
        )
    ).first()
    return OpenActivation(*row) if row else None
