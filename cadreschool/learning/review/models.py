"""When a question is to come back. Days only: no hour of anybody's is kept here."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model


class ReviewCard(Model):
    """How well a question sits with somebody. Derived from the first answer of each day.

    `stability` and `difficulty` are the scheduler's; `review.rules` alone understands them.
    """

    __tablename__ = "review_card"
    __table_args__ = (
        Index("ix_review_card_due", "cadre_id", "due_on"),
        {"sqlite_with_rowid": False},
    )

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    answered_on: Mapped[date]
    due_on: Mapped[date]
