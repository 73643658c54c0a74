"""Storing a password: what it replaces, and whom it signs out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.people.models import Cadre, KnownBrowser, SignIn
from cadreschool.people.passwords.models import FormerPassword
from cadreschool.people.rules import NIST, DoorRules


def change_password(viewer: Viewer, new_hash: str, *, at: datetime, door: DoorRules = NIST) -> None:
    """Store a new password hash and end every other sign-in of the cadre."""
    store_password(viewer.cadre_id, new_hash, but_sign_in=viewer.sign_in_id, door=door, at=at)
    record("password.change", "cadre", viewer.cadre_id, by=viewer.cadre_id, at=at)


def store_password(
    cadre_id: int, new_hash: str, *, but_sign_in: int | None, door: DoorRules, at: datetime
) -> None:
    """Replace a cadre's password; every sign-in but one ends, no browser is known any more.

    The replaced hash is kept only where the profile forbids to come back to it.
    """
    before = db.session.scalar(select(Cadre.password_hash).where(Cadre.id == cadre_id))
    db.session.execute(
        update(Cadre).where(Cadre.id == cadre_id).values(password_hash=new_hash, password_set_at=at)
    )
    if before is not None and door.former:
        db.session.add(FormerPassword(cadre_id=cadre_id, password_hash=before, replaced_at=at))
        db.session.flush()
    kept = (
        select(FormerPassword.id)
        .where(FormerPassword.cadre_id == cadre_id)
        .order_by(FormerPassword.id.desc())
        .limit(max(door.former - 1, 0))
    )
    db.session.execute(
        delete(FormerPassword).where(
            FormerPassword.cadre_id == cadre_id, FormerPassword.id.not_in(kept)
        )
    )
    others = [SignIn.cadre_id == cadre_id, SignIn.ended_at.is_(None)]
    if but_sign_in is not None:
        others.append(SignIn.id != but_sign_in)
    db.session.execute(update(SignIn).where(*others).values(ended_at=at))
    db.session.execute(delete(KnownBrowser).where(KnownBrowser.cadre_id == cadre_id))
