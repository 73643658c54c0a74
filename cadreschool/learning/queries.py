"""Reads of what cadres did. Columns, not objects; a page asks a fixed number of questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, literal, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.models import (
    Answer,
    CourseRecord,
    CourseStart,
    DrawnQuestion,
    LessonRecord,
    Mark,
    ReadingPosition,
    Sitting,
)
from cadreschool.learning.rules import (
    FINISHED,
    STARTED,
    CourseFacts,
    Given,
    LessonFact,
    Reconciled,
    Saved,
    SittingFact,
    reconcile,
)
from cadreschool.people.models import Posting

_SITTING_FACT = (
    Sitting.id,
    Sitting.lesson_id,
    Sitting.number,
    Sitting.started_at,
    Sitting.submitted_at,
    Sitting.score,
    Sitting.pass_mark,
)


# The statements of the hot pages are built once: building costs as much as running (measured).
_CADRE: BindParameter[int] = bindparam("cadre")
_COURSE: BindParameter[str] = bindparam("course")
_LESSON: BindParameter[str] = bindparam("lesson")
_SITTING: BindParameter[int] = bindparam("sitting")
_CADRES: BindParameter[int] = bindparam("cadres", expanding=True)
_COURSES: BindParameter[str] = bindparam("courses", expanding=True)
_LESSONS_OF = select(
    LessonRecord.cadre_id,
    LessonRecord.course_id,
    LessonRecord.lesson_id,
    LessonRecord.finished_at,
    LessonRecord.sitting_id,
).where(LessonRecord.cadre_id.in_(_CADRES), LessonRecord.course_id.in_(_COURSES))
_SITTINGS_OF = select(*_SITTING_FACT, Sitting.cadre_id, Sitting.course_id).where(
    Sitting.cadre_id.in_(_CADRES), Sitting.course_id.in_(_COURSES)
)
_FINISHED_OF = select(
    CourseRecord.cadre_id, CourseRecord.course_id, CourseRecord.finished_at
).where(CourseRecord.cadre_id.in_(_CADRES), CourseRecord.course_id.in_(_COURSES))


def facts_of(
    cadre_ids: Collection[int], course_ids: Collection[str]
) -> dict[tuple[int, str], CourseFacts]:
    """Return what these cadres left in these courses, in three queries whatever their number.

    The caller fetched the cadres through the viewer; that is the permission.
    """
    whose = {"cadres": list(cadre_ids), "courses": list(course_ids)}
    lessons: dict[tuple[int, str], dict[str, LessonFact]] = {}
    for row in db.session.execute(_LESSONS_OF, whose):
        lessons.setdefault((row[0], row[1]), {})[row[2]] = LessonFact(row[3], row[4])
    sittings: dict[tuple[int, str], list[SittingFact]] = {}
    rows: Sequence[Any] = db.session.execute(_SITTINGS_OF, whose).all()  # checks: with a lesson
    for found in rows:
        sittings.setdefault((found[7], found[8]), []).append(SittingFact(*found[:7]))
    finished = {(row[0], row[1]): row[2] for row in db.session.execute(_FINISHED_OF, whose)}
    return {
        key: CourseFacts(lessons.get(key, {}), sittings.get(key, []), finished.get(key))
        for key in lessons.keys() | sittings.keys() | finished.keys()
    }


def own_facts(viewer: Viewer, course_ids: Collection[str]) -> dict[str, CourseFacts]:
    """Return what the viewer left in these courses."""
    facts = facts_of([viewer.cadre_id], course_ids)
    return {course_id: found for (_, course_id), found in facts.items()}


@dataclass(frozen=True, slots=True)
class LessonState:
    """What a lesson page needs of the viewer: facts of this lesson, and the last paragraph."""

    facts: CourseFacts
    block: str


_OWN_SITTINGS = (
    select(*_SITTING_FACT)
    .where(Sitting.cadre_id == _CADRE, Sitting.course_id == _COURSE, Sitting.lesson_id == _LESSON)
    .order_by(Sitting.number)
)
_LESSON_STATE = (
    select(LessonRecord.finished_at, LessonRecord.sitting_id, ReadingPosition.block, *_SITTING_FACT)
    .select_from(select(literal(1).label("one")).subquery())
    .outerjoin(
        LessonRecord,
        and_(
            LessonRecord.cadre_id == _CADRE,
            LessonRecord.course_id == _COURSE,
            LessonRecord.lesson_id == _LESSON,
        ),
    )
    .outerjoin(
        ReadingPosition,
        and_(
            ReadingPosition.cadre_id == _CADRE,
            ReadingPosition.course_id == _COURSE,
            ReadingPosition.lesson_id == _LESSON,
        ),
    )
    .outerjoin(
        Sitting,
        and_(
            Sitting.cadre_id == _CADRE, Sitting.course_id == _COURSE, Sitting.lesson_id == _LESSON
        ),
    )
    .order_by(Sitting.number)
)


def _of(viewer: Viewer, course_id: str, lesson_id: str) -> dict[str, int | str]:
    return {"cadre": viewer.cadre_id, "course": course_id, "lesson": lesson_id}


def own_lesson_state(viewer: Viewer, course_id: str, lesson_id: str) -> LessonState:
    """Return where the viewer is in one lesson, in one query: a row a sitting, or one row."""
    # Outer joins: each of the three may be missing, whatever the columns say.
    rows: Sequence[Any] = db.session.execute(_LESSON_STATE, _of(viewer, course_id, lesson_id)).all()
    finished_at, sitting_id, block = rows[0][:3]
    record = {lesson_id: LessonFact(finished_at, sitting_id)} if finished_at is not None else {}
    sittings = [SittingFact(*row[3:]) for row in rows if row[3] is not None]
    return LessonState(CourseFacts(record, sittings), block or "")


def own_sittings(viewer: Viewer, course_id: str, lesson_id: str) -> list[SittingFact]:
    """Return the viewer's sittings at one check, by number."""
    rows: Sequence[Any] = db.session.execute(
        _OWN_SITTINGS, _of(viewer, course_id, lesson_id)
    ).all()
    return [SittingFact(*row) for row in rows]


def own_latest_place(viewer: Viewer) -> tuple[str, str] | None:
    """Return course and lesson the viewer read last, None when nothing was read."""
    row = db.session.execute(
        select(ReadingPosition.course_id, ReadingPosition.lesson_id)
        .where(ReadingPosition.cadre_id == viewer.cadre_id)
        .order_by(ReadingPosition.turn.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One drawn question with the answers saved to it, the last ones, oldest first."""

    position: int
    question_version_id: int
    option_order: tuple[str, ...]
    answers: tuple[Saved, ...]

    @property
    def newest(self) -> Saved | None:
        """Return the answer that counts."""
        return self.answers[-1] if self.answers else None

    @property
    def value(self) -> str:
        """Return the value that counts, "" for none."""
        return self.answers[-1].value if self.answers else ""


@dataclass(frozen=True, slots=True)
class SittingSheet:
    """A sitting with its questions and answers, as its owner may see it."""

    id: int
    course_id: str
    lesson_id: str
    edition_id: int
    number: int
    pass_mark: int
    started_at: datetime
    submitted_at: datetime | None
    score: int | None
    drawn: tuple[DrawnRow, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether answers are still taken."""
        return self.submitted_at is None

    def reconciled(self, given: Sequence[Given]) -> Reconciled:
        """Sort what a form holds against what is stored."""
        newest = {row.position: row.newest for row in self.drawn if row.newest is not None}
        shown = {(row.position, one.seq): one.value for row in self.drawn for one in row.answers}
        return reconcile(given, newest, shown)


_SHEET = (
    Sitting.id,
    Sitting.course_id,
    Sitting.lesson_id,
    Sitting.edition_id,
    Sitting.number,
    Sitting.pass_mark,
    Sitting.started_at,
    Sitting.submitted_at,
    Sitting.score,
)


# A tab left open for longer than this many changes of one answer asks the person; reading on would
# make each save slower than the one before.
_REMEMBERED = 20
_older = aliased(Answer)
_NEWEST_SEQ = (
    select(func.max(_older.seq))
    .where(
        _older.sitting_id == DrawnQuestion.sitting_id,
        _older.position == DrawnQuestion.position,
    )
    .correlate(DrawnQuestion)
    .scalar_subquery()
)
_SHEET_FOR = (
    select(
        *_SHEET,
        DrawnQuestion.position,
        DrawnQuestion.question_version_id,
        DrawnQuestion.option_order,
        Answer.seq,
        Answer.value,
        Answer.saved_at,
    )
    .join(DrawnQuestion, DrawnQuestion.sitting_id == Sitting.id)
    .outerjoin(
        Answer,
        and_(
            Answer.sitting_id == DrawnQuestion.sitting_id,
            Answer.position == DrawnQuestion.position,
            Answer.seq > _NEWEST_SEQ - _REMEMBERED,
        ),
    )
    .where(Sitting.id == _SITTING, Sitting.cadre_id == _CADRE)
    .order_by(DrawnQuestion.position, Answer.seq)
)
_SHEET_FOR_WRITING = _SHEET_FOR.with_for_update(of=Sitting)


def sheet_for(viewer: Viewer, sitting_id: int, *, locked: bool = False) -> SittingSheet:
    """Return the viewer's own sitting; anybody else's is not found. `locked`: against writers."""
    statement = _SHEET_FOR_WRITING if locked else _SHEET_FOR
    rows = db.session.execute(statement, {"sitting": sitting_id, "cadre": viewer.cadre_id}).all()
    if not rows:
        raise NotFoundError
    answers: dict[int, list[Saved]] = {}
    drawn: dict[int, tuple[int, tuple[str, ...]]] = {}
    for *_, position, version, order, seq, value, saved_at in rows:
        drawn[position] = (version, tuple(order.split()))
        if seq is not None:
            answers.setdefault(position, []).append(Saved(seq, value, saved_at))
    sheet: tuple[Any, ...] = (
        *rows[0][: len(_SHEET)],
        tuple(DrawnRow(at, *drawn[at], tuple(answers.get(at, ()))) for at in drawn),
    )
    return SittingSheet(*sheet)


_later = aliased(Mark)
_NEWEST_MARKS = select(Mark.position, Mark.thousandths).where(
    Mark.sitting_id == _SITTING,
    ~select(_later.seq)
    .where(
        _later.sitting_id == Mark.sitting_id,
        _later.position == Mark.position,
        _later.seq > Mark.seq,
    )
    .exists(),
)


def newest_marks(sitting_id: int) -> dict[int, int]:
    """Return the mark in force of each question, in thousandths."""
    return {row[0]: row[1] for row in db.session.execute(_NEWEST_MARKS, {"sitting": sitting_id})}


_DRAWN_VERSIONS = select(DrawnQuestion.question_version_id).where(
    DrawnQuestion.sitting_id == _SITTING
)


def drawn_versions(sitting_id: int) -> set[int]:
    """Return the question versions a sitting drew."""
    return set(db.session.scalars(_DRAWN_VERSIONS, {"sitting": sitting_id}))


_FINISHED_LESSONS = select(LessonRecord.lesson_id).where(
    LessonRecord.cadre_id == _CADRE, LessonRecord.course_id == _COURSE
)


def finished_lessons(cadre_id: int, course_id: str) -> set[str]:
    """Return the lessons of a course that a cadre finished."""
    return set(db.session.scalars(_FINISHED_LESSONS, {"cadre": cadre_id, "course": course_id}))


def cadres_with_all(course_id: str, lesson_ids: Sequence[str]) -> list[int]:
    """Return the cadres who finished all these lessons and have no course record yet."""
    done = (
        select(LessonRecord.cadre_id)
        .where(LessonRecord.course_id == course_id, LessonRecord.lesson_id.in_(lesson_ids))
        .group_by(LessonRecord.cadre_id)
        .having(func.count() == len(lesson_ids))
    )
    recorded = select(CourseRecord.cadre_id).where(CourseRecord.course_id == course_id)
    return list(db.session.scalars(done.where(LessonRecord.cadre_id.not_in(recorded))))


def counted_facts() -> dict[tuple[int, str, str], int]:
    """Count from facts and postings what counters hold: {(union id, course id, what): number}."""
    return {
        (organisation_id, course_id, what): number
        for what, model in ((STARTED, CourseStart), (FINISHED, CourseRecord))
        for organisation_id, course_id, number in db.session.execute(
            select(Posting.organisation_id, model.course_id, func.count())
            .join(Posting, Posting.cadre_id == model.cadre_id)
            .where(Posting.is_main, Posting.until_on.is_(None))
            .group_by(Posting.organisation_id, model.course_id)
        )
    }
