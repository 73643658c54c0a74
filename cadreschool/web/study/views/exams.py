"""Papers for those who sit them: the list, the page before the start, and the start."""

from __future__ import annotations

import math
import secrets

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel.keys import Reply
from cadreschool.learning.exams.actions import start_exam
from cadreschool.learning.exams.queries import own_paper, own_papers
from cadreschool.web import school
from cadreschool.web.admission import exam_door
from cadreschool.web.guards import signed_in, viewer
from cadreschool.web.study.exams import exam_facts, exam_row, result_text
from cadreschool.web.study.views.blueprint import blueprint
from cadreschool.web.timing import deadline_now
from cadreschool.web.units import follow, write_once


@blueprint.get("/exams/")
@signed_in
def exams() -> ResponseReturnValue:
    """List the papers open to the viewer, and those they sat."""
    rows = [exam_row(one) for one in own_papers(viewer(), at=deadline_now())]
    return render_template(
        "study/exams.html",
        open=[row for row in rows if row.is_open],
        others=[row for row in rows if not row.is_open],
    )


@blueprint.get("/exams/<int:paper_id>/")
@signed_in
def exam(paper_id: int) -> ResponseReturnValue:
    """Say how a paper is sat, and offer to begin or why not."""
    own = own_paper(viewer(), paper_id, at=deadline_now())
    present = own.open_sitting
    return render_template(
        "study/exam.html",
        title=own.facts.title,
        facts=exam_facts(own),
        is_timed=own.facts.minutes is not None or own.closes_at is not None,
        has_seat=own.facts.mode.counts,
        may_start=present is None and own.decision.may,
        why=own.decision.why,
        open_sitting_url=url_for("study.sitting", sitting_id=present.id) if present else "",
        start_url=url_for("study.create_exam_sitting", paper_id=paper_id),
        history=[
            {
                "number": one.number,
                "submitted_at": one.submitted_at,
                "words": result_text(one),
                "is_passed": one.is_passed,
                "waits": one.waits,
                "url": url_for("study.result", sitting_id=one.id),
            }
            for one in reversed(own.results)
            if not one.is_open
        ],
    )


@blueprint.post("/exams/<int:paper_id>/sittings")
@signed_in
def create_exam_sitting(paper_id: int) -> ResponseReturnValue:
    """Begin a paper, or go on with it; when too many begin at once, say when to knock again."""
    with exam_door().entered(is_alone=not request.is_multithread) as wait:
        if wait:
            return _busy(paper_id, wait)
        who, at, seed = viewer(), deadline_now(), secrets.randbits(48)

        def unit() -> Reply:
            sitting_id = start_exam(who, paper_id, school.questions, seed=seed, at=at)
            return Reply(location=url_for("study.sitting", sitting_id=sitting_id))

        return follow(write_once(who, unit))


def _busy(paper_id: int, wait: float) -> Response:
    """Answer calmly and cheaply: the same form again, which a script sends after the wait."""
    html = render_template(
        "study/_busy.html",
        seconds=math.ceil(wait),
        start_url=url_for("study.create_exam_sitting", paper_id=paper_id),
        exam_url=url_for("study.exam", paper_id=paper_id),
        request_key=request.form.get("request_key", ""),
        token=request.form.get("csrf_token", ""),
    )
    response = Response(html, status=503, mimetype="text/html")
    response.headers["Retry-After"] = str(math.ceil(wait))
    response.headers["Cache-Control"] = "no-store"
    return response
