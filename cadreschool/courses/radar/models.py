"""Rechecks: one passage or question, one article it cites, one amendment of that article.

Rows are derived, kept up by `actions.refresh`; that somebody confirmed one is a fact and stays.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class Outcome(StrEnum):
    """How a recheck ended."""

    CONFIRMED = "confirmed"
    """Somebody compared both texts: what we say is still right."""
    EDITED = "edited"
    """The passage was changed or taken out in a later edition."""
    SETTLED = "settled"
    """There is no difference any more: the text that was imported says so, or a version is gone."""

    @property
    def label(self) -> str:
        """Return the outcome as a person reads it."""
        return {"confirmed": "确认仍然正确", "edited": "已修改", "settled": "比对后没有变化"}[
            self.value
        ]


_WHAT = ("passage", "law", "article", "from_version", "to_version")
_IN_COURSE, _IN_BANK = text("course_id IS NOT NULL"), text("bank_id IS NOT NULL")
_OPEN = text("closed_at IS NULL")


class Recheck(Model):
    """One thing to look at, in a course or in a bank. No `to_version`: the law ended.

    `question_id` is "" for the text of a lesson, `lesson_id` for a question of a bank. `passage`
    names the words (see `courses.passages`), `to_digest` the new article's. It concerns the days
    from `from_on` until `until_on`, while the newer version binds.
    """

    __tablename__ = "recheck"
    __table_args__ = (
        CheckConstraint("(course_id IS NULL) <> (bank_id IS NULL)", name="course_or_bank"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_outcome"),
        Index(
            "uq_recheck_course",
            *("course_id", "lesson_id", "question_id", *_WHAT),
            unique=True,
            sqlite_where=_IN_COURSE,
            postgresql_where=_IN_COURSE,
        ),
        Index(
            "uq_recheck_bank",
            *("bank_id", "question_id", *_WHAT),
            unique=True,
            sqlite_where=_IN_BANK,
            postgresql_where=_IN_BANK,
        ),
        Index("ix_recheck_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str | None] = mapped_column(ForeignKey("course.id"))
    bank_id: Mapped[str | None] = mapped_column(ForeignKey("bank.id"))
    lesson_id: Mapped[str] = mapped_column(String(60))
    question_id: Mapped[str] = mapped_column(String(60))
    passage: Mapped[str] = mapped_column(String(64))
    law: Mapped[str] = mapped_column(String(60))
    article: Mapped[str] = mapped_column(String(12))
    from_version: Mapped[str] = mapped_column(String(30))
    to_version: Mapped[str] = mapped_column(String(30))
    fate: Mapped[str] = mapped_column(String(20))
    to_article: Mapped[str] = mapped_column(String(12))
    to_digest: Mapped[str] = mapped_column(String(64))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(500))
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
