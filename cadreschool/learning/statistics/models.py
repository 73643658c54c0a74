"""The figures of each question version, as they were computed last: derived, never a fact."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class QuestionStatistics(Model):
    """What first answers say about a question version, or one question of a case (`part`).

    Percents; `difficulty` on the scale of the 1PL model. `options` and `doubts` are JSON. Course,
    lesson or bank is where the question belongs: whose trainers see it.
    """

    __tablename__ = "question_statistics"
    __table_args__ = (
        Index("ix_question_statistics_course", "course_id"),
        Index("ix_question_statistics_bank", "bank_id"),
        Index("ix_question_statistics_question", "question_id"),
    )

    question_version_id: Mapped[int] = mapped_column(
        ForeignKey("question_version.id"), primary_key=True
    )
    part: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60))
    course_id: Mapped[str | None] = mapped_column(ForeignKey("course.id"))
    lesson_id: Mapped[str] = mapped_column(String(60))
    bank_id: Mapped[str | None] = mapped_column(ForeignKey("bank.id"))
    number: Mapped[int]
    facility: Mapped[float | None] = mapped_column(Double)
    deviation: Mapped[float | None] = mapped_column(Double)
    discrimination: Mapped[float | None] = mapped_column(Double)
    efficiency: Mapped[float | None] = mapped_column(Double)
    difficulty: Mapped[float | None] = mapped_column(Double)
    options: Mapped[str]
    doubts: Mapped[str]
    doubt_number: Mapped[int]
    computed_at: Mapped[datetime] = mapped_column(Moment)
