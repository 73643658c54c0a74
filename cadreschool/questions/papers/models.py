"""Papers, the questions fixed for them, and exceptions made for one person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class PaperMode(StrEnum):
    """What a paper is for. Practice and mock never count."""

    UNIT = "unit"
    MOCK = "mock"
    EXAM = "exam"
    RESIT = "resit"

    @property
    def label(self) -> str:
        """Return the mode's name."""
        names = {"unit": "单元检测", "mock": "模拟考试", "exam": "正式考试", "resit": "补考"}
        return names[self.value]

    @property
    def counts(self) -> bool:
        """Tell whether results of this mode count."""
        return self is not PaperMode.MOCK


class PaperState(StrEnum):
    """A paper is written, then open to sittings with its questions fixed, then closed."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Release(StrEnum):
    """When right answers and explanations may be seen."""

    SUBMITTED = "submitted"
    CLOSED = "closed"
    NEVER = "never"

    @property
    def label(self) -> str:
        """Return the rule in words."""
        return {"submitted": "交卷后", "closed": "考试结束后", "never": "不公布"}[self.value]


class Paper(Model):
    """A paper: `design` says what to draw, `rules` who may sit it, both as JSON.

    Of several `forms` (A 卷, B 卷) each taker gets one.
    """

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint("pass_mark BETWEEN 0 AND 100", name="pass_mark_is_percent"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 1 AND 600", name="time_is_sane"),
        CheckConstraint("attempts IS NULL OR attempts >= 1", name="can_be_sat"),
        CheckConstraint("forms BETWEEN 1 AND 8", name="forms_are_few"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    mode: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    design: Mapped[str]
    rules: Mapped[str]
    scoring: Mapped[str] = mapped_column(String(12))
    release: Mapped[str] = mapped_column(String(12))
    pass_mark: Mapped[int]
    minutes: Mapped[int | None]
    attempts: Mapped[int | None]
    forms: Mapped[int]
    shuffles: Mapped[bool]
    second_marker: Mapped[bool]
    opens_at: Mapped[datetime | None] = mapped_column(Moment)
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))


class PaperItem(Model):
    """A question of one form of an open paper. Of a case every part is an item."""

    __tablename__ = "paper_item"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 100", name="points_are_sane"),
        {"sqlite_with_rowid": False},
    )

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    form: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    part: Mapped[int]
    points: Mapped[int]


class PaperException(Model):
    """What is different for one person (延期, 加时, 补考), with reason, author and expiry."""

    __tablename__ = "paper_exception"
    __table_args__ = (Index("ix_paper_exception_whose", "paper_id", "cadre_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    extra_minutes: Mapped[int]
    extra_attempts: Mapped[int]
    closes_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
