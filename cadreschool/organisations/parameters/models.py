"""Amounts that a region sets, each with where it was read. Rows are added and withdrawn only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class LocalParameter(Model):
    """An amount in force at a union and below it from a day on, until a later one begins.

    `name` is that of a `laws.calculators.values.Parameter`; `value` its decimal number as text.
    """

    __tablename__ = "local_parameter"
    __table_args__ = (Index("ix_local_parameter_place", "organisation_id", "name", "from_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(30))
    value: Mapped[str] = mapped_column(String(20))
    from_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(120))
    made_by: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
