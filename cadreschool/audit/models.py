"""The audit row, written in the transaction of the change it tells of; and what seals it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class AuditRow(Model):
    """One change. Ids carry no foreign key: the row outlives what it tells of.

    `seal` and `digest` are empty until the row is sealed, a few seconds later; nothing else of a
    row ever changes, but for a detail or a whole row that must go (`AuditRedaction`).
    """

    __tablename__ = "audit_row"
    __table_args__ = (
        Index("ix_audit_row_object", "object_kind", "object_id"),
        Index("ix_audit_row_actor_id_at", "actor_id", "at"),
        Index(
            "ix_audit_row_unsealed",
            "id",
            sqlite_where=text("seal IS NULL"),
            postgresql_where=text("seal IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor_id: Mapped[int | None]  # the cadre; none for the command line and for strangers
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str]  # JSON; never answers, passwords or tokens
    request_id: Mapped[str] = mapped_column(String(32))
    seal: Mapped[int | None]
    digest: Mapped[str | None] = mapped_column(String(32))


class SealKind(StrEnum):
    """What a seal is: rows sealed in the usual course, or the beginning after a restored backup."""

    BATCH = "batch"
    EPOCH = "epoch"


class AuditSeal(Model):
    """A link of the chain: which rows, what they said, and the link before.

    `mac` is made with a key that does not lie in the database, over all the rest. Two links can
    not hang on the same one before: the chain has no forks.
    """

    __tablename__ = "audit_seal"
    __table_args__ = (
        UniqueConstraint("previous"),
        CheckConstraint("number >= 1", name="counts_from_one"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(Moment)
    row_count: Mapped[int]
    ids: Mapped[str]  # "812-1040 1043"
    root: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))  # the mac before, "" at first
    key_id: Mapped[str] = mapped_column(String(16))
    note: Mapped[str]  # JSON, of an epoch: which backup, which links were given up
    mac: Mapped[str] = mapped_column(String(64))


class AuditRedaction(Model):
    """A sealed row that had to go, or its detail: by law, or with the demonstration school.

    What was sealed stays provable by its digest; `mac` shows that the program did it, not a hand
    in the database.
    """

    __tablename__ = "audit_redaction"

    row_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[int]
    what: Mapped[str] = mapped_column(String(10))  # row, detail
    digest: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Moment)
    mac: Mapped[str] = mapped_column(String(64))
