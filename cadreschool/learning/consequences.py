"""What a new edition would mean for people, counted before it is published; read-only.

Counts of the whole school and no names: a trainer need not know who.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select

from cadreschool.kernel.db import db
from cadreschool.learning.models import CourseRecord, CourseStart, LessonRecord, Sitting
from cadreschool.learning.queries import cadres_with_all


@dataclass(frozen=True, slots=True)
class Consequences:
    """How many people a new edition of a course touches."""

    studying: int
    """Have begun and not finished."""
    finished: int
    open_sittings: int
    """Checks under way: they keep the questions and the text they were drawn from."""
    completes: int
    """Have finished all lessons that the new edition asks for, and not the course yet."""
    removed_records: int
    """People who finished a lesson that is left out; their records stay."""


def consequences_of(
    course_id: str, lesson_ids: Sequence[str], removed: Collection[str]
) -> Consequences:
    """Count whom a new edition with these lessons touches, in five queries."""
    started = _count(CourseStart.cadre_id, CourseStart.course_id == course_id)
    finished = _count(CourseRecord.cadre_id, CourseRecord.course_id == course_id)
    open_sittings = db.session.scalar(
        select(func.count())
        .select_from(Sitting)
        .where(Sitting.course_id == course_id, Sitting.submitted_at.is_(None))
    )
    return Consequences(
        studying=max(started - finished, 0),
        finished=finished,
        open_sittings=open_sittings or 0,
        completes=len(cadres_with_all(course_id, lesson_ids)) if lesson_ids else 0,
        removed_records=_count(
            distinct(LessonRecord.cadre_id),
            LessonRecord.course_id == course_id,
            LessonRecord.lesson_id.in_(removed),
        ),
    )


def _count(what: object, *conditions: object) -> int:
    return db.session.scalar(select(func.count(what)).where(*conditions)) or 0  # type: ignore[arg-type]
