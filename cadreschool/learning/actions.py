"""Every write a cadre's learning makes. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, insert, select, update

from cadreschool.audit.actions import record
from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.upsert import upsert
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import queries
from cadreschool.learning.models import (
    Answer,
    CourseRecord,
    CourseStart,
    DrawnQuestion,
    LessonRecord,
    Mark,
    Mode,
    ReadingPosition,
    Sitting,
)
from cadreschool.learning.reasons import NOTHING_TO_ASK, PAUSE_TEXT, wait_text
from cadreschool.learning.rules import (
    FINISHED,
    RULE,
    STARTED,
    Drawn,
    Given,
    Reconciled,
    askable,
    draw,
    is_course_finished,
    score,
    waits_until,
)
from cadreschool.organisations.actions import count
from cadreschool.people.models import Cadre
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.values import Scoring

_APPEND = insert(table_of(Answer))


class SittingClosedError(ConflictError):
    """The check was handed in already."""

    def __init__(self) -> None:
        """Say so; nothing that was stored has changed."""
        super().__init__(
            "本次检测已经交卷，不能再改。", f"可以查看结果，或{PAUSE_TEXT}后重新抽题再测。"
        )


def save_position(
    viewer: Viewer, course: PublishedCourse, lesson: PublishedLesson, block: str
) -> None:
    """Remember the last paragraph read. No moment is kept: `turn` orders lessons by itself."""
    newest = db.session.scalar(
        select(func.coalesce(func.max(ReadingPosition.turn), 0)).where(
            ReadingPosition.cadre_id == viewer.cadre_id
        )
    )
    row = db.session.get(ReadingPosition, (viewer.cadre_id, course.id, lesson.id))
    if row is None:
        db.session.add(
            ReadingPosition(
                cadre_id=viewer.cadre_id,
                course_id=course.id,
                lesson_id=lesson.id,
                block=block,
                turn=(newest or 0) + 1,
            )
        )
    else:
        row.block = block
        row.turn = row.turn if row.turn == newest else (newest or 0) + 1
    db.session.flush()


def finish_reading(
    viewer: Viewer, course: PublishedCourse, lesson: PublishedLesson, *, at: datetime
) -> None:
    """Record a lesson without questions as read."""
    if lesson.questions:
        message = "这一课有检测，检测合格后自动记为完成。"
        raise ConflictError(message, "请从课文下方进入检测。")
    _start_course(viewer, course, at=at)
    _finish_lesson(viewer, course, lesson.id, None, at=at)


def start_sitting(
    viewer: Viewer, course: PublishedCourse, lesson: PublishedLesson, *, seed: int, at: datetime
) -> int:
    """Draw a check and return the sitting's id; an open sitting is simply gone on with."""
    sittings = queries.own_sittings(viewer, course.id, lesson.id)
    present = next((sitting for sitting in sittings if sitting.submitted_at is None), None)
    if present is not None:
        return present.id
    wait = waits_until(sittings, at=at)
    if wait is not None:
        raise ConflictError(wait_text(wait), "先看看上次的解析，再来重测。")
    questions = askable(lesson, day_of(at))
    if not questions:
        raise ConflictError(NOTHING_TO_ASK, "请联系教员。")
    last = queries.drawn_versions(sittings[-1].id) if sittings else set()
    drawn = draw(questions, course.draw, avoid=last, seed=seed)
    sitting = Sitting(
        cadre_id=viewer.cadre_id,
        mode=Mode.CHECK,
        subject=f"{course.id}/{lesson.id}",
        course_id=course.id,
        lesson_id=lesson.id,
        edition_id=course.edition_id,
        number=len(sittings) + 1,
        pass_mark=course.pass_mark,
        started_at=at,
        pending=0,
    )
    db.session.add(sitting)
    db.session.flush()
    _store_draw(sitting.id, drawn)
    _start_course(viewer, course, at=at)
    record("sitting.start", "sitting", sitting.id, by=viewer.cadre_id, at=at, lesson=lesson.id)
    return sitting.id


def _store_draw(sitting_id: int, drawn: Sequence[Drawn]) -> None:
    db.session.execute(
        insert(DrawnQuestion),
        [
            {
                "sitting_id": sitting_id,
                "position": position,
                "question_version_id": question.question_version_id,
                "part": 0,
                "points": 1,
                "option_order": " ".join(question.option_order),
            }
            for position, question in enumerate(drawn, start=1)
        ],
    )


@dataclass(frozen=True, slots=True)
class Save:
    """What a save did: the receipt, the answers appended, and those left to the person."""

    saved_at: datetime
    reconciled: Reconciled
    sheet: queries.SittingSheet


def save_answers(
    viewer: Viewer,
    sitting_id: int,
    read: Callable[[queries.SittingSheet], Sequence[Given]],
    *,
    at: datetime,
) -> Save:
    """Append the answers that differ; those that contradict a newer one are only returned.

    `read` turns the form into values, given the sheet it belongs to.
    """
    sheet = queries.sheet_for(viewer, sitting_id, locked=True)
    if not sheet.is_open:
        raise SittingClosedError
    reconciled = sheet.reconciled(read(sheet))
    if reconciled.append:
        last = {row.position: row.answers[-1].seq for row in sheet.drawn if row.answers}
        db.session.execute(
            _APPEND,
            [
                {
                    "sitting_id": sheet.id,
                    "position": one.position,
                    "seq": last.get(one.position, 0) + 1,
                    "value": one.value,
                    "saved_at": at,
                }
                for one in reconciled.append
            ],
        )
        positions = "、".join(str(one.position) for one in reconciled.append)
        record("answer.save", "sitting", sheet.id, by=viewer.cadre_id, at=at, questions=positions)
    return Save(at, reconciled, sheet)


def submit_sitting(
    viewer: Viewer,
    sitting_id: int,
    edition: PublishedCourse,
    *,
    current: PublishedCourse,
    at: datetime,
) -> int:
    """Hand a check in: mark what is stored, and record what it completes. Returns the percent.

    `edition` is the one the sitting was drawn from; `current` decides whether the course is done.
    """
    sheet = queries.sheet_for(viewer, sitting_id, locked=True)
    if not sheet.is_open:
        raise SittingClosedError
    marks = [_mark(edition, row) for row in sheet.drawn]
    percent = score(marks, len(sheet.drawn))
    db.session.execute(
        insert(Mark),
        [
            {
                "sitting_id": sheet.id,
                "position": row.position,
                "seq": 1,
                "thousandths": int(mark * 1000),
                "rule": RULE,
                "reason": "",
                "marked_at": at,
            }
            for row, mark in zip(sheet.drawn, marks, strict=True)
        ],
    )
    db.session.execute(
        update(Sitting).where(Sitting.id == sheet.id).values(submitted_at=at, score=percent)
    )
    record("sitting.submit", "sitting", sheet.id, by=viewer.cadre_id, at=at, score=percent)
    if percent >= sheet.pass_mark:
        _finish_lesson(viewer, current, sheet.lesson_id, sheet, at=at)
    return percent


def _mark(edition: PublishedCourse, row: queries.DrawnRow) -> Fraction:
    question: PublishedQuestion = edition.questions_by_version[row.question_version_id]
    if not row.value:
        return Fraction(0)
    share = kind_named(question.question.kind).mark(question.question, row.value, Scoring.EXACT)
    return share or Fraction(0)


def finish_completed_courses(course: PublishedCourse, *, at: datetime) -> int:
    """Record the course for those whose finished lessons a new edition makes complete."""
    cadres = queries.cadres_with_all(course.id, [lesson.id for lesson in course.lessons])
    for cadre_id in cadres:
        _record_course(cadre_id, course, by=None, at=at)
    return len(cadres)


def _start_course(viewer: Viewer, course: PublishedCourse, *, at: datetime) -> None:
    if _insert_once(CourseStart, cadre_id=viewer.cadre_id, course_id=course.id, started_at=at):
        _count(viewer.cadre_id, course.id, STARTED)


def _finish_lesson(
    viewer: Viewer,
    course: PublishedCourse,
    lesson_id: str,
    sheet: queries.SittingSheet | None,
    *,
    at: datetime,
) -> None:
    """Record a lesson on the edition it was earned on; `course` decides what it completes."""
    is_new = _insert_once(
        LessonRecord,
        cadre_id=viewer.cadre_id,
        course_id=course.id,
        lesson_id=lesson_id,
        edition_id=sheet.edition_id if sheet else course.edition_id,
        sitting_id=sheet.id if sheet else None,
        finished_at=at,
    )
    if not is_new:
        return
    record("lesson.finish", "course", course.id, by=viewer.cadre_id, at=at, lesson=lesson_id)
    if is_course_finished(course, queries.finished_lessons(viewer.cadre_id, course.id)):
        _record_course(viewer.cadre_id, course, by=viewer.cadre_id, at=at)


def _record_course(cadre_id: int, course: PublishedCourse, *, by: int | None, at: datetime) -> None:
    if _insert_once(
        CourseRecord,
        cadre_id=cadre_id,
        course_id=course.id,
        edition_id=course.edition_id,
        finished_at=at,
    ):
        _count(cadre_id, course.id, FINISHED)
        record("course.finish", "course", course.id, by=by, at=at, cadre=cadre_id)


def _count(cadre_id: int, course_id: str, what: str) -> None:
    """Count at the cadre's union; of somebody who left nothing is counted until they return.

    The union is asked for once the fact is there: `learning.moves` waits for this.
    """
    own = select(Cadre.organisation_id).where(Cadre.id == cadre_id, Cadre.left_on.is_(None))
    organisation_id = db.session.scalar(own.with_for_update(read=True))
    if organisation_id is not None:
        count(organisation_id, course_id, what)


def _insert_once(model: type[CourseStart | LessonRecord | CourseRecord], **values: object) -> bool:
    """Insert a fact unless it is there; tell whether it was new.

    The row that comes back tells, not the count of rows: PostgreSQL's driver leaves that at -1.
    """
    statement = upsert(model).values(**values).on_conflict_do_nothing().returning(model.cadre_id)
    return db.session.execute(statement).first() is not None
