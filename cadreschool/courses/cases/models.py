"""A case told by a cadre or trainer, and everything that was decided about it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class CaseStudy(Model):
    """One case. `version` counts its texts; a published text is changed by nobody.

    `organisation_id` is the union it came from. `citations` are written as `[[工会法#22]]`,
    `lessons` as `course/lesson`, both separated by spaces. `consented_at`: its author says that
    those concerned agreed to its being told in this form.
    """

    __tablename__ = "case_study"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn')",
            name="state_is_known",
        ),
        CheckConstraint(
            "consented_at IS NOT NULL OR state IN ('draft', 'withdrawn')", name="is_consented"
        ),
        Index("ix_case_study_author_id", "author_id"),
        Index("ix_case_study_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(60))
    situation: Mapped[str]
    action: Mapped[str]
    outcome: Mapped[str]
    thoughts: Mapped[str]
    citations: Mapped[str] = mapped_column(String(500))
    lessons: Mapped[str] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    consented_at: Mapped[datetime | None] = mapped_column(Moment)


class CaseStep(Model):
    """What somebody did with a case: append-only.

    `kind`: submit, recall, return, publish, withdraw. A publication says that the law in it was
    reviewed.
    """

    __tablename__ = "case_step"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="counts_from_one"),
        {"sqlite_with_rowid": False},
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    words: Mapped[str] = mapped_column(String(500))
    made_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
