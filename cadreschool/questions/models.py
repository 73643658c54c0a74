"""Question versions: immutable; a change of any kind is a new version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class QuestionVersion(Model):
    """One version of a question. `content` is the question as JSON (see `questions.content`)."""

    __tablename__ = "question_version"
    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        UniqueConstraint("question_id", "digest"),
        CheckConstraint("number >= 1", name="counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Moment)
