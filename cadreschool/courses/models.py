"""Courses and their editions: what was published, word for word, and rows to join on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class CourseRow(Model):
    """A course that was ever published. Its content lies in its editions.

    `organisation_id` is the union whose trainers look after it; without one it is the whole
    school's.
    """

    __tablename__ = "course"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    first_published_at: Mapped[datetime] = mapped_column(Moment)


class Edition(Model):
    """One immutable state of a course. `digest` is that of its canonical sources."""

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint("number >= 1", name="counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(120))
    note: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))


class EditionFile(Model):
    """One source file of an edition: its text, or the digest of a stored file."""

    __tablename__ = "edition_file"
    __table_args__ = (
        CheckConstraint("(text IS NULL) <> (file_digest IS NULL)", name="is_text_or_file"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    text: Mapped[str | None]
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))


class LessonRow(Model):
    """One lesson of an edition, for joins."""

    __tablename__ = "lesson"
    __table_args__ = (UniqueConstraint("edition_id", "position"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))


class LessonQuestion(Model):
    """Which question version an edition's lesson holds, in order."""

    __tablename__ = "lesson_question"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))


class PinnedCitation(Model):
    """An article that a passage of an edition rests on, pinned to the version it was written under.

    `passage` names the words of a paragraph, or of the whole question (`courses.passages`). While
    they stay as they are, later editions keep the version.
    """

    __tablename__ = "pinned_citation"
    __table_args__ = (Index("ix_pinned_citation_law", "law", "version", "article"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    law: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(30), primary_key=True)
    article: Mapped[str] = mapped_column(String(12), primary_key=True)  # "" for the whole law
    question_id: Mapped[str] = mapped_column(  # "" for the text of the lesson
        String(60), primary_key=True, default="", server_default=""
    )
    passage: Mapped[str] = mapped_column(
        String(64), primary_key=True, default="", server_default=""
    )


class EditionRendering(Model):
    """What was derived from an edition by one renderer version: rebuilt at will, never a fact."""

    __tablename__ = "edition_rendering"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    renderer: Mapped[int] = mapped_column(primary_key=True)
    payload: Mapped[str]


class ContentStamp(Model):
    """One row whose number moves with every publication: workers look at it to reload.

    `folder_digest` is the digest of the folder published last, so that an unchanged folder costs
    nothing at start-up.
    """

    __tablename__ = "content_stamp"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    folder_digest: Mapped[str] = mapped_column(String(64))
