"""What somebody learnt, for their file: courses, lessons, checks, exams, re-tests."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, exists, func, literal, null, or_, select, union_all

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.models import Edition, LessonRow
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.learning.models import CourseRecord, CourseStart, LessonRecord, Mode, Sitting
from cadreschool.learning.review.rules import lesson_of
from cadreschool.learning.verdicts.models import WaitingSitting
from cadreschool.questions.papers.models import Paper, PaperState, Release
from cadreschool.reports.portfolio.layouts import CHECKS, COURSES, EXAMS, LESSONS, RETESTS
from cadreschool.reports.portfolio.scope import Scope
from cadreschool.reports.portfolio.values import Row, Section

NOT_TOLD = "尚未公布"
_EXAMS = (Mode.UNIT, Mode.EXAM, Mode.RESIT)


def sections(scope: Scope, catalogue: Catalogue, *, at: datetime) -> Iterator[Section]:
    """Yield the sections of learning, in three queries."""
    lessons = _lessons(scope, {course.id for course in catalogue.guides})
    yield Section(COURSES, tuple(_courses(scope, catalogue, lessons)))
    yield Section(LESSONS, tuple(_lesson_row(row, catalogue) for row in lessons))
    sittings = _sittings(scope, at=at)
    if scope.is_own:
        yield Section(CHECKS, tuple(_check(row) for row in sittings if row.mode == Mode.CHECK))
    yield Section(EXAMS, tuple(_exam(row) for row in sittings if row.mode in _EXAMS))
    if scope.is_own:
        retests = (row for row in sittings if row.mode == Mode.RETEST)
        yield Section(RETESTS, tuple(_retest(row, catalogue) for row in retests))


def _lessons(scope: Scope, guides: Collection[str]) -> list[Any]:
    """Return the finished lessons with the check that finished each; the guides never count."""
    rows: Sequence[Any] = db.session.execute(
        select(
            LessonRecord.course_id,
            LessonRecord.lesson_id,
            LessonRecord.finished_at,
            Edition.number.label("edition"),
            Edition.title.label("course"),
            LessonRow.title.label("lesson"),
            Sitting.score,
            Sitting.pass_mark,
        )
        .join(Edition, Edition.id == LessonRecord.edition_id)
        .outerjoin(
            LessonRow,
            and_(LessonRow.edition_id == Edition.id, LessonRow.lesson_id == LessonRecord.lesson_id),
        )
        .outerjoin(Sitting, Sitting.id == LessonRecord.sitting_id)
        .where(LessonRecord.cadre_id == scope.cadre_id)
        .order_by(LessonRecord.finished_at, LessonRecord.course_id, LessonRow.position)
    ).all()
    return [row for row in rows if row.course_id not in guides and scope.holds(row.finished_at)]


def _lesson_row(row: Any, catalogue: Catalogue) -> Row:  # noqa: ANN401 -- a row of the database
    return (
        row.course,
        row.lesson or row.lesson_id,
        row.edition,
        day_of(row.finished_at),
        _how(row, catalogue),
        row.score,
        row.pass_mark,
    )


def _how(row: Any, catalogue: Catalogue) -> str:  # noqa: ANN401 -- a row of the database
    """Say how a lesson was finished."""
    if row.score is not None:
        return "检测"
    course = catalogue.course(row.course_id)
    lesson = course.lesson(row.lesson_id) if course else None
    if lesson is not None and lesson.scenario is not None:
        return "情景"
    return "写一写" if lesson is not None and lesson.drill is not None else "读完"


def _courses(scope: Scope, catalogue: Catalogue, lessons: Sequence[Any]) -> Iterator[Row]:
    """Yield the courses that were begun, by the day they were begun."""
    rows = db.session.execute(
        union_all(
            select(
                CourseStart.course_id,
                literal("start"),
                CourseStart.started_at,
                cast(null(), Edition.number.type),
                cast(null(), String),
            ).where(CourseStart.cadre_id == scope.cadre_id),
            select(
                CourseRecord.course_id,
                literal("finish"),
                CourseRecord.finished_at,
                Edition.number,
                Edition.title,
            )
            .join(Edition, Edition.id == CourseRecord.edition_id)
            .where(CourseRecord.cadre_id == scope.cadre_id),
        )
    ).all()
    started = {row[0]: row[2] for row in rows if row[1] == "start" and scope.holds(row[2])}
    finished = {row[0]: row for row in rows if row[1] == "finish" and scope.holds(row[2])}
    titles = {row.course_id: row.course for row in lessons}
    done: dict[str, int] = {}
    for row in lessons:
        done[row.course_id] = done.get(row.course_id, 0) + 1
    guides = {course.id for course in catalogue.guides}
    known = (started.keys() | finished.keys() | done.keys()) - guides
    order = {course.id: at for at, course in enumerate(catalogue.courses)}
    for name in sorted(known, key=lambda one: (order.get(one, len(order)), one)):
        course, end = catalogue.course(name), finished.get(name)
        yield (
            course.unit if course else "",
            end[4] if end else course.title if course else titles.get(name, name),
            end[3] if end else None,
            day_of(started[name]) if name in started else None,
            day_of(end[2]) if end else None,
            done.get(name, 0),
        )


def _sittings(scope: Scope, *, at: datetime) -> list[Any]:
    """Return what was handed in and is no practice, by time.

    Whoever sat a paper knows the score from handing it in. To others it is told when its answers
    are, or, of a paper that never tells them, when it is over.
    """
    waits = exists().where(WaitingSitting.sitting_id == Sitting.id)
    is_over = or_(Paper.state == PaperState.CLOSED, Paper.closes_at <= at)
    is_told = or_(literal(scope.is_own), ~waits, and_(Paper.release == Release.NEVER, is_over))
    rows: Sequence[Any] = db.session.execute(
        select(
            Sitting.mode,
            Sitting.subject,
            Sitting.number,
            Sitting.submitted_at,
            Sitting.score,
            Sitting.pass_mark,
            Sitting.pending,
            Sitting.lesson_id,
            Edition.title.label("course"),
            LessonRow.title.label("lesson"),
            Paper.title.label("paper"),
            func.coalesce(is_told, literal(value=False)).label("is_told"),
        )
        .outerjoin(Edition, Edition.id == Sitting.edition_id)
        .outerjoin(
            LessonRow,
            and_(LessonRow.edition_id == Edition.id, LessonRow.lesson_id == Sitting.lesson_id),
        )
        .outerjoin(Paper, Paper.id == Sitting.paper_id)
        .where(
            Sitting.cadre_id == scope.cadre_id,
            Sitting.submitted_at.is_not(None),
            Sitting.mode.in_((Mode.CHECK, Mode.RETEST, *_EXAMS)),
        )
        .order_by(Sitting.submitted_at, Sitting.id)
    ).all()
    return [row for row in rows if scope.holds(row.submitted_at)]


def _outcome(row: Any) -> Row:  # noqa: ANN401 -- a row of the database
    """Return score, mark and result; before a paper is released nothing but that it waits."""
    if not row.is_told:
        return None, row.pass_mark, NOT_TOLD
    if row.score >= row.pass_mark:
        return row.score, row.pass_mark, "合格"
    if row.pending:
        return row.score, row.pass_mark, f"还有 {row.pending} 题待评"
    return row.score, row.pass_mark, "未合格"


def _check(row: Any) -> Row:  # noqa: ANN401 -- a row of the database
    lesson = row.lesson or row.lesson_id
    return (row.course, lesson, row.number, day_of(row.submitted_at), *_outcome(row))


def _exam(row: Any) -> Row:  # noqa: ANN401 -- a row of the database
    mode = Mode(row.mode).label
    return (row.paper, mode, row.number, day_of(row.submitted_at), *_outcome(row))


def _retest(row: Any, catalogue: Catalogue) -> Row:  # noqa: ANN401 -- a row of the database
    course_id, lesson_id, days = lesson_of(row.subject)
    course = catalogue.course(course_id)
    lesson = course.lesson(lesson_id) if course else None
    titles = (course.title if course else course_id, lesson.title if lesson else lesson_id)
    return (*titles, days, day_of(row.submitted_at), *_outcome(row))
