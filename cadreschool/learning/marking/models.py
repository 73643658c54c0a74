"""Groups of equal answers that wait for a person, what persons decided, and whose answers they are.

The answer itself is not here: it stays with its sitting, and a group knows only its key.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment

_OF_SCHOOL = text("organisation_id IS NULL")
_OF_UNION = text("organisation_id IS NOT NULL")
_OPEN = text("decided_at IS NULL")


class MarkingTask(Model):
    """All equal answers to one question (or question of a case) that the same trainers mark.

    `key` names the answers as they are compared (`marking.rules.group_key`). `organisation_id` is
    the union whose trainers mark, none for those of the whole school; answers of papers that demand
    a second marker are groups of their own. `locked_by` marks at present, until `locked_until`.
    `thousandths` and `comment` are what was decided: they hold for equal answers of later, too.
    """

    __tablename__ = "marking_task"
    __table_args__ = (
        Index(
            "uq_marking_task_school",
            "question_version_id",
            "part",
            "key",
            "needs_second",
            unique=True,
            sqlite_where=_OF_SCHOOL,
            postgresql_where=_OF_SCHOOL,
        ),
        Index(
            "uq_marking_task_union",
            "question_version_id",
            "part",
            "key",
            "needs_second",
            "organisation_id",
            unique=True,
            sqlite_where=_OF_UNION,
            postgresql_where=_OF_UNION,
        ),
        Index("ix_marking_task_open", "opened_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint(
            "(decided_at IS NULL) = (thousandths IS NULL)"
            " AND (decided_at IS NULL) = (state <> 'decided')",
            name="is_decided_or_open",
        ),
        CheckConstraint("thousandths BETWEEN 0 AND 1000", name="is_a_share"),
        CheckConstraint(
            "(locked_by IS NULL) = (locked_until IS NULL)", name="is_locked_for_a_while"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    part: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    needs_second: Mapped[bool]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[str] = mapped_column(String(12))
    locked_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    thousandths: Mapped[int | None]
    comment: Mapped[str] = mapped_column(String(500))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class MarkingVerdict(Model):
    """What one person decided about a group. Append-only: `round` 1 is the first marker.

    `points` is what they gave for each point of the rubric, or each gap, as JSON.
    """

    __tablename__ = "marking_verdict"
    __table_args__ = (
        CheckConstraint("thousandths BETWEEN 0 AND 1000", name="is_a_share"),
        {"sqlite_with_rowid": False},
    )

    task_id: Mapped[int] = mapped_column(ForeignKey("marking_task.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[str]
    thousandths: Mapped[int]
    comment: Mapped[str] = mapped_column(String(500))
    marked_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    marked_at: Mapped[datetime] = mapped_column(Moment)


class MarkingAnswer(Model):
    """An answer in its group: waiting since it was handed in, closed when it got its mark."""

    __tablename__ = "marking_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"], ["drawn_question.sitting_id", "drawn_question.position"]
        ),
        Index("ix_marking_answer_task", "task_id"),
        {"sqlite_with_rowid": False},
    )

    sitting_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("marking_task.id"))
    since: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
