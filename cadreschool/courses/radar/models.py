"""Rechecks: one passage or question, one article it cites, one amendment of that article.

Rows are derived, kept up by `actions.refresh`; that somebody confirmed one is a fact and stays.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
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


class Recheck(Model):
    """One thing to look at. `question_id` is "" for the text of a lesson; no `to_version`: ended.

    `passage` names the words (see `courses.passages`), `to_digest` the new article's. It concerns
    the days from `from_on` until `until_on`, while the newer version binds.
    """

    __tablename__ = "recheck"
    __table_args__ = (
        UniqueConstraint(
            "course_id",
            "lesson_id",
            "question_id",
            "passage",
            "law",
            "article",
            "from_version",
            "to_version",
            name="uq_recheck_what",
        ),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_outcome"),
        Index(
            "ix_recheck_open",
            "course_id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"))
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
