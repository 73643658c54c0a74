"""The check of a lesson: the way in, the paper, its answers, the result."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedLesson
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.learning import actions
from cadreschool.learning.queries import (
    SittingSheet,
    newest_marks,
    own_facts,
    own_sittings,
    sheet_for,
)
from cadreschool.learning.reasons import NOTHING_TO_ASK, wait_text
from cadreschool.learning.rules import NO_FACTS, Given, askable, lesson_standing, waits_until
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import course_or_404, edition, lesson_or_404
from cadreschool.web.study import papers
from cadreschool.web.study.rows import course_link, lesson_link, standing_row
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.units import follow, write_once


@blueprint.get("/courses/<string:course_id>/lessons/<string:lesson_id>/check/")
@signed_in
def check(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Show how the check goes, what came of earlier ones, and the button to begin."""
    course, found = lesson_or_404(course_id, lesson_id)
    sittings = own_sittings(viewer(), course.id, found.id)
    present = next((sitting for sitting in sittings if sitting.submitted_at is None), None)
    wait = waits_until(sittings, at=clock.now())
    questions = askable(found, clock.today())
    return render_template(
        "study/check.html",
        course=course_link(course),
        lesson=lesson_link(course, found),
        draw=min(course.draw, len(questions)),
        bank_size=len(questions),
        pass_mark=course.pass_mark,
        open_sitting_url=url_for("study.sitting", sitting_id=present.id) if present else None,
        may_start=present is None and wait is None and bool(questions),
        wait_reason=_why_not(found, wait),
        start_url=url_for("study.create_sitting", course_id=course.id, lesson_id=found.id),
        history=[
            {
                "number": sitting.number,
                "submitted_at": sitting.submitted_at,
                "score": sitting.score,
                "is_passed": sitting.is_passed,
                "url": url_for("study.result", sitting_id=sitting.id),
            }
            for sitting in reversed(sittings)
            if sitting.submitted_at is not None
        ],
    )


def _why_not(found: PublishedLesson, wait: datetime | None) -> str:
    """Say why no check may be drawn, shown where none may."""
    if wait is not None:
        return wait_text(wait)
    return NOTHING_TO_ASK if found.questions else "这一课没有检测题，读完记下即可。"


@blueprint.post("/courses/<string:course_id>/lessons/<string:lesson_id>/sittings")
@signed_in
def create_sitting(course_id: str, lesson_id: str) -> ResponseReturnValue:
    """Draw a check, or go on with the open one."""
    who, at, seed = viewer(), clock.now(), secrets.randbits(48)
    course, found = lesson_or_404(course_id, lesson_id)

    def unit() -> Reply:
        sitting_id = actions.start_sitting(who, course, found, seed=seed, at=at)
        return Reply(location=url_for("study.sitting", sitting_id=sitting_id))

    return follow(write_once(who, unit))


@blueprint.get("/sittings/<int:sitting_id>/")
@signed_in
def sitting(sitting_id: int) -> ResponseReturnValue:
    """Show an open paper; a handed-in one leads to its result."""
    sheet = sheet_for(viewer(), sitting_id)
    if not sheet.is_open:
        return redirect(url_for("study.result", sitting_id=sheet.id))
    return _paper(sheet, papers.Remarks())


def _paper(sheet: SittingSheet, remarks: papers.Remarks) -> str:
    course = edition(sheet.edition_id)
    lesson = course.lesson(sheet.lesson_id)
    return render_template(
        "study/sitting.html",
        sitting={
            "id": sheet.id,
            "number": sheet.number,
            "url_save": url_for("study.create_answers", sitting_id=sheet.id),
            "started_at": sheet.started_at,
        },
        course=course_link(course),
        lesson=lesson_link(course, lesson),
        questions=papers.open_questions(course, sheet, remarks),
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
            readings.append(papers.read_form(edition(sheet.edition_id), sheet, form))
            return readings[-1].given

        saved = actions.save_answers(who, sitting_id, given, at=at)
        reply = papers.reply(readings[-1], saved, wish)
        if reply is not None:
            return reply
        drawn_from, current = edition(saved.sheet.edition_id), course_or_404(saved.sheet.course_id)
        actions.submit_sitting(who, sitting_id, drawn_from, current=current, at=at)
        return Reply(location=url_for("study.result", sitting_id=sitting_id))

    reply = write_once(who, unit)
    if request.accept_mimetypes.best == "application/json":
        return papers.receipt(reply)
    if reply.location:
        return follow(reply)
    sheet = sheet_for(who, sitting_id)
    course = edition(sheet.edition_id)
    reading = papers.read_form(course, sheet, form)
    return _paper(sheet, papers.remarks(course, reading, sheet, wish)), reply.status


@blueprint.get("/sittings/<int:sitting_id>/result/")
@signed_in
def result(sitting_id: int) -> ResponseReturnValue:
    """Show what came of a check, with right answers and explanations: only after handing in."""
    who = viewer()
    sheet = sheet_for(who, sitting_id)
    if sheet.is_open:
        return redirect(url_for("study.sitting", sitting_id=sheet.id))
    drawn_from = edition(sheet.edition_id)
    course = course_or_404(sheet.course_id)
    lesson = course.lesson(sheet.lesson_id) or drawn_from.lesson(sheet.lesson_id)
    facts = own_facts(who, [sheet.course_id]).get(sheet.course_id, NO_FACTS)
    questions = papers.marked_questions(drawn_from, sheet, newest_marks(sheet.id))
    following = course.neighbours(lesson)[1] if lesson in course.lessons else None
    return render_template(
        "study/result.html",
        sitting={
            "number": sheet.number,
            "score": sheet.score,
            "is_passed": (sheet.score or 0) >= sheet.pass_mark,
            "pass_mark": sheet.pass_mark,
            "submitted_at": sheet.submitted_at,
            "right_count": sum(question["is_right"] is True for question in questions),
            "total": len(questions),
        },
        course=course_link(course),
        lesson=lesson_link(course, lesson),
        questions=questions,
        standing=standing_row(lesson_standing(lesson, facts)) if lesson else None,
        next=lesson_link(course, following),
        check_url=url_for("study.check", course_id=course.id, lesson_id=sheet.lesson_id)
        if course.lesson(sheet.lesson_id)
        else "",
    )
