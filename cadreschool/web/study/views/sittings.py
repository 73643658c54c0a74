"""A sitting, whatever is sat: the paper, its answers, the result.

One form protocol for every mode, which `static/js/autosave.js` speaks too. For question n the form
has fields `qN` (repeated) and `qN-base`, the number of the answer it was shown; `do` is save,
submit, submit_anyway or take_seat; `request_key` and `csrf_token` as everywhere. To a script
(Accept: application/json) the answer is a receipt: saved_at, saved, bases, faults, and a message
where something is in the way (409).
"""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.learning import actions
from cadreschool.learning.queries import own_facts
from cadreschool.learning.rules import NO_FACTS, lesson_standing
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import SittingSheet, newest_marks, sheet_for
from cadreschool.learning.sittings.rules import Given
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import course_or_404, questions_of
from cadreschool.web.study import papers
from cadreschool.web.study.frames import check_place, frame_of
from cadreschool.web.study.rows import course_link, lesson_link, standing_row
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once


@blueprint.get("/sittings/<int:sitting_id>/")
@signed_in
def sitting(sitting_id: int) -> ResponseReturnValue:
    """Show an open paper; a handed-in one leads to its result."""
    sheet = sheet_for(viewer(), sitting_id)
    if not sheet.is_open:
        return redirect(url_for("study.result", sitting_id=sheet.id))
    return _paper(sheet, papers.Remarks())


def _paper(sheet: SittingSheet, remarks: papers.Remarks) -> str:
    return render_template(
        "study/sitting.html",
        frame=frame_of(sheet),
        url_save=url_for("study.create_answers", sitting_id=sheet.id),
        questions=papers.open_questions(questions_of(sheet), sheet, remarks),
        unanswered=remarks.unanswered,
        notice=remarks.notice,
    )


@blueprint.post("/sittings/<int:sitting_id>/answers")
@signed_in
def create_answers(sitting_id: int) -> ResponseReturnValue:
    """Save every answer of the paper; 交卷 hands it in after saving.

    One form, whatever the button: what differs is appended, what contradicts a newer answer is
    left to the person (409), what cannot be read is said so (422). Nothing else is lost.
    """
    who, at = viewer(), clock.now()
    wish, form = request.form.get("do", "save"), request.form

    def unit() -> Reply:
        readings: list[papers.FormReading] = []

        def given(sheet: SittingSheet) -> tuple[Given, ...]:
            readings.append(papers.read_form(questions_of(sheet), sheet, form))
            return readings[-1].given

        saved = save_answers(who, sitting_id, given, at=at)
        reply = papers.reply(readings[-1], saved, wish)
        if reply is not None:
            return reply
        course_id = saved.sheet.course_id
        current = course_or_404(course_id) if course_id is not None else None
        actions.hand_in(who, sitting_id, questions_of, current=current, at=at)
        return Reply(location=url_for("study.result", sitting_id=sitting_id))

    reply = write_once(who, unit)
    if request.accept_mimetypes.best == "application/json":
        return papers.receipt(reply)
    if reply.location:
        return follow(reply)
    sheet = sheet_for(who, sitting_id)
    questions = questions_of(sheet)
    reading = papers.read_form(questions, sheet, form)
    return _paper(sheet, papers.remarks(questions, reading, sheet, wish)), reply.status


@blueprint.get("/sittings/<int:sitting_id>/result/")
@signed_in
def result(sitting_id: int) -> ResponseReturnValue:
    """Show what came of a sitting, with right answers and explanations: only after handing in."""
    sheet = sheet_for(viewer(), sitting_id)
    if sheet.is_open:
        return redirect(url_for("study.sitting", sitting_id=sheet.id))
    questions = papers.marked_questions(questions_of(sheet), sheet, newest_marks(sheet.id))
    return render_template(
        "study/result.html",
        frame=frame_of(sheet),
        sitting={
            "number": sheet.number,
            "score": sheet.score,
            "pending": sheet.pending,
            "is_passed": sheet.is_passed,
            "pass_mark": sheet.pass_mark,
            "submitted_at": sheet.submitted_at,
            "right_count": sum(question["outcome"] == "right" for question in questions),
            "total": len(questions),
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
