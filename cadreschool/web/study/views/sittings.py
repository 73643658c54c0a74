"""A sitting, whatever is sat: the paper, its answers, the result.

One form protocol for every mode, which `static/js/autosave.js` speaks too. For question n the form
has fields `qN` (repeated) and `qN-base`, the number of the answer it was shown; `do` is save,
submit, submit_anyway or take_seat (go on here, then save); `request_key` and `csrf_token` as
everywhere. To a script (Accept: application/json) the answer is a receipt: saved_at, saved
(positions), bases {position: number}, faults {position: words}, and where there is a time limit
left (seconds by the server's clock); once the paper is handed in, location: where its result is.
409 with a message: answers contradict newer ones (conflicts: positions), the sitting was handed in,
goes on in another sign-in (is_elsewhere), or its time is over (location). An empty save tells the
time.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel.keys import Reply
from cadreschool.learning import actions
from cadreschool.learning.exams.queries import released
from cadreschool.learning.models import Mode
from cadreschool.learning.queries import own_facts
from cadreschool.learning.rules import NO_FACTS, lesson_standing
from cadreschool.learning.sittings.actions import (
    SittingElsewhereError,
    save_answers,
    take_seat,
)
from cadreschool.learning.sittings.queries import SittingSheet, newest_marks, sheet_for
from cadreschool.learning.sittings.rules import Given
from cadreschool.learning.verdicts.queries import untold_questions
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import course_or_404, questions_of
from cadreschool.web.study import papers
from cadreschool.web.study.exams import release_text
from cadreschool.web.study.frames import check_place, frame_of
from cadreschool.web.study.histories import waiting_text, with_histories
from cadreschool.web.study.rows import course_link, lesson_link, standing_row
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.timing import deadline_now
from cadreschool.web.units import follow, write_once


@blueprint.get("/sittings/<int:sitting_id>/")
@signed_in
def sitting(sitting_id: int) -> ResponseReturnValue:
    """Show an open paper; a handed-in one leads to its result."""
    who, at = viewer(), deadline_now()
    sheet = sheet_for(who, sitting_id)
    if sheet.mode.is_piecewise:
        return redirect(url_for("study.exercise", sitting_id=sheet.id))
    if not sheet.is_open:
        return redirect(url_for("study.result", sitting_id=sheet.id))
    if sheet.is_over(at) or sheet.is_elsewhere(who):
        return _without_questions(sheet, is_over=sheet.is_over(at))
    return _paper(sheet, papers.Remarks(), at)


def _paper(
    sheet: SittingSheet, remarks: papers.Remarks, at: datetime, *, is_elsewhere: bool = False
) -> str:
    return render_template(
        "study/sitting.html",
        frame=frame_of(sheet),
        url_save=url_for("study.create_answers", sitting_id=sheet.id),
        shelf=papers.shelf_of(sheet),
        questions=papers.open_questions(questions_of(sheet), sheet, remarks),
        unanswered=remarks.unanswered,
        notice=remarks.notice,
        left=papers.time_left(sheet, at).get("left"),
        server_time=at,
        is_elsewhere=is_elsewhere,
    )


def _without_questions(sheet: SittingSheet, *, is_over: bool, message: str = "") -> str:
    """Show that the time is over, or that the paper goes on elsewhere, and the one way on."""
    return render_template(
        "study/sitting.html",
        frame=frame_of(sheet),
        url_save=url_for("study.create_answers", sitting_id=sheet.id),
        shelf=papers.shelf_of(sheet),
        result_url="" if sheet.is_open else url_for("study.result", sitting_id=sheet.id),
        state="over" if is_over else "elsewhere",
        message=message,
    )


@blueprint.post("/sittings/<int:sitting_id>/answers")
@signed_in
def create_answers(sitting_id: int) -> ResponseReturnValue:
    """Save every answer of the paper; 交卷 hands it in after saving.

    One form, whatever the button: what differs is appended, what contradicts a newer answer is
    left to the person (409), what cannot be read is said so (422). Nothing else is lost. After the
    time what is stored is handed in, and what came is kept aside (409).
    """
    who, at = viewer(), deadline_now()
    wish, form = request.form.get("do", "save"), request.form

    def unit() -> Reply:
        readings: list[papers.FormReading] = []

        def given(sheet: SittingSheet) -> tuple[Given, ...]:
            readings.append(papers.read_form(questions_of(sheet), sheet, form))
            return readings[-1].given

        if wish == "take_seat":
            take_seat(who, sitting_id, at=at)
        saved = save_answers(who, sitting_id, given, at=at)
        reply = None if saved.is_late else papers.reply(readings[-1], saved, wish)
        if reply is not None:
            return reply
        if saved.sheet.is_open:
            current = course_or_404(saved.sheet.course_id) if saved.sheet.course_id else None
            stands = None if saved.reconciled.append else saved.sheet
            actions.hand_in(who, sitting_id, questions_of, current=current, sheet=stands, at=at)
        result_url = url_for("study.result", sitting_id=sitting_id)
        return papers.late_reply(saved, result_url) if saved.is_late else papers.over(result_url)

    try:
        reply = write_once(who, unit)
    except SittingElsewhereError:
        if request.accept_mimetypes.best == "application/json":
            return papers.receipt(papers.elsewhere_reply())
        return _again(sitting_id, wish, is_elsewhere=True), HTTPStatus.CONFLICT
    if request.accept_mimetypes.best == "application/json":
        return papers.receipt(reply)
    if reply.location:
        return follow(reply)
    return _again(sitting_id, wish), reply.status


def _again(sitting_id: int, wish: str, *, is_elsewhere: bool = False) -> str:
    """Show the paper with what was typed and why it was not saved, or not handed in."""
    sheet = sheet_for(viewer(), sitting_id)
    if not sheet.is_open:
        return _without_questions(sheet, is_over=True, message=papers.LATE)
    questions = questions_of(sheet)
    reading = papers.read_form(questions, sheet, request.form)
    remarks = papers.remarks(questions, reading, sheet, wish)
    if is_elsewhere:
        remarks = papers.Remarks(typed=reading.typed, keeps_typed=True)
    return _paper(sheet, remarks, deadline_now(), is_elsewhere=is_elsewhere)


@blueprint.get("/sittings/<int:sitting_id>/result/")
@signed_in
def result(sitting_id: int) -> ResponseReturnValue:
    """Show what came of a sitting, with right answers and explanations: only after handing in."""
    sheet = sheet_for(viewer(), sitting_id)
    if sheet.is_open or sheet.mode.is_piecewise:
        return redirect(url_for("study.sitting", sitting_id=sheet.id))
    if sheet.mode is Mode.DIAGNOSTIC:
        return redirect(url_for("study.diagnostic_result", sitting_id=sheet.id))
    frame = frame_of(sheet)
    facts = frame.paper
    is_released = facts is None or facts.id in released([facts], at=deadline_now())
    questions, right_count = [], 0
    if is_released:
        asked = questions_of(sheet)
        marked = papers.marked_questions(asked, sheet, newest_marks(sheet.id))
        told = with_histories(marked, sheet, asked)
        right_count = sum(question["outcome"] == "right" for question in told)
        untold = untold_questions(sheet.cadre_id, told_paper=sheet.paper_id)
        questions = papers.kept_back(told, asked, untold)
    return render_template(
        "study/result.html",
        frame=frame,
        shelf=papers.shelf_of(sheet),
        url_save=url_for("study.create_answers", sitting_id=sheet.id),
        withheld="" if facts is None or is_released else release_text(facts),
        again_url=url_for("study.exam", paper_id=facts.id) if facts else "",
        sitting={
            "number": sheet.number,
            "score": sheet.score,
            "pending": sheet.pending,
            "waiting_text": waiting_text(sheet),
            "is_passed": sheet.is_passed,
            "pass_mark": sheet.pass_mark,
            "submitted_at": sheet.submitted_at,
            "right_count": right_count,
            "total": len(sheet.drawn),
            "ran_out": sheet.ran_out,
        },
        questions=questions,
        **_check_parts(sheet),
    )


def _check_parts(sheet: SittingSheet) -> dict[str, object]:
    """Return what the result of a check leads to; nothing for sittings of other modes."""
    place = check_place(sheet)
    if place is None:
        return {}
    course, lesson = place.course, place.lesson
    facts = own_facts(viewer(), [course.id]).get(course.id, NO_FACTS)
    following = course.neighbours(lesson)[1] if lesson in course.lessons else None
    check_url = url_for("study.check", course_id=course.id, lesson_id=sheet.lesson_id)
    return {
        "course": course_link(course),
        "lesson": lesson_link(course, lesson),
        "standing": standing_row(lesson_standing(lesson, facts)) if lesson else None,
        "next": lesson_link(course, following),
        "check_url": check_url if place.is_there else "",
    }
