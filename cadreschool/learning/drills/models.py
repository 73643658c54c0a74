"""What somebody wrote for a drill, and the marks it got.

The text is work in progress until it is closed: one row whose `version` counts, so that a stale
window is noticed. What follows are facts, written once.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class DrillWork(Model):
    """One go at a drill. Closed, it changes no more, and the exemplar may be seen."""

    __tablename__ = "drill_work"
    __table_args__ = (
        UniqueConstraint("cadre_id", "course_id", "lesson_id", "number"),
        CheckConstraint("number >= 1", name="counts_from_one"),
        CheckConstraint(
            "submitted_at IS NULL OR closed_at IS NOT NULL", name="submitted_after_closing"
        ),
        Index("ix_drill_work_course_id_submitted_at", "course_id", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"))
    lesson_id: Mapped[str] = mapped_column(String(60))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str]
    version: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)


class DrillMark(Model):
    """How somebody marked a work by its points, "2 1 0 2 1"; append-only, the newest counts.

    `marked_by` is the writer for a mark of one's own, else the marker whom it was submitted to.
    """

    __tablename__ = "drill_mark"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="counts_from_one"),
        {"sqlite_with_rowid": False},
    )

    work_id: Mapped[int] = mapped_column(ForeignKey("drill_work.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    marked_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    is_own: Mapped[bool]
    points: Mapped[str] = mapped_column(String(40))
    words: Mapped[str]
    marked_at: Mapped[datetime] = mapped_column(Moment)
