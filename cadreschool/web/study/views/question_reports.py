"""Reporting a question from where it stands, and what became of one's reports."""

from __future__ import annotations

from http import HTTPStatus

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError, NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.question_reports import actions
from cadreschool.learning.question_reports.queries import ReportRow, open_report, own_reports
from cadreschool.learning.sittings.queries import (
    DrawnRow,
    SittingSheet,
    handed_positions,
    sheet_for,
)
from cadreschool.learning.verdicts.queries import is_told, untold_questions
from cadreschool.web import school
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.forms import QuestionReportForm
from cadreschool.web.study.frames import frame_of
from cadreschool.web.study.practising import address, crumbs_to
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.timing import deadline_now
from cadreschool.web.units import follow, write_once


def _place(sitting_id: int, position: int) -> tuple[SittingSheet, DrawnRow]:
    """Return a question of the viewer's own sitting."""
    sheet = sheet_for(viewer(), sitting_id)
    row = next((one for one in sheet.drawn if one.position == position), None)
    if row is None:
        raise NotFoundError
    return sheet, row


def _stands_at(sheet: SittingSheet, row: DrawnRow) -> str:
    """Return where the question stands."""
    if sheet.mode.is_piecewise:
        return address(sheet.id, row.position)
    if sheet.is_open:
        return url_for("study.sitting", sitting_id=sheet.id, _anchor=f"q{row.position}")
    return url_for("study.result", sitting_id=sheet.id)


def _stem(sheet: SittingSheet, row: DrawnRow) -> Markup:
    """Return the question's stem, where its own page would show it now."""
    at, who = deadline_now(), viewer()
    if sheet.is_open:
        may_see = not sheet.is_over(at) and not sheet.is_elsewhere(who)
    elif sheet.mode.is_piecewise:
        may_see = row.position in handed_positions(sheet.id)
    else:
        may_see = is_told(sheet.paper_id, at=at)
    if not may_see:
        return Markup()
    return Markup(school.questions_of(sheet)[row.position].stem)  # noqa: S704 -- sanitised when it was rendered


@blueprint.get("/sittings/<int:sitting_id>/questions/<int:position>/report/")
@signed_in
def new_question_report(sitting_id: int, position: int) -> ResponseReturnValue:
    """Show the form to say what is wrong with a question."""
    return _page(*_place(sitting_id, position), QuestionReportForm())


def _page(sheet: SittingSheet, row: DrawnRow, form: QuestionReportForm) -> str:
    frame = frame_of(sheet)
    return render_template(
        "study/new_question_report.html",
        crumbs=[*frame.ways[:-1], (f"第 {row.position} 题报错", "")],
        about=frame.title,
        number=row.position,
        stem=_stem(sheet, row),
        back_url=_stands_at(sheet, row),
        is_waiting=open_report(viewer(), row.question_version_id) is not None,
        form=form,
        url=url_for("study.create_question_report", sitting_id=sheet.id, position=row.position),
    )


@blueprint.post("/sittings/<int:sitting_id>/questions/<int:position>/reports")
@signed_in
def create_question_report(sitting_id: int, position: int) -> ResponseReturnValue:
    """Take a report; with a mistake in it the form comes back."""
    who, at = viewer(), clock.now()
    sheet, row = _place(sitting_id, position)
    form = QuestionReportForm()
    if not form.validate():
        return _page(sheet, row, form), HTTPStatus.UNPROCESSABLE_ENTITY
    new, back = form.new(), _stands_at(sheet, row)

    def unit() -> Reply:
        actions.report_question(who, sitting_id, position, new, at=at)
        return Reply(location=back, notice="已报给教员，答复以后会告诉您。")

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        form.text.errors = [error.message]
        return _page(sheet, row, form), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.get("/question-reports/")
@signed_in
def question_reports() -> ResponseReturnValue:
    """Show what one reported, and what became of it."""
    who = viewer()
    untold = untold_questions(who.cadre_id)
    return render_template(
        "study/question_reports.html",
        crumbs=crumbs_to("我报过的错"),
        rows=[_row(one, is_untold=one.question_id in untold) for one in own_reports(who)],
    )


def _row(row: ReportRow, *, is_untold: bool) -> dict[str, object]:
    """Show a report; while its question is not to be told, neither is what a trainer said of it."""
    return {
        "category": row.category.label,
        "text": row.text,
        "made_at": row.made_at,
        "state": "finished" if row.answered_at else "in_progress",
        "state_text": row.state.label,
        "answer": "" if is_untold else row.answer,
        "is_untold": is_untold and bool(row.answer),
        "place": f"第 {row.position} 题",
        "url": url_for("study.sitting", sitting_id=row.sitting_id),
    }
