"""What stands around a sitting's questions, by what is sat: titles, the way back, what it leads to.

Knows no question and no answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.kernel.clock import clock_text, day_of, day_text
from cadreschool.learning.exams.queries import paper_of
from cadreschool.learning.models import Mode
from cadreschool.learning.review.rules import lesson_of
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.questions.papers.queries import PaperFacts
from cadreschool.web.school import catalogue, course_or_404, edition
from cadreschool.web.study.exams import form_name
from cadreschool.web.study.rows import Link, course_link, lesson_link


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a sitting's paper: the short word for what is sat, and what it is about."""

    name: str
    about: str
    crumbs: tuple[Link, ...]
    lead: str
    paper: PaperFacts | None = None

    @property
    def title(self) -> str:
        """Return the heading of the paper."""
        if not self.about:
            return self.name
        return self.about if self.name in self.about else f"{self.about} · {self.name}"

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
    home = Link("学习台", url_for("study.home"))
    if sheet.paper_id is not None:
        return _paper_frame(sheet, paper_of(sheet.paper_id), home, number)
    practice = Link("练习", url_for("study.practice"))
    if sheet.mode is Mode.RETEST:
        return _retest_frame(sheet, (home, practice))
    if sheet.mode is Mode.DIAGNOSTIC:
        name = sheet.mode.label
        crumbs = (home, Link(name, url_for("study.diagnostic")), Link("作答", ""))
        return Frame(name, "", crumbs, f"{number}。不是考试，不会的题可以空着。")
    mode = sheet.mode
    return Frame(mode.label, "", (home, practice, Link(mode.label, "")), f"{number}。")


def _retest_frame(sheet: SittingSheet, before: tuple[Link, ...]) -> Frame:
    """Return the frame of a re-test: its lesson, which may be gone by now, and after how long."""
    course_id, lesson_id, days = lesson_of(sheet.subject)
    course = catalogue().course(course_id)
    lesson = course.lesson(lesson_id) if course else None
    name = f"满 {days} 天复测"
    lead = f"共 {len(sheet.drawn)} 题，不限时间，不影响已经学完的课。"
    return Frame(name, lesson.title if lesson else "", (*before, Link(name, "")), lead)


def _paper_frame(sheet: SittingSheet, facts: PaperFacts, home: Link, number: str) -> Frame:
    """Return the frame of a paper: its form where there are several, and when its time is over."""
    form = f"，{form_name(sheet.form)}" if facts.forms > 1 else ""
    until = f"{_clock(sheet.due_at, sheet.started_at)} 截止" if sheet.due_at else "不限时间"
    crumbs = (
        home,
        Link("考试", url_for("study.exams")),
        Link(facts.title, url_for("study.exam", paper_id=facts.id)),
        Link("作答", ""),
    )
    return Frame(facts.mode.label, facts.title, crumbs, f"{number}{form}，{until}。", facts)


def _clock(due_at: datetime, started_at: datetime) -> str:
    """Write the end as a time of day, with the day where it is another one."""
    if day_of(due_at) == day_of(started_at):
        return clock_text(due_at)
    return f"{day_text(day_of(due_at))} {clock_text(due_at)}"
