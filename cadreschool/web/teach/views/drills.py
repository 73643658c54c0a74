"""Texts that learners handed to their markers: the list, one of them, the answer to it."""

from __future__ import annotations

from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drafts.queries import taught_courses
from cadreschool.courses.drills.values import Drill
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.learning.drills import actions
from cadreschool.learning.drills.queries import (
    WorkSheet,
    submitted_work,
    submitted_works,
    waiting_works,
)
from cadreschool.web import drill_pages as pages
from cadreschool.web.guards import viewer
from cadreschool.web.school import catalogue, filled_page
from cadreschool.web.teach.views.blueprint import blueprint, teachers
from cadreschool.web.units import follow, write_once

_MOST = 200


@blueprint.get("/teach/drills/")
@teachers
def drills() -> ResponseReturnValue:
    """List the submitted texts of the courses one teaches: those that wait first."""
    who, courses = viewer(), _taught()
    return render_template(
        "teach/drills.html",
        rows=[
            {
                "title": _title(row.course_id, row.lesson_id),
                "submitted_at": row.submitted_at,
                "is_answered": row.is_answered,
                "url": url_for("teach.drill", drill_id=row.id),
            }
            for row in submitted_works(who, courses, limit=_MOST)
        ],
        waiting=waiting_works(who, courses),
    )


def _taught() -> set[str]:
    return {course.id for course in taught_courses(viewer())}


def _title(course_id: str, lesson_id: str) -> str:
    course = catalogue().course(course_id)
    lesson = course.lesson(lesson_id) if course else None
    return lesson.title if lesson else f"{course_id}/{lesson_id}"


@blueprint.get("/teach/drills/<int:drill_id>/")
@teachers
def drill(drill_id: int) -> ResponseReturnValue:
    """Show one submitted text with its exemplar, its writer's own marks, and the answer's form."""
    return _page(submitted_work(viewer(), drill_id, _taught()))


def _page(sheet: WorkSheet, error: str = "") -> str:
    course, lesson, wanted = pages.drill_of(sheet)
    task = filled_page(course, lesson)
    return render_template(
        "teach/drill.html",
        title=lesson.title,
        task=pages.safe(task.html),
        laws=pages.safe(task.citations),
        work=pages.written(sheet, wanted) | {"points": pages.points_of(wanted, sheet.answer)},
        url=url_for("teach.create_drill_mark", drill_id=sheet.id),
        error=error,
        words=request.form.get("words", ""),
    )


@blueprint.post("/teach/drills/<int:drill_id>/marks")
@teachers
def create_drill_mark(drill_id: int) -> ResponseReturnValue:
    """Answer a submitted text by its points and in words; its writer is told."""
    who, at, courses = viewer(), clock.now(), _taught()
    sheet = submitted_work(who, drill_id, courses)
    marking = pages.marking_of_form(_drill(sheet))
    if None in marking.points or not marking.words.strip():
        error = "每条要点选一个，再写几句话，学员最想看的是这个。"
        return _page(sheet, error), HTTPStatus.UNPROCESSABLE_ENTITY

    def unit() -> Reply:
        actions.answer_work(who, drill_id, marking, _drill, courses, at=at)
        return Reply(location=url_for("teach.drills"), notice="已回复，学员会看到。")

    return follow(write_once(who, unit))


def _drill(sheet: WorkSheet) -> Drill:
    return pages.drill_of(sheet)[2]
