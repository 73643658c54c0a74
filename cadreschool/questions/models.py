"""Question versions: immutable; a change of any kind is a new version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
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


class QuestionRendering(Model):
    """The texts of a version as safe HTML: derived by one renderer, rebuilt at will, never a fact.

    `payload` is written by `questions.published`; it holds the key and never leaves the server.
    """

    __tablename__ = "question_rendering"

    question_version_id: Mapped[int] = mapped_column(
        ForeignKey("question_version.id"), primary_key=True
    )
    renderer: Mapped[int]
    payload: Mapped[str]
