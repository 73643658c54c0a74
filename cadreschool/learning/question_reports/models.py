"""What cadres find wrong with questions, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class Category(StrEnum):
    """What may be wrong with a question."""

    KEY = "key"
    STEM = "stem"
    LAW = "law"
    EXPLANATION = "explanation"
    TYPO = "typo"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the category as people read it."""
        return {
            "key": "答案有误",
            "stem": "题干或选项有歧义",
            "law": "法律依据过时或引错",
            "explanation": "解析不清楚",
            "typo": "错别字",
            "other": "其他",
        }[self.value]


class ReportState(StrEnum):
    """What became of a report."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """Return the state as its reporter reads it."""
        return {"open": "等待处理", "accepted": "已采纳", "declined": "未采纳"}[self.value]


class QuestionReport(Model):
    """One person's report of one version of a question, one at a time until it is answered.

    The course or the bank whose question it is decides who answers.
    """

    __tablename__ = "question_report"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"], ["drawn_question.sitting_id", "drawn_question.position"]
        ),
        Index(
            "uq_question_report_open",
            "cadre_id",
            "question_version_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_question_report_question", "question_id", "state"),
        CheckConstraint("(course_id IS NULL) <> (bank_id IS NULL)", name="is_somebodys"),
        CheckConstraint("(state = 'open') = (answered_at IS NULL)", name="is_open_or_answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    question_id: Mapped[str] = mapped_column(String(60))
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    course_id: Mapped[str | None] = mapped_column(ForeignKey("course.id"))
    bank_id: Mapped[str | None] = mapped_column(ForeignKey("bank.id"))
    sitting_id: Mapped[int]
    position: Mapped[int]
    category: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(1000))
    made_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(String(1000))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
