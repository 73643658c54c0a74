"""The case library: published cases to read, and one's own in whatever state."""

from __future__ import annotations

from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.cases import actions, queries
from cadreschool.courses.cases.permissions import may_look
from cadreschool.courses.cases.queries import CaseSheet, Wanted
from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.web.addresses import page_asked
from cadreschool.web.case_pages import page, row, step
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_LONGEST = 60


@blueprint.get("/cases/")
@signed_in
def cases() -> ResponseReturnValue:
    """List the published cases, by law, lesson and words."""
    asked = {name: request.args.get(name, "").strip()[:_LONGEST] for name in ("q", "law", "course")}
    lesson = request.args.get("lesson", "").strip()[: 2 * _LONGEST]
    wanted = Wanted(asked["law"], asked["course"], lesson, asked["q"], page_asked())
    found = queries.published_cases(wanted)
    here = catalogue()
    laws = sorted({citation.short for one in here.cases for citation in one.citations})
    named = {key.partition("/")[0] for one in here.cases for key in one.lessons}
    about = here.course(lesson.partition("/")[0])
    shown = about.lesson(lesson.partition("/")[2]) if about else None
    return render_template(
        "study/cases.html",
        rows=[row(one, url_for("study.case", case_id=one.id)) for one in found.rows],
        found=found,
        asked=asked,
        lesson={"key": lesson, "title": shown.title} if shown else None,
        laws=[("", "全部法律"), *((one, one) for one in laws)],
        courses=[("", "全部课程"), *((c.id, c.title) for c in here.courses if c.id in named)],
        is_filtered=bool(any(asked.values()) or lesson),
        arguments={name: value for name, value in {**asked, "lesson": lesson}.items() if value},
    )


@blueprint.get("/cases/mine/")
@signed_in
def own_cases() -> ResponseReturnValue:
    """List the cases that the viewer told, with where each stands."""
    rows = [row(one, url_for("study.case", case_id=one.id)) for one in queries.own_cases(viewer())]
    return render_template("study/own_cases.html", rows=rows)


@blueprint.get("/cases/<int:case_id>/")
@signed_in
def case(case_id: int) -> ResponseReturnValue:
    """Show a case: a published one to everybody, one's own with what happened to it."""
    return _page(queries.case_to_read(viewer(), case_id))


def _page(sheet: CaseSheet, *, typed: str = "", error: str = "") -> str:
    who = viewer()
    is_own = sheet.author_id == who.cadre_id
    steps = queries.steps_of(sheet.id) if is_own else []
    may_review = who.is_teacher and may_look(who, sheet.union_path) and sheet.state.is_handed_in
    return render_template(
        "study/case.html",
        case=page(sheet),
        is_own=is_own,
        steps=[step(one, who.cadre_id, named=False) for one in steps],
        said=next((one.words for one in steps if one.words and one.made_by != who.cadre_id), ""),
        teach_url=url_for("teach.case", case_id=sheet.id) if may_review else "",
        typed=typed,
        error=error,
    )


@blueprint.post("/cases/<int:case_id>/withdrawal")
@signed_in
def withdraw_case(case_id: int) -> ResponseReturnValue:
    """Take one's own case down."""
    who, at = viewer(), clock.now()
    words = request.form.get("words", "")

    def unit() -> Reply:
        actions.withdraw_case(who, case_id, words, at=at)
        return Reply(location=url_for("study.case", case_id=case_id), notice="案例已撤下。")

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        shown = _page(queries.own_case(who, case_id), typed=words, error=error.message)
        return shown, HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/cases/<int:case_id>/recall")
@signed_in
def withdraw_case_submission(case_id: int) -> ResponseReturnValue:
    """Take one's own case back from the reviewers, to go on writing."""
    who, at = viewer(), clock.now()

    def unit() -> Reply:
        actions.recall_case(who, case_id, at=at)
        url = url_for("study.edit_case", case_id=case_id)
        return Reply(location=url, notice="已撤回送审，可以接着改。")

    return follow(write_once(who, unit))
