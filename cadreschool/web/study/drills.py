"""What the pages of a drill show its writer, and what their forms mean.

Before a work is closed only its task and its own text leave the server: exemplar, points and
remarks are touched by `comparison_page` alone, which the views call for a closed work.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import request, url_for

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.drills.values import Drill
from cadreschool.kernel.text import without_invisible
from cadreschool.learning.drills.queries import WorkRow, WorkSheet
from cadreschool.web.drill_pages import points_of, safe, written

TEXT, BASE = "q1", "q1-base"
"""As in a paper of one question: the script that saves answers saves this too."""


def drill_end(
    course: PublishedCourse, lesson: PublishedLesson, works: Sequence[WorkRow]
) -> dict[str, object]:
    """Return what follows the task of a drill: beginning, going on, earlier works."""
    here = next((work for work in works if work.closed_at is None), None)
    drill = lesson.drill
    return {
        "length": f"{drill.least} 到 {drill.most} 字" if drill else "",
        "start_url": url_for("study.create_drill", course_id=course.id, lesson_id=lesson.id),
        "open_url": url_for("study.drill", drill_id=here.id) if here else "",
        "is_written": any(work.closed_at is not None for work in works),
        "works": [
            {
                "text": f"第 {work.number} 篇",
                "state": state_text(work),
                "at": work.closed_at,
                "url": url_for("study.comparison", drill_id=work.id),
            }
            for work in reversed(works)
            if work.closed_at is not None
        ],
    }


def state_text(work: WorkRow) -> str:
    """Say how far a work is."""
    if work.is_answered:
        return "教员看过了"
    if work.submitted_at is not None:
        return "交给教员了"
    return "自评过了" if work.is_marked else "还没有自评"


def comparison_page(sheet: WorkSheet, drill: Drill) -> dict[str, object]:
    """Return a closed work beside its exemplar, with the points to mark by."""
    return written(sheet, drill) | {
        "remarks": safe(drill.remarks),
        "points": points_of(drill, sheet.own_mark),
        "submitted_at": sheet.submitted_at,
        "mark_url": url_for("study.create_drill_mark", drill_id=sheet.id),
        "submit_url": url_for("study.create_drill_submission", drill_id=sheet.id),
    }


def shelf_of(sheet: WorkSheet) -> str:
    """Name the place where a browser keeps what this person wrote here and could not send."""
    return f"{sheet.cadre_id}:drill-{sheet.id}"


def text_of_form() -> str:
    """Read the text as it is stored: line ends alike, nothing invisible."""
    text = request.form.get(TEXT, "").replace("\r\n", "\n").replace("\r", "\n")
    return without_invisible(text)
