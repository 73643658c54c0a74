"""Every write a cadre's learning makes. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import func, select

from cadreschool.audit.actions import record
from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.queries import newest_courses
from cadreschool.courses.radar.queries import questions_under_review
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.upsert import once
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import queries
from cadreschool.learning.marking.actions import queue_answers
from cadreschool.learning.models import (
    CourseRecord,
    CourseStart,
    LessonRecord,
    Mode,
    ReadingPosition,
)
from cadreschool.learning.profile.due import GIVE_EVIDENCE, note_change
from cadreschool.learning.reasons import NOTHING_TO_ASK, UNDER_REVIEW, wait_text
from cadreschool.learning.regrading.late import correct_late
from cadreschool.learning.rules import (
    FINISHED,
    STARTED,
    askable,
    is_course_finished,
    waits_until,
)
from cadreschool.learning.sittings import actions as sittings
from cadreschool.learning.sittings.actions import (
    NewSitting,
    Outcome,
    SittingClosedError,
    open_sitting,
)
from cadreschool.learning.sittings.queries import (
    SittingSheet,
    asked_points,
    drawn_versions,
    questions_of,
    sheet_for,
    sheet_of,
)
from cadreschool.learning.sittings.rules import draw
from cadreschool.learning.verdicts.actions import take_in
from cadreschool.organisations.actions import count
from cadreschool.people.models import Cadre
from cadreschool.questions.published import PublishedQuestion


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
    if lesson.scenario is not None:
        message = "情景走到结局，自动记为完成。"
        raise ConflictError(message, "请从下方接着走。")
    if lesson.drill is not None:
        message = "写好并自评以后，自动记为完成。"
        raise ConflictError(message, "请从下方接着写。")
    start_course(viewer.cadre_id, course, at=at)
    finish_practice(viewer.cadre_id, course, lesson.id, course.edition_id, at=at)


def start_sitting(
    viewer: Viewer, course: PublishedCourse, lesson: PublishedLesson, *, seed: int, at: datetime
) -> int:
    """Draw a check and return the sitting's id; an open sitting is simply gone on with."""
    before = queries.own_sittings(viewer, course.id, lesson.id)
    present = next((sitting for sitting in before if sitting.submitted_at is None), None)
    if present is not None:
        return present.id
    wait = waits_until(before, at=at)
    if wait is not None:
        raise ConflictError(wait_text(wait), "先看看上次的解析，再来重测。")
    questions = askable(lesson, day_of(at), questions_under_review(day_of(at)))
    if not questions:
        why = UNDER_REVIEW if askable(lesson, day_of(at)) else NOTHING_TO_ASK
        raise ConflictError(why, "请联系教员。")
    last = drawn_versions(before[-1].id) if before else set()
    drawn = draw(questions, course.draw, avoid=last, seed=seed)
    new = NewSitting(
        Mode.CHECK,
        f"{course.id}/{lesson.id}",
        course.pass_mark,
        course_id=course.id,
        lesson_id=lesson.id,
        edition_id=course.edition_id,
    )
    sitting_id = open_sitting(viewer, new, drawn, at=at)
    start_course(viewer.cadre_id, course, at=at)
    record("sitting.start", "sitting", sitting_id, by=viewer.cadre_id, at=at, lesson=lesson.id)
    return sitting_id


def submit_sitting(
    viewer: Viewer,
    sitting_id: int,
    edition: PublishedCourse,
    *,
    current: PublishedCourse,
    at: datetime,
) -> int:
    """Hand a check in, given the edition it was drawn from. Returns the percent."""
    versions = edition.questions_by_version
    find = partial(SittingSheet.by_position, versions=versions)
    return hand_in(viewer, sitting_id, find, current=current, at=at).score


def hand_in(
    viewer: Viewer,
    sitting_id: int,
    find: Callable[[SittingSheet], Mapping[int, PublishedQuestion]] = questions_of,
    *,
    current: PublishedCourse | None = None,
    sheet: SittingSheet | None = None,
    at: datetime,
) -> Outcome:
    """Hand in one's own sitting, of whatever mode: mark what is stored, do what it completes.

    `find` returns what the sheet asks by position; `current` is the check's course as it is now,
    for those who have it in memory; `sheet` is the sitting as it stands, for those who have read it
    locked in this very unit and changed nothing since. What is handed in after its time counts
    from its time.
    """
    sheet = sheet or sheet_for(viewer, sitting_id, locked=True)
    if not sheet.is_open:
        raise SittingClosedError(sheet.mode)
    counted_at, questions = sheet.due_at if sheet.is_over(at) else None, find(sheet)
    outcome = sittings.hand_in(sheet, questions, by=viewer.cadre_id, at=at, counted_at=counted_at)
    return _settle(outcome, questions, current, at=at)


def hand_in_overdue(sitting_id: int, *, at: datetime) -> Outcome | None:
    """Hand in, as it stands, a sitting whose time is over; None when somebody was quicker."""
    sheet = sheet_of(sitting_id, locked=True)
    if not (sheet.is_open and sheet.is_over(at)):
        return None
    questions = questions_of(sheet)
    outcome = sittings.hand_in(sheet, questions, by=None, at=at, counted_at=sheet.due_at)
    return _settle(outcome, questions, None, at=at)


def _settle(
    outcome: Outcome,
    questions: Mapping[int, PublishedQuestion],
    current: PublishedCourse | None,
    *,
    at: datetime,
) -> Outcome:
    """Let what only a person can mark wait for one, and do what the score completes.

    Where people have marked equal answers before, theirs are the marks; where a key was corrected
    since the draw, the correction holds.
    """
    sheet = outcome.sheet
    waiting = asked_points(sheet).keys() - outcome.marks.keys()
    known: list[sittings.NewMark] = []
    if not sheet.mode.is_piecewise:  # practice keeps no marker busy
        known = queue_answers(sheet, questions, waiting, at=at)
    if known:
        sittings.add_marks(sheet.id, known, at=at)
    if correct_late(sheet, at=at) or known:
        anew = sittings.recompute(sheet.id, at=at)
        if anew is not None:
            outcome = replace(outcome, marks=anew.marks, score=anew.score, pending=anew.pending)
    _follow(outcome, current, at=at)
    return outcome


def rescore(sitting_id: int, *, at: datetime) -> Outcome | None:
    """Compute a handed-in sitting anew after marks were added, and do what it completes now.

    What was finished is not taken back. None when the sitting is still open.
    """
    outcome = sittings.recompute(sitting_id, at=at)
    if outcome is not None:
        _follow(outcome, None, at=at)
    return outcome


def _follow(outcome: Outcome, current: PublishedCourse | None, *, at: datetime) -> None:
    """Do what a score completes. THE place for everything that follows from marks, by mode."""
    sheet = outcome.sheet
    if sheet.check is not None and outcome.is_passed:
        course_id, lesson_id, edition_id = sheet.check
        course = current or next(iter(newest_courses({course_id})), None)
        if course is not None:
            _finish_lesson(sheet.cadre_id, course, lesson_id, edition_id, sheet.id, at=at)
    take_in(sheet, at=at)
    if sheet.mode in GIVE_EVIDENCE:
        note_change([sheet.cadre_id], at=at)


def finish_completed_courses(course: PublishedCourse, *, at: datetime) -> int:
    """Record the course for those whose finished lessons a new edition makes complete."""
    cadres = queries.cadres_with_all(course.id, [lesson.id for lesson in course.lessons])
    for cadre_id in cadres:
        _record_course(cadre_id, course, by=None, at=at)
    return len(cadres)


def start_course(cadre_id: int, course: PublishedCourse, *, at: datetime) -> None:
    """Record the first thing done in a course."""
    if _insert_once(CourseStart, cadre_id=cadre_id, course_id=course.id, started_at=at):
        _count(cadre_id, course.id, STARTED)


def finish_practice(
    cadre_id: int, course: PublishedCourse, lesson_id: str, edition_id: int, *, at: datetime
) -> None:
    """Record a lesson that is finished without a check, on the edition it was done in.

    `course`, as it is now, decides what that completes.
    """
    _finish_lesson(cadre_id, course, lesson_id, edition_id, None, at=at)


def _finish_lesson(
    cadre_id: int,
    course: PublishedCourse,
    lesson_id: str,
    edition_id: int,
    sitting_id: int | None,
    *,
    at: datetime,
) -> None:
    is_new = _insert_once(
        LessonRecord,
        cadre_id=cadre_id,
        course_id=course.id,
        lesson_id=lesson_id,
        edition_id=edition_id,
        sitting_id=sitting_id,
        finished_at=at,
    )
    if not is_new:
        return
    record("lesson.finish", "course", course.id, by=cadre_id, at=at, lesson=lesson_id)
    if is_course_finished(course, queries.finished_lessons(cadre_id, course.id)):
        _record_course(cadre_id, course, by=cadre_id, at=at)


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
    return db.session.execute(once(table_of(model)), values).first() is not None
