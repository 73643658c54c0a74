"""The check of a lesson: the way in, the paper, its answers, the result."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from cadreschool.courses.catalogue import PublishedLesson
from cadreschool.kernel import clock
from cadreschool.kernel.keys import Reply
from cadreschool.learning import actions
from cadreschool.learning.queries import own_sittings
from cadreschool.learning.reasons import NOTHING_TO_ASK, UNDER_REVIEW, wait_text
from cadreschool.learning.rules import askable, waits_until
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.school import catalogue, lesson_or_404
from cadreschool.web.study.rows import course_link, lesson_link
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
    today = clock.today()
    questions = askable(found, today, catalogue().questions_under_review(today))
    return render_template(
        "study/check.html",
        course=course_link(course),
        lesson=lesson_link(course, found),
        draw=min(course.draw, len(questions)),
        bank_size=len(questions),
        pass_mark=course.pass_mark,
        open_sitting_url=url_for("study.sitting", sitting_id=present.id) if present else None,
        may_start=present is None and wait is None and bool(questions),
        wait_reason=_why_not(found, wait, is_empty=not questions),
        start_url=url_for("study.create_sitting", course_id=course.id, lesson_id=found.id),
        history=[
            {
                "number": sitting.number,
                "submitted_at": sitting.submitted_at,
                "score": sitting.score,
                "is_passed": sitting.is_passed,
                "is_settled": sitting.is_settled,
                "url": url_for("study.result", sitting_id=sitting.id),
            }
            for sitting in reversed(sittings)
            if sitting.submitted_at is not None
        ],
    )


def _why_not(found: PublishedLesson, wait: datetime | None, *, is_empty: bool) -> str:
    """Say why no check may be drawn, shown where none may."""
    if wait is not None:
        return wait_text(wait)
    if is_empty and askable(found, clock.today()):
        return UNDER_REVIEW
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
