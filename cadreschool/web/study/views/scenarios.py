"""Scenarios: the list, beginning a run, one choice at a time, the ending, walking it again."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.courses.scenarios.values import Scenario
from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.queries import own_facts
from cadreschool.learning.rules import NO_FACTS, lesson_standing
from cadreschool.learning.scenarios import actions
from cadreschool.learning.scenarios.queries import RunSheet, run_for
from cadreschool.learning.scenarios.rules import Pick
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue, course_or_404, edition, lesson_or_404
from cadreschool.web.study import runs
from cadreschool.web.study.rows import (
    competency_names,
    course_link,
    lesson_link,
    lesson_url,
    standing_row,
)
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_NOT_CHOSEN = "请选择一种做法。"


@blueprint.get("/scenarios/")
@signed_in
def scenarios() -> ResponseReturnValue:
    """List every scenario with where the viewer stands in it."""
    here = catalogue()
    found = [
        (course, lesson) for course in here.courses for lesson in course.lessons if lesson.scenario
    ]
    facts = own_facts(viewer(), list({course.id for course, _ in found}))
    return render_template(
        "study/scenarios.html",
        rows=[
            {
                "title": lesson.title,
                "summary": course.summary,
                "minutes": lesson.minutes,
                "competency_names": competency_names(here.framework, lesson.competencies),
                "standing": standing_row(lesson_standing(lesson, facts.get(course.id, NO_FACTS))),
                "url": lesson_url(course, lesson),
            }
            for course, lesson in found
        ],
    )


@blueprint.post("/courses/<string:course_id>/lessons/<string:lesson_id>/runs")
@signed_in
def create_run(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Begin a run, or go on with the open one."""
    who, at = viewer(), clock.now()
    course, found = lesson_or_404(course_id, lesson_id)

    def unit() -> Reply:
        run_id = actions.start_run(who, course, found, at=at)
        return Reply(location=url_for("study.run", run_id=run_id))

    return follow(write_once(who, unit))


@blueprint.get("/runs/<int:run_id>/")
@signed_in
def run(run_id: int) -> ResponseReturnValue:
    """Show the step that a run has come to; one that has ended leads to its ending."""
    sheet = run_for(viewer(), run_id)
    if not sheet.is_open:
        return redirect(url_for("study.ending", run_id=sheet.id))
    return _page(sheet)


def _page(sheet: RunSheet, error: str = "") -> str:
    course, scenario = _of_run(sheet)
    return render_template(
        "study/run.html",
        course=course_link(course),
        lesson=lesson_link(course, course.lesson(sheet.lesson_id)),
        run=runs.run_page(sheet, scenario),
        kind_text=runs.FIRST if sheet.is_first else runs.LATER,
        error=error,
    )


@blueprint.post("/runs/<int:run_id>/choices")
@signed_in
def create_choice(run_id: int) -> ResponseReturnValue:
    """Take a choice: stored at once, never twice; one contrary to what is stored is told (409)."""
    who, at = viewer(), clock.now()
    pick = Pick(_number("step"), _number("choice"))
    if not pick.place:
        sheet = run_for(who, run_id)
        if not sheet.is_open:
            return redirect(url_for("study.ending", run_id=run_id), HTTPStatus.SEE_OTHER)
        return _page(sheet, _NOT_CHOSEN), HTTPStatus.UNPROCESSABLE_ENTITY

    def unit() -> Reply:
        ended = actions.choose(who, run_id, pick, _scenario_of, current=course_or_404, at=at)
        return Reply(location=url_for("study.ending" if ended else "study.run", run_id=run_id))

    return follow(write_once(who, unit))


_LONGEST = 3


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else 0


@blueprint.get("/runs/<int:run_id>/ending/")
@signed_in
def ending(run_id: int) -> ResponseReturnValue:
    """Show where a run ended, and why along its path; one that goes on leads to its step."""
    sheet = run_for(viewer(), run_id)
    if sheet.is_open:
        return redirect(url_for("study.run", run_id=sheet.id))
    course, scenario = _of_run(sheet)
    present = course_or_404(sheet.course_id)
    lesson = present.lesson(sheet.lesson_id)
    following = present.neighbours(lesson)[1] if lesson else None
    return render_template(
        "study/ending.html",
        course=course_link(present),
        lesson=lesson_link(present, course.lesson(sheet.lesson_id)),
        ending=runs.ending_page(sheet, scenario),
        kind_text=runs.kind_text(sheet),
        is_first=sheet.is_first,
        ended_at=sheet.ended_at,
        next=lesson_link(present, following),
        again_url=url_for("study.create_run", course_id=present.id, lesson_id=sheet.lesson_id)
        if lesson
        else "",
    )


@blueprint.get("/runs/<int:run_id>/walk/")
@signed_in
def walk(run_id: int) -> ResponseReturnValue:
    """Walk a finished run again: every branch with its reasoning and law, one node at a time."""
    sheet = run_for(viewer(), run_id)
    if sheet.is_open:
        return redirect(url_for("study.run", run_id=sheet.id))
    course, scenario = _of_run(sheet)
    return render_template(
        "study/walk.html",
        course=course_link(course),
        lesson=lesson_link(course, course.lesson(sheet.lesson_id)),
        walk=runs.walk_page(sheet, scenario, request.args.get("at", "")),
        ending_url=url_for("study.ending", run_id=sheet.id),
    )


def _of_run(sheet: RunSheet) -> tuple[PublishedCourse, Scenario]:
    """Return the edition a run is pinned to, with its scenario."""
    course = edition(sheet.edition_id)
    scenario = runs.scenario_of(course, sheet)
    if scenario is None:
        raise NotFoundError
    return course, scenario


def _scenario_of(sheet: RunSheet) -> Scenario:
    return _of_run(sheet)[1]
