"""Writes of editions. Everything slow (reading, rendering, keeping pictures) is done before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from cadreschool.audit.actions import record
from cadreschool.courses.models import (
    ContentStamp,
    CourseRow,
    Edition,
    EditionFile,
    EditionRendering,
    LessonQuestion,
    LessonRow,
    PinnedCitation,
)
from cadreschool.courses.payload import RENDERER, questions_of
from cadreschool.courses.pinning import Pinned
from cadreschool.courses.queries import newest_editions, newest_payloads
from cadreschool.courses.search.actions import clear_index, index_course
from cadreschool.courses.values import Course
from cadreschool.files.actions import register_file
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.upsert import upsert
from cadreschool.questions.actions import keep_renderings, keep_versions
from cadreschool.questions.banks.queries import bank_of_each


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A picture whose bytes are durable already."""

    digest: str
    extension: str
    size: int


@dataclass(frozen=True, slots=True)
class PreparedEdition:
    """A course ready to be published: read without mistakes, rendered, its pictures kept."""

    course: Course
    texts: Mapping[str, str]
    files: Mapping[str, KeptFile]
    payload: str
    pins: Sequence[Pinned]
    """What its passages rest on."""


def publish_edition(
    prepared: PreparedEdition,
    *,
    note: str,
    by: int | None,
    at: datetime,
    owner_id: int | None = None,
) -> Edition | None:
    """Publish a course as its next edition; None when the newest edition has the same digest.

    `owner_id` is the union that looks after a new course; without one it is the whole school's.
    """
    course = prepared.course
    newest = db.session.execute(
        select(Edition.number, Edition.digest)
        .where(Edition.course_id == course.id)
        .order_by(Edition.number.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.digest == course.digest:
        return None
    if newest is None:
        db.session.add(CourseRow(id=course.id, organisation_id=owner_id, first_published_at=at))
        db.session.flush()
    edition = Edition(
        course_id=course.id,
        number=newest.number + 1 if newest else 1,
        digest=course.digest,
        title=course.title,
        note=note,
        published_at=at,
        published_by=by,
    )
    db.session.add(edition)
    db.session.flush()
    _add_files(edition, prepared, at=at)
    _add_lessons(edition, prepared, at=at)
    _add_rendering(edition.id, prepared.payload)
    index_course(course.id, prepared.payload)
    record(
        "edition.publish",
        "course",
        course.id,
        by=by,
        at=at,
        number=edition.number,
        digest=course.digest[:12],
    )
    return edition


def _add_files(edition: Edition, prepared: PreparedEdition, *, at: datetime) -> None:
    for file in prepared.files.values():
        register_file(file.digest, file.extension, file.size, at=at)
    db.session.add_all(
        EditionFile(edition_id=edition.id, path=path, text=text)
        for path, text in prepared.texts.items()
    )
    db.session.add_all(
        EditionFile(edition_id=edition.id, path=path, file_digest=file.digest)
        for path, file in prepared.files.items()
    )
    db.session.flush()


def _require_own_ids(question_ids: Sequence[str]) -> None:
    """Refuse a question whose id became a bank's since the course was checked."""
    for question_id, bank_id in bank_of_each(question_ids).items():
        message = f"题号“{question_id}”题库 {bank_id} 已经用了，没有发布。"
        raise ConflictError(message, "请换一个题号再发布。")


def _add_lessons(edition: Edition, prepared: PreparedEdition, *, at: datetime) -> None:
    lessons = prepared.course.lessons
    questions = [question for lesson in lessons for question in lesson.questions]
    _require_own_ids([question.id for question in questions])
    versions = keep_versions(questions, at=at)
    db.session.add_all(
        LessonRow(
            edition_id=edition.id, lesson_id=lesson.id, position=lesson.position, title=lesson.title
        )
        for lesson in lessons
    )
    db.session.add_all(
        LessonQuestion(
            edition_id=edition.id,
            lesson_id=lesson.id,
            position=position,
            question_version_id=versions[question.id],
        )
        for lesson in lessons
        for position, question in enumerate(lesson.questions, start=1)
    )
    keep_pins(edition.id, prepared.pins)


def keep_pins(edition_id: int, pins: Sequence[Pinned]) -> None:
    """Write down what the passages of an edition rest on."""
    rows = sorted({(*pin.place, pin.version) for pin in pins})
    if rows:
        names = ("lesson_id", "question_id", "passage", "law", "article", "version")
        db.session.execute(
            insert(PinnedCitation),
            [{"edition_id": edition_id, **dict(zip(names, row, strict=True))} for row in rows],
        )
    db.session.flush()


def replace_pins(edition_id: int, pins: Sequence[Pinned]) -> None:
    """Note the passages of an edition that was published by a program which knew none."""
    db.session.execute(delete(PinnedCitation).where(PinnedCitation.edition_id == edition_id))
    keep_pins(edition_id, pins)


def keep_rendering(edition_id: int, payload: str) -> None:
    """Replace what was derived from an edition by what this renderer makes of it.

    The search index follows when it is the newest edition of its course.
    """
    db.session.execute(delete(EditionRendering).where(EditionRendering.edition_id == edition_id))
    _add_rendering(edition_id, payload)
    for edition in newest_editions():
        if edition.id == edition_id:
            index_course(edition.course_id, payload)


def _add_rendering(edition_id: int, payload: str) -> None:
    """Keep what was derived: the edition as a whole, and each of its questions by itself."""
    db.session.add(EditionRendering(edition_id=edition_id, renderer=RENDERER, payload=payload))
    db.session.flush()
    rows = db.session.execute(
        select(
            LessonQuestion.lesson_id, LessonQuestion.position, LessonQuestion.question_version_id
        ).where(LessonQuestion.edition_id == edition_id)
    )
    shown = questions_of(payload, {(row[0], row[1]): row[2] for row in rows})
    keep_renderings({one.version_id: (one.question, one.shown) for one in shown}, renderer=RENDERER)


def rebuild_search() -> int:
    """Make the search index anew from the newest editions; returns how many courses there are."""
    clear_index()
    courses = newest_payloads()
    for course_id, payload in courses:
        index_course(course_id, payload)
    return len(courses)


def move_stamp(folder_digest: str | None = None) -> int:
    """Tell every worker to reload; remember the digest of the folder, if one was published.

    The database counts: of two publications at once each must move the stamp, or a worker that
    reloads between them never sees the second.
    """
    number = db.session.scalar(
        upsert(ContentStamp)
        .values(id=1, number=1, folder_digest=folder_digest or "")
        .on_conflict_do_update(
            index_elements=[ContentStamp.id],
            set_={"number": ContentStamp.number + 1, "folder_digest": folder_digest or ""},
        )
        .returning(ContentStamp.number)
    )
    return number or 0
