"""What practice leaves besides its sitting: which questions were handed in, and what was chosen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class HandedQuestion(Model):
    """A question of practice was handed in by itself: its answer is told and changes no more."""

    __tablename__ = "handed_question"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"], ["drawn_question.sitting_id", "drawn_question.position"]
        ),
        {"sqlite_with_rowid": False},
    )

    sitting_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    handed_at: Mapped[datetime] = mapped_column(Moment)


class PracticeChoice(Model):
    """How a cadre wants to practise, from then on. The newest row counts; each was a choice."""

    __tablename__ = "practice_choice"
    __table_args__ = (
        CheckConstraint("clears_after BETWEEN 1 AND 5", name="clears_after_a_few"),
        CheckConstraint("daily_size IN (3, 5, 10)", name="day_is_small"),
        {"sqlite_with_rowid": False},
    )

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    clears_after: Mapped[int]
    daily_size: Mapped[int]
    chosen_at: Mapped[datetime] = mapped_column(Moment)
