"""What stands around a sitting's questions, by what is sat: titles, the way back, what it leads to.

Knows no question and no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.learning.models import Mode
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.web.school import course_or_404, edition
from cadreschool.web.study.rows import Link, course_link, lesson_link


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a sitting's paper: the short word for what is sat, and what it is about."""

    name: str
    about: str
    crumbs: tuple[Link, ...]
    lead: str

    @property
    def title(self) -> str:
        """Return the heading of the paper."""
        return f"{self.about} · {self.name}" if self.about else self.name

    @property
    def ways(self) -> list[tuple[str, str]]:
        """Return the crumbs as the pages' macro takes them."""
        return [(one.title, one.url) for one in self.crumbs]


@dataclass(frozen=True, slots=True)
class CheckPlace:
    """Where a check belongs: its course as it is now, and its lesson, which may be gone by now."""

    course: PublishedCourse
    lesson: PublishedLesson | None
    is_there: bool


def check_place(sheet: SittingSheet) -> CheckPlace | None:
    """Return the lesson a check belongs to, None for sittings of other modes."""
    if sheet.check is None:
        return None
    course_id, lesson_id, edition_id = sheet.check
    course = course_or_404(course_id)
    lesson = course.lesson(lesson_id)
    old = edition(edition_id).lesson(lesson_id)
    return CheckPlace(course, lesson or old, is_there=lesson is not None)


def frame_of(sheet: SittingSheet) -> Frame:
    """Return the frame of a sitting."""
    number = f"第 {sheet.number} 次，共 {len(sheet.drawn)} 题"
    if sheet.check is not None:
        _, lesson_id, edition_id = sheet.check
        course = edition(edition_id)
        lesson = lesson_link(course, course.lesson(lesson_id))
        crumbs = (course_link(course), *([lesson] if lesson else ()), Link("检测", ""))
        about = lesson.title if lesson else ""
        return Frame("检测", about, crumbs, f"{number}，不限时间。")
    mode = Mode(sheet.mode)
    home = Link("学习台", url_for("study.home"))
    return Frame(mode.label, "", (home, Link(mode.label, "")), f"{number}。")
