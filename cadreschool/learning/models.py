"""The facts a cadre leaves: written once, with who and when; progress is computed from them.

Nothing here measures how long anybody did anything.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class CourseStart(Model):
    """A cadre did the first thing in a course: opened a check, or marked a lesson as read."""

    __tablename__ = "course_start"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Moment)


class LessonRecord(Model):
    """A cadre finished a lesson: its check was passed, or, without questions, it was read.

    Written once with its edition; a later edition never takes it back.
    """

    __tablename__ = "lesson_record"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    finished_at: Mapped[datetime] = mapped_column(Moment)


class CourseRecord(Model):
    """A cadre finished a course: every lesson of the edition of that day had its record."""

    __tablename__ = "course_record"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    finished_at: Mapped[datetime] = mapped_column(Moment)


class ReadingPosition(Model):
    """The paragraph a cadre read last in a lesson. `turn` orders lessons without any clock."""

    __tablename__ = "reading_position"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    block: Mapped[str] = mapped_column(String(80))
    turn: Mapped[int]


class Sitting(Model):
    """One go at a lesson's check, drawn once from one edition."""

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("cadre_id", "course_id", "lesson_id", "number"),
        Index(
            "uq_sitting_open",
            "cadre_id",
            "course_id",
            "lesson_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        CheckConstraint("number >= 1", name="counts_from_one"),
        CheckConstraint("score IS NULL OR score BETWEEN 0 AND 100", name="score_is_percent"),
        CheckConstraint(
            "(submitted_at IS NULL) = (score IS NULL)", name="score_comes_with_submission"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"))
    lesson_id: Mapped[str] = mapped_column(String(60))
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    number: Mapped[int]
    pass_mark: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    score: Mapped[int | None]  # percent, of the marks in force; never recomputed at reading


class DrawnQuestion(Model):
    """A question of a sitting, in the order and with the order of options drawn once."""

    __tablename__ = "drawn_question"
    __table_args__ = ({"sqlite_with_rowid": False},)

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    option_order: Mapped[str] = mapped_column(String(20))  # option ids: "c a d b"


class Answer(Model):
    """One saved answer. Append-only: a changed answer is the next row; "" is an answer withdrawn.

    `value` is what the question's kind stores (option ids, or the text as typed).
    """

    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"], ["drawn_question.sitting_id", "drawn_question.position"]
        ),
        {"sqlite_with_rowid": False},
    )

    sitting_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(Moment)


class Mark(Model):
    """The mark of one answer, in thousandths, with the rule that gave it. The newest counts."""

    __tablename__ = "mark"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"], ["drawn_question.sitting_id", "drawn_question.position"]
        ),
        CheckConstraint("thousandths BETWEEN 0 AND 1000", name="is_a_share"),
        {"sqlite_with_rowid": False},
    )

    sitting_id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    thousandths: Mapped[int]
    rule: Mapped[str] = mapped_column(String(20))
    marked_at: Mapped[datetime] = mapped_column(Moment)
