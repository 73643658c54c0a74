"""Reads of what is due: questions that come back, and re-tests of lessons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.learning.models import LessonRecord, Mode, Sitting
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.review.rules import RETEST_DAYS, Passed, Retest, due_retests
from cadreschool.learning.rules import CourseFacts

_TAKEN = select(Sitting.subject).where(
    Sitting.mode == Mode.RETEST, Sitting.submitted_at.is_not(None)
)


def due_ids(cadre_id: int, on: date) -> list[str]:
    """Return the questions due on a day, those of longest ago first."""
    statement = (
        select(ReviewCard.question_id)
        .where(ReviewCard.cadre_id == cadre_id, ReviewCard.due_on <= on)
        .order_by(ReviewCard.due_on, ReviewCard.question_id)
    )
    return list(db.session.scalars(statement))


def answered_days(cadre_id: int) -> dict[str, date]:
    """Return every question a cadre has answered, with the last day it counted."""
    statement = select(ReviewCard.question_id, ReviewCard.answered_on).where(
        ReviewCard.cadre_id == cadre_id
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def passed_lessons(cadre_id: int) -> list[Passed]:
    """Return the lessons whose check a cadre has passed, the first one first."""
    statement = (
        select(
            LessonRecord.course_id,
            LessonRecord.lesson_id,
            LessonRecord.sitting_id,
            LessonRecord.finished_at,
        )
        .where(LessonRecord.cadre_id == cadre_id, LessonRecord.sitting_id.is_not(None))
        .order_by(LessonRecord.finished_at, LessonRecord.course_id, LessonRecord.lesson_id)
    )
    return [
        Passed(row[0], row[1], row[2], day_of(row[3]))
        for row in db.session.execute(statement)
        if row[2] is not None
    ]


def passed_in(facts: Mapping[str, CourseFacts]) -> list[Passed]:
    """Return the same from what a cadre left in courses: {course id: facts}."""
    return [
        Passed(course_id, lesson_id, fact.sitting_id, day_of(fact.finished_at))
        for course_id, of_course in facts.items()
        for lesson_id, fact in of_course.lessons.items()
        if fact.sitting_id is not None
    ]


def retests_among(cadre_id: int, passed: Iterable[Passed], on: date) -> list[Retest]:
    """Return the re-tests of lessons passed that a cadre may take, due longest first.

    Asks nothing while none is old enough.
    """
    old = [one for one in passed if (on - one.on).days >= min(RETEST_DAYS)]
    if not old:
        return []
    return due_retests(old, taken_retests(cadre_id), on)


def taken_retests(cadre_id: int) -> set[str]:
    """Return the subjects of the re-tests that a cadre handed in."""
    return set(db.session.scalars(_TAKEN.where(Sitting.cadre_id == cadre_id)))
