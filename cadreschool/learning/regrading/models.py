"""Regrades: what is to be corrected and why, each answer concerned, and every step of the way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment
from cadreschool.learning.regrading.rules import OPEN_STATES

_IS_OPEN = text(f"state IN ({', '.join(repr(one.value) for one in OPEN_STATES)})")


class Regrade(Model):
    """One correction of the marks of a question, or question of a case (`part`).

    `kind` says which: by another version's key, full marks, annulled, or one group of answers
    marked anew (`task_id`, `thousandths`). `summary` is what the preview counted, as JSON.
    """

    __tablename__ = "regrade"
    __table_args__ = (
        Index(
            "uq_regrade_open",
            "question_id",
            "part",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_regrade_question", "question_id"),
        CheckConstraint("(kind = 'key') = (new_version_id IS NOT NULL)", name="key_has_a_version"),
        CheckConstraint(
            "(kind = 'group') = (task_id IS NOT NULL)"
            " AND (kind = 'group') = (thousandths IS NOT NULL)",
            name="group_has_a_mark",
        ),
        CheckConstraint("thousandths BETWEEN 0 AND 1000", name="is_a_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    question_id: Mapped[str] = mapped_column(String(60))
    part: Mapped[int]
    new_version_id: Mapped[int | None] = mapped_column(ForeignKey("question_version.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("marking_task.id"))
    thousandths: Mapped[int | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    reason: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    summary: Mapped[str]
    previewed_at: Mapped[datetime | None] = mapped_column(Moment)
    made_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class RegradeVersion(Model):
    """A version that was asked, whose marks a regrade corrects."""

    __tablename__ = "regrade_version"
    __table_args__ = (
        Index("ix_regrade_version_version", "question_version_id"),
        {"sqlite_with_rowid": False},
    )

    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"), primary_key=True)
    question_version_id: Mapped[int] = mapped_column(
        ForeignKey("question_version.id"), primary_key=True
    )


class RegradeLine(Model):
    """One answer concerned: the mark in force when it was previewed, and what it is to be.

    `mark_seq` is that mark's number, 0 where there was none; `thousandths` and `counts` are the new
    one's; `applied_seq` and `undone_seq` the marks that were written.
    """

    __tablename__ = "regrade_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"], ["drawn_question.sitting_id", "drawn_question.position"]
        ),
        Index("ix_regrade_line_sitting", "sitting_id"),
        Index("ix_regrade_line_state", "regrade_id", "state"),
        CheckConstraint("thousandths BETWEEN 0 AND 1000", name="is_a_share"),
        {"sqlite_with_rowid": False},
    )

    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"), primary_key=True)
    sitting_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    mark_seq: Mapped[int]
    thousandths: Mapped[int]
    counts: Mapped[bool]
    score_before: Mapped[int]
    score_after: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    applied_seq: Mapped[int | None]
    undone_seq: Mapped[int | None]


class RegradeStep(Model):
    """Something that happened to a regrade, with the words that were given for it. Append-only."""

    __tablename__ = "regrade_step"
    __table_args__ = (Index("ix_regrade_step_regrade_id", "regrade_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    regrade_id: Mapped[int] = mapped_column(ForeignKey("regrade.id"))
    kind: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(500))
    made_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
