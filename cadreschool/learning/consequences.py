"""What a new edition would mean for people, counted before it is published; read-only.

Counts of the whole school and no names: a trainer need not know who.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

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
    """Count whom a new edition with these lessons touches, in two queries."""
    started, finished, open_sittings, records = db.session.execute(
        select(
            _number(select(CourseStart.cadre_id).where(CourseStart.course_id == course_id)),
            _number(select(CourseRecord.cadre_id).where(CourseRecord.course_id == course_id)),
            _number(
                select(Sitting.id).where(
                    Sitting.course_id == course_id, Sitting.submitted_at.is_(None)
                )
            ),
            _number(
                select(LessonRecord.cadre_id)
                .where(LessonRecord.course_id == course_id, LessonRecord.lesson_id.in_(removed))
                .distinct()
            ),
        )
    ).one()
    return Consequences(
        studying=max(started - finished, 0),
        finished=finished,
        open_sittings=open_sittings,
        completes=len(cadres_with_all(course_id, lesson_ids)) if lesson_ids else 0,
        removed_records=records,
    )


def _number(rows: Select[Any]) -> ScalarSelect[int]:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()
