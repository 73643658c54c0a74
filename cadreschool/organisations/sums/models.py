"""Sums of counters that are kept, with the moment of which they are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class CounterSum(Model):
    """What a counter adds up to at a union and all below it, as of a moment.

    Derived: whatever is here can be thrown away. Only unions with very many below have rows.
    """

    __tablename__ = "counter_sum"
    __table_args__ = ({"sqlite_with_rowid": False},)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int]
    summed_at: Mapped[datetime] = mapped_column(Moment)
