"""A drill on two desks: its writer's and its marker's. Points as a form, marks as words.

Exemplar and points are touched only for a work that is closed: the views see to that.
"""

from __future__ import annotations

from flask import request
from markupsafe import Markup

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.drills.values import MOST_MARKS, Drill, length_of
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.text import without_invisible
from cadreschool.learning.drills.actions import Marking
from cadreschool.learning.drills.queries import MarkRow, WorkSheet
from cadreschool.learning.drills.rules import MARK_LABELS
from cadreschool.web.school import edition


def drill_of(sheet: WorkSheet) -> tuple[PublishedCourse, PublishedLesson, Drill]:
    """Return the drill of the edition that a work is pinned to."""
    course = edition(sheet.edition_id)
    lesson = course.lesson(sheet.lesson_id)
    if lesson is None or lesson.drill is None:
        raise NotFoundError
    return course, lesson, lesson.drill


def written(sheet: WorkSheet, drill: Drill) -> dict[str, object]:
    """Return a closed work with its exemplar and the newest marks, for writer and marker."""
    own, answer = sheet.own_mark, sheet.answer
    return {
        "text": sheet.text,
        "length": length_of(sheet.text),
        "exemplar": safe(drill.exemplar),
        "own": mark_row(drill, own) if own else None,
        "answer": mark_row(drill, answer) if answer else None,
    }


def points_of(drill: Drill, mark: MarkRow | None) -> list[dict[str, object]]:
    """Return the points as a form asks for them, with what was chosen before."""
    return [
        {
            "field": f"p{number}",
            "name": point.name,
            "text": safe(point.text),
            "choices": [
                {
                    "value": str(value),
                    "label": label,
                    "is_chosen": mark is not None and mark.points[number - 1 : number] == (value,),
                }
                for value, label in reversed(list(enumerate(MARK_LABELS)))
            ],
        }
        for number, point in enumerate(drill.points, start=1)
    ]


def mark_row(drill: Drill, mark: MarkRow) -> dict[str, object]:
    """Return a mark as it is read: a word for each point, no sum."""
    named = zip(drill.points, mark.points, strict=False)
    return {
        "points": [(point.name, MARK_LABELS[value]) for point, value in named],
        "words": mark.words,
        "at": mark.marked_at,
    }


def marking_of_form(drill: Drill) -> Marking:
    """Read marks and words from the form."""
    values = [request.form.get(f"p{number}", "") for number in range(1, len(drill.points) + 1)]
    allowed = {str(value): value for value in range(MOST_MARKS + 1)}
    words = without_invisible(request.form.get("words", ""))
    return Marking([allowed.get(value) for value in values], words)


def safe(html: str) -> Markup:
    """Mark text as HTML that was sanitised when it was rendered."""
    return Markup(html)  # noqa: S704 -- sanitised when it was rendered
