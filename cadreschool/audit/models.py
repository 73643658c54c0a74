"""The audit row: written in the transaction of the change it tells of, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class AuditRow(Model):
    """One change. Ids carry no foreign key: the row outlives what it tells of."""

    __tablename__ = "audit_row"
    __table_args__ = (Index("ix_audit_row_object", "object_kind", "object_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor_id: Mapped[int | None]  # the cadre; none for the command line and for strangers
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str]  # JSON; never answers, passwords or tokens
    request_id: Mapped[str] = mapped_column(String(32))
