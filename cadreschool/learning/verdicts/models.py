"""Sittings that say nothing yet, since their answers may not be told."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model


class WaitingSitting(Model):
    """A handed-in sitting that mistake book and review know nothing of yet.

    That of a paper waits until its answers are released: an entry would tell them before.
    """

    __tablename__ = "waiting_sitting"
    __table_args__ = (Index("ix_waiting_sitting_cadre", "cadre_id"), {"sqlite_with_rowid": False})

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
