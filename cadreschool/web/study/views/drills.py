"""Drills: the list, writing, and comparing with the exemplar afterwards."""

from __future__ import annotations

import json
from datetime import datetime
from http import HTTPStatus

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.drills.values import Drill
from cadreschool.kernel import clock
from cadreschool.kernel.clock import clock_text
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.drills import actions
from cadreschool.learning.drills.queries import WorkSheet, work_for
from cadreschool.learning.drills.rules import length_fault
from cadreschool.learning.queries import own_facts
from cadreschool.learning.rules import NO_FACTS, lesson_standing
from cadreschool.web.drill_pages import drill_of, marking_of_form, safe
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue, course_or_404, filled_page, lesson_or_404
from cadreschool.web.study import drills as pages
from cadreschool.web.study.rows import (
    course_link,
    lesson_link,
    lesson_url,
    standing_row,
)
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

STALE = "这一篇在另一个页面上改过，没有覆盖。请重新载入本页核对。"


@blueprint.get("/drills/")
@signed_in
def drills() -> ResponseReturnValue:
    """List every drill with where the viewer stands in it."""
    found = [
        (course, lesson)
        for course in catalogue().courses
        for lesson in course.lessons
        if lesson.drill
    ]
    facts = own_facts(viewer(), list({course.id for course, _ in found}))
    return render_template(
        "study/drills.html",
        rows=[
            {
                "title": lesson.title,
                "minutes": lesson.minutes,
                "length": f"{lesson.drill.least} 到 {lesson.drill.most} 字" if lesson.drill else "",
                "standing": standing_row(lesson_standing(lesson, facts.get(course.id, NO_FACTS))),
                "url": lesson_url(course, lesson),
            }
            for course, lesson in found
        ],
    )


@blueprint.post("/courses/<string:course_id>/lessons/<string:lesson_id>/drills")
@signed_in
def create_drill(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Begin a work, or go on with the open one."""
    who, at = viewer(), clock.now()
    course, found = lesson_or_404(course_id, lesson_id)

    def unit() -> Reply:
        work_id = actions.start_work(who, course, found, at=at)
        return Reply(location=url_for("study.drill", drill_id=work_id))

    return follow(write_once(who, unit))


@blueprint.get("/drills/<int:drill_id>/")
@signed_in
def drill(drill_id: int) -> ResponseReturnValue:
    """Show the sheet to write on; a closed one leads to the exemplar beside it."""
    sheet = work_for(viewer(), drill_id)
    if not sheet.is_open:
        return redirect(url_for("study.comparison", drill_id=sheet.id))
    return _sheet_page(sheet)


def _sheet_page(sheet: WorkSheet, *, typed: str | None = None, error: str = "") -> str:
    course, lesson, wanted = drill_of(sheet)
    task = filled_page(course, lesson)
    return render_template(
        "study/drill.html",
        course=course_link(course),
        lesson=lesson_link(course, lesson),
        task=safe(task.html),
        laws=safe(task.citations),
        length=f"{wanted.least} 到 {wanted.most} 字",
        text=sheet.text if typed is None else typed,
        base=sheet.version,
        saved_at=sheet.saved_at if sheet.version and typed is None else None,
        theirs=sheet.text if typed is not None and not error else "",
        error=error,
        url=url_for("study.update_drill_text", drill_id=sheet.id),
        shelf=pages.shelf_of(sheet),
    )


@blueprint.post("/drills/<int:drill_id>/text")
@signed_in
def update_drill_text(drill_id: int) -> ResponseReturnValue:
    """Store the text; 写好了 closes the work after saving. Whatever refuses it, it comes back.

    Speaks to `static/js/autosave.js` as a paper of one question does.
    """
    who, at = viewer(), clock.now()
    is_script = request.accept_mimetypes.best == "application/json"
    if is_script and pages.TEXT not in request.form:
        work_for(who, drill_id)
        return _receipt(Reply(body=_told(at)))  # the script asks whether we are here
    text, base, wish = pages.text_of_form(), _base(), request.form.get("do", "save")

    def unit() -> Reply:
        saved = actions.save_text(who, drill_id, text, base, at=at)
        if saved.is_stale:
            return Reply(status=HTTPStatus.CONFLICT, body=_told(at, is_stale=True))
        receipt = _told(at, saved.version)
        if wish != "done":
            return Reply(
                location=url_for("study.drill", drill_id=drill_id),
                notice=f"已保存 {clock_text(at)}",
                body=receipt,
            )
        if length_fault(_drill(saved.sheet), text):
            return Reply(status=HTTPStatus.UNPROCESSABLE_ENTITY, body=receipt)
        actions.close_work(who, drill_id, _drill, at=at)
        return Reply(location=url_for("study.comparison", drill_id=drill_id), body=receipt)

    reply = write_once(who, unit)
    if is_script:
        return _receipt(reply)
    if reply.location:
        return follow(reply)
    sheet = work_for(who, drill_id)
    if reply.status == HTTPStatus.CONFLICT:
        return _sheet_page(sheet, typed=text), HTTPStatus.CONFLICT
    error = length_fault(_drill(sheet), text)
    return _sheet_page(sheet, error=error), HTTPStatus.UNPROCESSABLE_ENTITY


_LONGEST_BASE = 9


def _base() -> int:
    text = request.form.get(pages.BASE, "")
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_BASE):
        message = "表单不完整，没有保存。"
        raise InvalidError(message, "请返回上一页，刷新后再提交。")
    return int(text)


def _drill(sheet: WorkSheet) -> Drill:
    return drill_of(sheet)[2]


def _told(at: datetime, version: int | None = None, *, is_stale: bool = False) -> str:
    """Tell a script when which version was stored, or that another window was quicker."""
    told: dict[str, object] = {"saved_at": clock_text(at), "saved": [], "bases": {}}
    if is_stale:
        told |= {"message": STALE, "conflicts": [1]}
    elif version is not None:
        told |= {"saved": [1], "bases": {"1": version}}
    return json.dumps(told, ensure_ascii=False)


def _receipt(reply: Reply) -> Response:
    """Answer a script: when it was saved, or that another window was quicker."""
    status = HTTPStatus.CONFLICT if reply.status == HTTPStatus.CONFLICT else HTTPStatus.OK
    response = Response(reply.body or "{}", status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/drills/<int:drill_id>/comparison/")
@signed_in
def comparison(drill_id: int) -> ResponseReturnValue:
    """Show the written text beside the exemplar, with the points to mark it by."""
    sheet = work_for(viewer(), drill_id)
    if sheet.is_open:
        return redirect(url_for("study.drill", drill_id=sheet.id))
    return _comparison_page(sheet)


def _comparison_page(sheet: WorkSheet, error: str = "") -> str:
    course, lesson, wanted = drill_of(sheet)
    task = filled_page(course, lesson)
    present = course_or_404(sheet.course_id)
    here = present.lesson(sheet.lesson_id)
    following = present.neighbours(here)[1] if here else None
    return render_template(
        "study/comparison.html",
        course=course_link(present),
        lesson=lesson_link(present, lesson),
        task=safe(task.html),
        laws=safe(task.citations),
        work=pages.comparison_page(sheet, wanted),
        error=error,
        next=lesson_link(present, following),
        again_url=url_for("study.create_drill", course_id=present.id, lesson_id=sheet.lesson_id)
        if here
        else "",
    )


@blueprint.post("/drills/<int:drill_id>/marks")
@signed_in
def create_drill_mark(drill_id: int) -> ResponseReturnValue:
    """Mark one's own work by its points; that finishes the lesson."""
    who, at = viewer(), clock.now()
    sheet = work_for(who, drill_id)
    marking = marking_of_form(_drill(sheet))
    if not sheet.is_open and None in marking.points:
        error = "还有要点没有选。每条选一个。"
        return _comparison_page(sheet, error), HTTPStatus.UNPROCESSABLE_ENTITY

    def unit() -> Reply:
        actions.mark_own(who, drill_id, marking, _drill, current=course_or_404, at=at)
        url = url_for("study.comparison", drill_id=drill_id)
        return Reply(location=url, notice="自评已保存，这一课已记为完成。")

    return follow(write_once(who, unit))


@blueprint.post("/drills/<int:drill_id>/submission")
@signed_in
def create_drill_submission(drill_id: int) -> ResponseReturnValue:
    """Hand a work to the markers of its course."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.submit_work(who, drill_id, at=at)
        url = url_for("study.comparison", drill_id=drill_id)
        return Reply(location=url, notice="已交给教员。有了回复，首页会告诉您。")

    return follow(write_once(who, unit))
