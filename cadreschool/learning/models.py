"""The facts a cadre leaves: written once, with who and when; progress is computed from them.

Nothing here measures how long anybody did anything.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

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


class Mode(StrEnum):
    """What a sitting is. The modes of papers bear the names of `PaperMode`."""

    CHECK = "check"
    UNIT = "unit"
    MOCK = "mock"
    EXAM = "exam"
    RESIT = "resit"
    PRACTICE = "practice"
    REDO = "redo"
    DAILY = "daily"
    RETEST = "retest"
    DIAGNOSTIC = "diagnostic"

    @property
    def label(self) -> str:
        """Return the mode's name."""
        return {
            "check": "课末检测",
            "unit": "单元检测",
            "mock": "模拟考试",
            "exam": "正式考试",
            "resit": "补考",
            "practice": "专项练习",
            "redo": "错题重练",
            "daily": "每日一练",
            "retest": "延时复测",
            "diagnostic": "入门诊断",
        }[self.value]

    @property
    def is_piecewise(self) -> bool:
        """Tell whether each question is handed in, and told, by itself: it never counts."""
        return self in PIECEWISE


PIECEWISE = (Mode.PRACTICE, Mode.REDO, Mode.DAILY)


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
    """One go: at a lesson's check, at a paper, or at practice.

    `subject` names what is sat ("a1-union-law/what", "paper:12", "daily"): of each a cadre has one
    open sitting, and every go its number. A check was drawn from one edition. `seat` is the sign-in
    that holds an exam's sitting, None for sittings that any browser may go on with. `pending`
    counts the answers that wait for a person: until they are marked the score leaves them out.
    """

    __tablename__ = "sitting"
    __table_args__ = (
        UniqueConstraint("cadre_id", "subject", "number"),
        Index(
            "uq_sitting_open",
            "cadre_id",
            "subject",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index("ix_sitting_lesson", "cadre_id", "course_id", "lesson_id"),
        Index(
            "ix_sitting_paper",
            "paper_id",
            sqlite_where=text("paper_id IS NOT NULL"),
            postgresql_where=text("paper_id IS NOT NULL"),
        ),
        Index(
            "ix_sitting_due",
            "due_at",
            sqlite_where=text("submitted_at IS NULL AND due_at IS NOT NULL"),
            postgresql_where=text("submitted_at IS NULL AND due_at IS NOT NULL"),
        ),
        Index(
            "ix_sitting_pending",
            "id",
            sqlite_where=text("pending > 0"),
            postgresql_where=text("pending > 0"),
        ),
        CheckConstraint("number >= 1", name="counts_from_one"),
        CheckConstraint("pending >= 0", name="pending_is_a_number"),
        CheckConstraint("score IS NULL OR score BETWEEN 0 AND 100", name="score_is_percent"),
        CheckConstraint(
            "(submitted_at IS NULL) = (score IS NULL)", name="score_comes_with_submission"
        ),
        CheckConstraint(
            "(lesson_id IS NULL) = (course_id IS NULL)"
            " AND (lesson_id IS NULL) = (edition_id IS NULL)"
            " AND (lesson_id IS NULL OR paper_id IS NULL)",
            name="is_of_one_thing",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    mode: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(140))
    course_id: Mapped[str | None] = mapped_column(ForeignKey("course.id"))
    lesson_id: Mapped[str | None] = mapped_column(String(60))
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    form: Mapped[int | None]
    number: Mapped[int]
    pass_mark: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    seat: Mapped[int | None]
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    score: Mapped[int | None]  # percent, of the marks in force; never recomputed at reading
    pending: Mapped[int]


class DrawnQuestion(Model):
    """A question of a sitting, in the order and with the order of options drawn once."""

    __tablename__ = "drawn_question"
    __table_args__ = (
        Index("ix_drawn_question_version", "question_version_id"),
        {"sqlite_with_rowid": False},
    )

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))
    part: Mapped[int]  # the question of a case from 1 on, 0 for a question by itself
    points: Mapped[int]
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
    """The mark of one answer, in thousandths, with the rule that gave it. The newest counts.

    `marked_by` is the person who marked, None for a rule; `reason` what they wrote to the learner.
    An answer that waits for a person has no mark yet, or a newest one without a number. A mark that
    does not count takes its question out of the sitting, for what it is worth too.
    """

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
    thousandths: Mapped[int | None]
    counts: Mapped[bool] = mapped_column(default=True)
    rule: Mapped[str] = mapped_column(String(20))
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    reason: Mapped[str] = mapped_column(String(500))
    marked_at: Mapped[datetime] = mapped_column(Moment)


class LateAnswer(Model):
    """An answer that came after the time: not counted, kept for the trainer to see."""

    __tablename__ = "late_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["sitting_id", "position"], ["drawn_question.sitting_id", "drawn_question.position"]
        ),
        Index("ix_late_answer_sitting", "sitting_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int]
    position: Mapped[int]
    value: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(Moment)
