"""Banks of questions and what each entry points to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class EntryState(StrEnum):
    """Whether a question may be drawn. Only ready ones are."""

    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state as the 教研台 shows it."""
        return {"draft": "草稿", "review": "待审", "ready": "可用", "withdrawn": "停用"}[self.value]


class Bank(Model):
    """A bank. Without a union it is the whole school's.

    `folder_digest` is that of the source file it was published from last; a bank changed in the
    browser since has another `version` than then, and is not overwritten.
    """

    __tablename__ = "bank"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    version: Mapped[int]
    folder_digest: Mapped[str | None] = mapped_column(String(64))
    folder_version: Mapped[int | None]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class BankEntry(Model):
    """A question in a bank, at its present version. Ids are unique in all content.

    Kind, unit and difficulty are copies, to count quotas by.
    """

    __tablename__ = "bank_entry"
    __table_args__ = (
        Index("ix_bank_entry_quota", "bank_id", "state", "kind", "unit", "difficulty"),
        CheckConstraint("difficulty BETWEEN 1 AND 3", name="is_a_difficulty"),
    )

    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    bank_id: Mapped[str] = mapped_column(ForeignKey("bank.id"))
    position: Mapped[int]
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    state: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(10))
    difficulty: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class BankTag(Model):
    """What an entry is about: a law by its short name, or a competency."""

    __tablename__ = "bank_tag"
    __table_args__ = (Index("ix_bank_tag_value", "sort", "value"), {"sqlite_with_rowid": False})

    question_id: Mapped[str] = mapped_column(ForeignKey("bank_entry.question_id"), primary_key=True)
    sort: Mapped[str] = mapped_column(String(10), primary_key=True)  # "law" or "competency"
    value: Mapped[str] = mapped_column(String(60), primary_key=True)
