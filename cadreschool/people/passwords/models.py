"""Passwords a cadre had before, kept only where the profile forbids to come back to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class FormerPassword(Model):
    """The hash of a password that was replaced."""

    __tablename__ = "former_password"
    __table_args__ = (Index("ix_former_password_cadre_id", "cadre_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    password_hash: Mapped[str] = mapped_column(String(200))
    replaced_at: Mapped[datetime] = mapped_column(Moment)
