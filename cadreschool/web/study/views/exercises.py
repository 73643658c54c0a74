"""One exercise: question by question, each told when it was handed in, left and gone on with.

The form speaks the protocol of `sittings`, with the fields of one question: `do` is save (autosave
too) or answer, `position` says which question it is.
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.practice import actions
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import (
    SittingSheet,
    handed_positions,
    newest_marks,
    sheet_for,
)
from cadreschool.learning.sittings.rules import Given
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import questions_of
from cadreschool.web.study import papers
from cadreschool.web.study.practising import (
    DONE,
    address,
    crumbs_to,
    following,
    open_one,
    steps,
    told_one,
)
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once

_EMPTY = "还没有作答，这道题没有交。"
_UNTOLD = (
    "这道题也在您没有交卷、或者还没有公布答案的卷子里，现在不能看解析。答案已保存，请先做别的题。"
)


def _own(sitting_id: int) -> SittingSheet:
    """Return the viewer's own exercise; sittings of other modes are none."""
    sheet = sheet_for(viewer(), sitting_id)
    if not sheet.mode.is_piecewise:
        raise NotFoundError
    return sheet


def _asked(sheet: SittingSheet, text: str) -> int | None:
    """Return the question that somebody wants, if there is one of this number."""
    wanted = int(text[:4]) if text.isascii() and text.isdigit() else 0
    return wanted if any(row.position == wanted for row in sheet.drawn) else None


@blueprint.get("/practice/exercises/<int:sitting_id>/")
@signed_in
def exercise(sitting_id: int) -> ResponseReturnValue:
    """Show one question: the next to be answered, or the one asked for, told if handed in."""
    sheet = _own(sitting_id)
    if not sheet.is_open:
        return redirect(url_for("study.exercise_result", sitting_id=sheet.id))
    handed = handed_positions(sheet.id)
    position = _asked(sheet, request.args.get("q", "")) or following(sheet, handed, 0)
    return _page(sheet, handed, position or 1, papers.Remarks())


def _page(sheet: SittingSheet, handed: set[int], position: int, remarks: papers.Remarks) -> str:
    questions = questions_of(sheet)
    is_told = position in handed
    after = following(sheet, handed | {position}, position)
    marks = newest_marks(sheet.id) if is_told else {}
    return render_template(
        "study/exercise.html",
        crumbs=crumbs_to(sheet.mode.label),
        name=sheet.mode.label,
        is_told=is_told,
        question=told_one(questions, sheet, position, marks)
        if is_told
        else open_one(questions, sheet, position, remarks),
        notice=remarks.notice,
        steps=steps(sheet, handed, position),
        handed=len(handed),
        next_url=address(sheet.id, after) if after else "",
        url_save=url_for("study.create_exercise_answer", sitting_id=sheet.id),
        shelf=f"{papers.shelf_of(sheet)}-{position}",
        url_end=url_for("study.create_exercise_end", sitting_id=sheet.id),
    )


@blueprint.post("/practice/exercises/<int:sitting_id>/answers")
@signed_in
def create_exercise_answer(sitting_id: int) -> ResponseReturnValue:
    """Save one question's answer; 交这一题 hands it in, and leads to what is to be told of it."""
    who, at, form = viewer(), clock.now(), request.form
    is_handing = form.get("do") == "answer"
    position = _asked(_own(sitting_id), form.get("position", ""))
    if position is None:
        raise NotFoundError

    def unit() -> Reply:
        readings: list[papers.FormReading] = []

        def given(sheet: SittingSheet) -> tuple[Given, ...]:
            reading = papers.read_form(questions_of(sheet), sheet, form)
            readings.append(reading)
            return tuple(one for one in reading.given if one.position == position)

        if not is_handing:
            saved = save_answers(who, sitting_id, given, at=at)
            reply = papers.reply(readings[-1], saved, "save")
            return _staying(reply, address(sitting_id, position))
        handed = actions.hand_in_question(who, sitting_id, position, given, questions_of, at=at)
        return _reply(handed, sitting_id, position)

    reply = write_once(who, unit)
    if request.accept_mimetypes.best == "application/json":
        return papers.receipt(reply)
    return follow(reply) if reply.location else _again(sitting_id, position, reply)


def _staying(reply: Reply | None, location: str) -> Reply:
    """Lead back to the question that was saved; a reply that leads nowhere stays as it is."""
    if reply is None or not reply.location:
        return reply or Reply(location=location)
    return Reply(reply.status, location, reply.notice, reply.body)


def _reply(handed: actions.Handed, sitting_id: int, position: int) -> Reply:
    if handed.is_last:
        result = url_for("study.exercise_result", sitting_id=sitting_id)
        return Reply(location=f"{result}#question-{position}")
    if handed.is_done:
        return Reply(location=address(sitting_id, position))
    if handed.wait_until is not None:
        seconds = max(int((handed.wait_until - handed.save.saved_at).total_seconds()), 1)
        return Reply(HTTPStatus.TOO_MANY_REQUESTS, body=str(seconds))
    if handed.is_untold or handed.save.reconciled.conflicts:
        return Reply(HTTPStatus.CONFLICT, body="untold" if handed.is_untold else "")
    return Reply(HTTPStatus.UNPROCESSABLE_ENTITY)


def _again(sitting_id: int, position: int, reply: Reply) -> ResponseReturnValue:
    """Show the question with what was typed, and why it was not handed in."""
    sheet = _own(sitting_id)
    questions = questions_of(sheet)
    reading = papers.read_form(questions, sheet, request.form)
    remarks = papers.remarks(questions, reading, sheet, "save")
    notice = remarks.notice
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        notice = f"一分钟里答错的题多了一些，请先看看解析，{reply.body} 秒以后再交。答案已保存。"
    elif reply.status == HTTPStatus.UNPROCESSABLE_ENTITY and not reading.faults:
        notice = _EMPTY
    elif reply.body == "untold":
        notice = _UNTOLD
    remarks = papers.Remarks(reading.faults, reading.typed, remarks.conflicts, notice=notice)
    page = _page(sheet, handed_positions(sheet.id), position, remarks)
    response = make_response(page, reply.status)
    if reply.status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = reply.body
    return response


@blueprint.post("/practice/exercises/<int:sitting_id>/end")
@signed_in
def create_exercise_end(sitting_id: int) -> ResponseReturnValue:
    """End an exercise before its last question."""
    who, at = viewer(), clock.now()
    _own(sitting_id)

    def unit() -> Reply:
        actions.end_exercise(who, sitting_id, questions_of, at=at)
        return Reply(location=url_for("study.exercise_result", sitting_id=sitting_id))

    return follow(write_once(who, unit))


@blueprint.get("/practice/exercises/<int:sitting_id>/result/")
@signed_in
def exercise_result(sitting_id: int) -> ResponseReturnValue:
    """Show what was answered, with right answers and explanations; nothing else of the exercise."""
    sheet = _own(sitting_id)
    if sheet.is_open:
        return redirect(address(sheet.id))
    handed = handed_positions(sheet.id)
    done = replace(sheet, drawn=tuple(row for row in sheet.drawn if row.position in handed))
    shown = papers.marked_questions(questions_of(sheet), done, newest_marks(sheet.id))
    text, endpoint = DONE[sheet.mode]
    return render_template(
        "study/exercise_result.html",
        crumbs=crumbs_to(f"{sheet.mode.label}结果"),
        name=sheet.mode.label,
        questions=shown,
        right=sum(one["outcome"] == "right" for one in shown),
        wrong=sum(one["outcome"] in {"wrong", "partly"} for one in shown),
        total=len(sheet.drawn),
        ended_on=day_of(sheet.submitted_at) if sheet.submitted_at else None,
        on=(text, url_for(endpoint)),
    )
