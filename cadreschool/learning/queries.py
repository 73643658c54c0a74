"""Reads of what cadres did. Columns, not objects; a page asks a fixed number of questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Integer,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.models import (
    CourseRecord,
    CourseStart,
    LessonRecord,
    ReadingPosition,
    Sitting,
)
from cadreschool.learning.rules import (
    FINISHED,
    STARTED,
    CourseFacts,
    LessonFact,
    SittingFact,
    Undone,
)
from cadreschool.learning.undone import undone
from cadreschool.people.models import Posting

_SITTING_FACT = (
    Sitting.id,
    Sitting.lesson_id,
    Sitting.number,
    Sitting.started_at,
    Sitting.submitted_at,
    Sitting.score,
    Sitting.pass_mark,
    Sitting.pending,
)


# The statements of the hot pages are built once: building costs as much as running (measured).
_CADRE: BindParameter[int] = bindparam("cadre")
_COURSE: BindParameter[str] = bindparam("course")
_LESSON: BindParameter[str] = bindparam("lesson")
_CADRES: BindParameter[int] = bindparam("cadres", expanding=True)
_COURSES: BindParameter[str] = bindparam("courses", expanding=True)
_WHOLE = ""
"""Stands for the lesson where a row tells of the whole course."""
_FINISHED_OF: CompoundSelect[Any] = union_all(
    select(
        LessonRecord.cadre_id,
        LessonRecord.course_id,
        LessonRecord.lesson_id,
        LessonRecord.finished_at,
        LessonRecord.sitting_id,
    ).where(LessonRecord.cadre_id.in_(_CADRES), LessonRecord.course_id.in_(_COURSES)),
    select(
        CourseRecord.cadre_id,
        CourseRecord.course_id,
        literal(_WHOLE),
        CourseRecord.finished_at,
        cast(null(), Integer),
    ).where(CourseRecord.cadre_id.in_(_CADRES), CourseRecord.course_id.in_(_COURSES)),
)
_SITTINGS_OF = select(*_SITTING_FACT, Sitting.cadre_id, Sitting.course_id).where(
    Sitting.cadre_id.in_(_CADRES), Sitting.course_id.in_(_COURSES)
)


def facts_of(
    cadre_ids: Collection[int], course_ids: Collection[str]
) -> dict[tuple[int, str], CourseFacts]:
    """Return what these cadres left in these courses, in three queries whatever their number.

    The caller fetched the cadres through the viewer; that is the permission.
    """
    whose = {"cadres": list(cadre_ids), "courses": list(course_ids)}
    lessons: dict[tuple[int, str], dict[str, LessonFact]] = {}
    finished: dict[tuple[int, str], datetime] = {}
    for row in db.session.execute(_FINISHED_OF, whose):
        if row[2] == _WHOLE:
            finished[row[0], row[1]] = row[3]
        else:
            lessons.setdefault((row[0], row[1]), {})[row[2]] = LessonFact(row[3], row[4])
    sittings: dict[tuple[int, str], list[SittingFact]] = {}
    rows: Sequence[Any] = db.session.execute(_SITTINGS_OF, whose).all()  # checks: with a lesson
    for found in rows:
        sittings.setdefault((found[8], found[9]), []).append(SittingFact(*found[:8]))
    begun: dict[tuple[int, str], dict[str, Undone]] = {}
    for cadre_id, course_id, lesson_id, one in undone(cadre_ids, course_ids):
        begun.setdefault((cadre_id, course_id), {})[lesson_id] = one
    return {
        key: CourseFacts(
            lessons.get(key, {}), sittings.get(key, []), finished.get(key), begun.get(key, {})
        )
        for key in lessons.keys() | sittings.keys() | finished.keys() | begun.keys()
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
    rows: Sequence[Any] = db.session.execute(_OWN_SITTINGS, _of(viewer, course_id, lesson_id)).all()
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
