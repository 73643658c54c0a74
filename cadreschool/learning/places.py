"""Where a question belongs, and so whose trainers look after it: a lesson's course, or a bank."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from cadreschool.courses.models import CourseRow, Edition, LessonQuestion
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.organisations.models import Organisation
from cadreschool.questions.banks.models import Bank, BankEntry
from cadreschool.questions.models import QuestionVersion


@dataclass(frozen=True, slots=True)
class Place:
    """A question's place: course and lesson, or bank; and the union whose it is, none the school's.

    `title` is the bank's, or that of the course's newest edition.
    """

    course_id: str | None
    lesson_id: str
    bank_id: str | None
    title: str
    owner_id: int | None
    owner_path: str | None


def places_of(question_ids: Collection[str]) -> dict[str, Place]:
    """Return the places of questions; ids are unique in all content, so each has one."""
    found: dict[str, Place] = {}
    for some in portions(sorted(set(question_ids))):
        newest = (
            select(
                QuestionVersion.question_id,
                func.max(LessonQuestion.edition_id).label("edition"),
            )
            .join(LessonQuestion, LessonQuestion.question_version_id == QuestionVersion.id)
            .where(QuestionVersion.question_id.in_(some))
            .group_by(QuestionVersion.question_id)
            .subquery()
        )
        lessons = db.session.execute(
            select(
                QuestionVersion.question_id,
                Edition.course_id,
                LessonQuestion.lesson_id,
                Edition.title,
                CourseRow.organisation_id,
                Organisation.path,
            )
            .join(LessonQuestion, LessonQuestion.question_version_id == QuestionVersion.id)
            .join(newest, newest.c.question_id == QuestionVersion.question_id)
            .join(Edition, Edition.id == LessonQuestion.edition_id)
            .join(CourseRow, CourseRow.id == Edition.course_id)
            .outerjoin(Organisation, Organisation.id == CourseRow.organisation_id)
            .where(Edition.id == newest.c.edition)
        )
        for question_id, course_id, lesson_id, title, owner_id, path in lessons:
            found[question_id] = Place(course_id, lesson_id, None, title, owner_id, path)
        banks = db.session.execute(
            select(
                BankEntry.question_id,
                Bank.id,
                Bank.title,
                Bank.organisation_id,
                Organisation.path,
            )
            .join(Bank, Bank.id == BankEntry.bank_id)
            .outerjoin(Organisation, Organisation.id == Bank.organisation_id)
            .where(BankEntry.question_id.in_(some))
        )
        for question_id, bank_id, title, owner_id, path in banks:
            found[question_id] = Place(None, "", bank_id, title, owner_id, path)
    return found
