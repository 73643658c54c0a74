"""What a cadre shares with their phone, codes for the day it is gone, doors half open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class SecondFactor(Model):
    """What a cadre's phone shares with the school. It counts once the cadre has confirmed it."""

    __tablename__ = "second_factor"

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    sealed_secret: Mapped[str] = mapped_column(String(200))  # encrypted, see kernel.sealing
    last_step: Mapped[int]  # the half minute of the last number that was accepted
    made_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCode(Model):
    """A code that opens once in place of the phone; here is its digest."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index("ix_recovery_code_cadre_id", "cadre_id"),)

    code_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class HalfSignIn(Model):
    """A browser whose password was right and whose number is still to come. Opens nothing."""

    __tablename__ = "half_sign_in"
    __table_args__ = (Index("ix_half_sign_in_cadre_id", "cadre_id"),)

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    password_digest: Mapped[str] = mapped_column(String(64))  # of the hash: a new password ends it
    expires_at: Mapped[datetime] = mapped_column(Moment)
