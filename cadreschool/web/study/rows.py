"""What the pages of the 学习台 show of a course or lesson: values for templates, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from cadreschool.competencies.framework import Framework
from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import (
    CourseFacts,
    Standing,
    Status,
    lesson_standing,
    next_lesson,
    standing,
)
from cadreschool.web.school import course_or_404

_ACTIONS = {
    Status.NOT_STARTED: "开始学习",
    Status.IN_PROGRESS: "继续学习",
    Status.FINISHED: "再看一遍",
}


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A standing as every page shows it."""

    status: str
    status_text: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course in a list."""

    id: str
    title: str
    summary: str
    track_name: str
    unit: str
    lesson_count: int
    minutes: int
    credit: str
    status: str
    status_text: str
    reasons: list[str]
    finished_lessons: int
    action_text: str
    url: str


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in its course's list."""

    number: int
    title: str
    minutes: int
    status: str
    status_text: str
    reasons: list[str]
    url: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Where one may go."""

    title: str
    url: str


def standing_row(of: Standing) -> StandingRow:
    """Show a standing."""
    return StandingRow(of.status.value, of.status.label, reason_texts(of))


def course_row(course: PublishedCourse, facts: CourseFacts) -> CourseRow:
    """Show a course with the viewer's standing in it."""
    stands = standing(course, facts)
    return CourseRow(
        id=course.id,
        title=course.title,
        summary=course.summary,
        track_name=course.track_name,
        unit=course.unit,
        lesson_count=len(course.lessons),
        minutes=course.minutes,
        credit=f"{course.credit.normalize():f}",
        status=stands.status.value,
        status_text=stands.status.label,
        reasons=reason_texts(stands),
        finished_lessons=sum(lesson.id in facts.lessons for lesson in course.lessons),
        action_text=_ACTIONS[stands.status],
        url=url_for("study.course", course_id=course.id),
    )


def lesson_rows(course: PublishedCourse, facts: CourseFacts) -> list[LessonRow]:
    """Show the lessons of a course; the first unfinished one is next."""
    following = next_lesson(course, facts)
    rows = []
    for number, lesson in enumerate(course.lessons, start=1):
        stands = standing_row(lesson_standing(lesson, facts))
        rows.append(
            LessonRow(
                number=number,
                title=lesson.title,
                minutes=lesson.minutes,
                status=stands.status,
                status_text=stands.status_text,
                reasons=stands.reasons,
                url=lesson_url(course, lesson),
                is_next=lesson is following,
            )
        )
    return rows


def lesson_url(course: PublishedCourse, lesson: PublishedLesson) -> str:
    """Return where a lesson is read."""
    return url_for("study.lesson", course_id=course.id, lesson_id=lesson.id)


def lesson_link(course: PublishedCourse, lesson: PublishedLesson | None) -> Link | None:
    """Return a link to a lesson, None for none; a lesson the course has no more leads nowhere."""
    if lesson is None:
        return None
    is_there = any(one.id == lesson.id for one in course_or_404(course.id).lessons)
    return Link(lesson.title, lesson_url(course, lesson) if is_there else "")


def course_link(course: PublishedCourse) -> Link:
    """Return a link to a course."""
    return Link(course.title, url_for("study.course", course_id=course.id))


def competency_names(framework: Framework, ids: tuple[str, ...]) -> list[str]:
    """Return the names of competencies, in the order given."""
    found = [framework.competency(one) for one in ids]
    return [one.name for one in found if one is not None]
