"""What the pages of the diagnostic show: how long it takes, and where each unit begins."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from cadreschool.courses.catalogue import Catalogue, PublishedCourse, PublishedLesson
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.diagnostics.rules import Advice, UnitResult, results
from cadreschool.learning.queries import own_facts
from cadreschool.learning.rules import NO_FACTS, next_lesson
from cadreschool.web.study.papers import Questions
from cadreschool.web.study.rows import lesson_url

_POINTS = "要点"
_WORDS = {
    Advice.SKIM: "先看各课的要点，没有把握的地方再细读。",
    Advice.CHECK_FIRST: "先做一课的检测，错在哪里，就补哪里。",
    Advice.FROM_START: "从头学起最省力，一次学一课。",
}


def unit_rows(
    who: Viewer, here: Catalogue, questions: Questions, marks: Mapping[int, int]
) -> list[dict[str, object]]:
    """Show what came of each unit and where it begins; questions withdrawn since say nothing."""
    known = here.questions_by_id
    courses: dict[str, PublishedCourse] = {}
    units: dict[int, str] = {}
    for position, asked in questions.items():
        if asked.question.id in known:
            course = known[asked.question.id][0]
            units[position] = course.unit
            courses.setdefault(course.unit, course)
    facts = own_facts(who, [course.id for course in courses.values()])
    rows = []
    for one in results(units, marks):
        course = courses[one.unit]
        following = next_lesson(course, facts.get(course.id, NO_FACTS))
        rows.append(_row(one, course, following))
    return rows


def _row(
    result: UnitResult, course: PublishedCourse, following: PublishedLesson | None
) -> dict[str, object]:
    lesson = following or course.lessons[0]
    verb, url, words = *_way(result.advice, course, lesson), _WORDS[result.advice]
    if following is None:
        verb, url, words = (
            "再看一遍",
            lesson_url(course, lesson),
            "这门课已经学完，想再看随时可以看。",
        )
    return {
        "unit": result.unit,
        "title": course.title,
        "right": result.right,
        "total": result.total,
        "advice": result.advice.label,
        "words": f"{words}下一课：{lesson.title}" if following else words,
        "verb": verb,
        "url": url,
    }


def _way(advice: Advice, course: PublishedCourse, lesson: PublishedLesson) -> tuple[str, str]:
    """Return the one button of a unit: (verb, address)."""
    if advice is Advice.CHECK_FIRST and lesson.questions:
        return "做检测", url_for("study.check", course_id=course.id, lesson_id=lesson.id)
    if advice is Advice.SKIM:
        anchor = next((one.id for one in lesson.headings if one.text == _POINTS), None)
        place = url_for("study.lesson", course_id=course.id, lesson_id=lesson.id, _anchor=anchor)
        return "看要点", place
    return "去学习", lesson_url(course, lesson)
