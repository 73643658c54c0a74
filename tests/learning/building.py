"""Builders of published courses as plain values, for tests of pure rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.learning.rules import CourseFacts, LessonFact, SittingFact
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.values import Option, Question
from tests.school.cast import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

_OPTIONS = {
    "single": tuple(Option(one, f"选项{one}", one == "a") for one in "abcd"),
    "multiple": tuple(Option(one, f"选项{one}", one in "ab") for one in "abcd"),
    "true_false": (Option("true", "对", is_right=True), Option("false", "错", is_right=False)),
    "numeric": (),
}
_ANSWERS = {"single": "a", "multiple": "a,b", "true_false": "true", "numeric": "25"}


def a_question(version_id: int, kind: str = "single") -> PublishedQuestion:
    """Return a question; the first options are right."""
    question = Question(
        id=f"q{version_id}",
        kind=kind,
        stem="题干？",
        options=_OPTIONS[kind],
        answer=_ANSWERS[kind],
        tolerance=None,
        unit="",
        explanation="解析",
        citations=(),
        competencies=("able",),
        difficulty=1,
        valid_from=None,
        valid_to=None,
        line=1,
    )
    options = tuple(option.text for option in question.options)
    return PublishedQuestion(version_id, question, "题干？", options, "解析")


def a_lesson(number: int, *, questions: int = 10) -> PublishedLesson:
    """Return a lesson, `lesson-1` for the first."""
    return PublishedLesson(
        id=f"lesson-{number}",
        title=f"第{number}课",
        kind="reading",
        minutes=15,
        competencies=("able",),
        position=number,
        citations=(),
        html="",
        headings=(),
        questions=tuple(a_question(number * 100 + at) for at in range(questions)),
    )


def a_course(lessons: int = 3, *, questions: int = 10) -> PublishedCourse:
    """Return a course."""
    return PublishedCourse(
        edition_id=1,
        number=1,
        published_at=MONDAY,
        id="course",
        title="课程",
        summary="",
        track="law",
        unit="A1",
        competencies=("able",),
        credit=Decimal(1),
        pass_mark=80,
        draw=5,
        required_posts=(),
        authors=(),
        reviewed_on=date(2026, 1, 1),
        lessons=tuple(a_lesson(n, questions=questions) for n in range(1, lessons + 1)),
    )


def a_sitting(
    lesson: int = 1,
    number: int = 1,
    *,
    score: int | None = None,
    submitted_at: datetime = MONDAY,
    pass_mark: int = 80,
) -> SittingFact:
    """Return a sitting: handed in when it has a score."""
    return SittingFact(
        id=lesson * 100 + number,
        lesson_id=f"lesson-{lesson}",
        number=number,
        started_at=MONDAY,
        submitted_at=None if score is None else submitted_at,
        score=score,
        pass_mark=pass_mark,
    )


def facts(
    *sittings: SittingFact, finished: tuple[int, ...] = (), finished_at: datetime | None = None
) -> CourseFacts:
    """Return what a cadre left in the course; `finished` are numbers of lessons."""
    passed = {sitting.lesson_id: sitting.id for sitting in sittings if sitting.is_passed}
    lessons = {
        f"lesson-{number}": LessonFact(MONDAY, passed.get(f"lesson-{number}"))
        for number in finished
    }
    return CourseFacts(lessons, sittings, finished_at)
