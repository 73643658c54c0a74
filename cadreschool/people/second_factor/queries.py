"""Reads of second factors: one's own, and that of whoever stands in the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.tokens import token_digest
from cadreschool.people.models import Cadre
from cadreschool.people.second_factor.models import HalfSignIn, RecoveryCode, SecondFactor


@dataclass(frozen=True, slots=True)
class OwnSecondFactor:
    """A cadre's second factor: begun, or confirmed and in use."""

    sealed_secret: str
    last_step: int
    confirmed_at: datetime | None
    codes_left: int

    @property
    def is_on(self) -> bool:
        """Tell whether it is asked for at the door."""
        return self.confirmed_at is not None


def has_second_factor() -> ColumnElement[bool]:
    """Return the expression "this cadre has a second factor", to be selected along."""
    factor = table_of(SecondFactor).c
    cadre = table_of(Cadre).c
    return exists().where(factor.cadre_id == cadre.id, factor.confirmed_at.is_not(None))


def second_factor_of(cadre_id: int) -> OwnSecondFactor | None:
    """Return a cadre's second factor, None when they never began with one."""
    left = (
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.cadre_id == cadre_id, RecoveryCode.used_at.is_(None))
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            SecondFactor.sealed_secret, SecondFactor.last_step, SecondFactor.confirmed_at, left
        ).where(SecondFactor.cadre_id == cadre_id)
    ).first()
    return OwnSecondFactor(*row) if row else None


@dataclass(frozen=True, slots=True)
class HalfOpen:
    """Who stands in the door: the password was right, the number is still to come."""

    cadre_id: int
    login: str
    password_digest: str
    password_hash: str | None
    is_demonstration: bool


def half_sign_in(token: str, *, at: datetime) -> HalfOpen | None:
    """Return who began to sign in with this token, unless it is too long ago."""
    row = db.session.execute(
        select(
            Cadre.id,
            Cadre.login,
            HalfSignIn.password_digest,
            Cadre.password_hash,
            Cadre.is_demonstration,
        )
        .join(HalfSignIn, HalfSignIn.cadre_id == Cadre.id)
        .where(
            HalfSignIn.token_digest == token_digest(token),
            HalfSignIn.expires_at > at,
            Cadre.deactivated_at.is_(None),
        )
    ).first()
    return HalfOpen(*row) if row else None
