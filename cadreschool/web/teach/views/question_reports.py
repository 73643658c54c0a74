"""Reports of faulty questions: the queue, all that was said of one, and the answer to everybody."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.practice.offers import newest_of
from cadreschool.learning.question_reports.actions import answer_reports
from cadreschool.learning.question_reports.models import ReportState
from cadreschool.learning.question_reports.queries import Group, group_for, waiting_groups
from cadreschool.questions.published import PublishedQuestion
from cadreschool.web import school
from cadreschool.web.guards import viewer
from cadreschool.web.teach.banking import with_key
from cadreschool.web.teach.views.blueprint import blueprint, teachers, trainer
from cadreschool.web.units import follow, write_once

_OUTCOMES = {"accepted": ReportState.ACCEPTED, "declined": ReportState.DECLINED}


@blueprint.get("/teach/question-reports/")
@teachers
def question_reports() -> ResponseReturnValue:
    """List the questions that somebody reported and nobody has answered, the oldest first."""
    groups = waiting_groups(viewer())
    return render_template(
        "teach/question_reports.html",
        rows=[
            {
                "id": one.question_id,
                "owner": one.owner_title,
                "number": len(one.reports),
                "categories": [
                    f"{name} {number}" if number > 1 else name
                    for name, number in Counter(r.category.label for r in one.reports).items()
                ],
                "since": one.reports[0].made_at,
                "url": url_for("teach.question_report", question_id=one.question_id),
            }
            for one in groups
        ],
    )


@blueprint.get("/teach/question-reports/<string:question_id>/")
@teachers
def question_report(question_id: str) -> ResponseReturnValue:
    """Show a question as it is today, and what was said of it."""
    return _page(group_for(viewer(), question_id))


def _page(group: Group, *, typed: str = "", error: str = "") -> str:
    waiting = [one for one in group.reports if one.state is ReportState.OPEN]
    present = _present(group)
    version_id = present.version_id if present else 0
    return render_template(
        "teach/question_report.html",
        group=group,
        question=with_key(present.question, present.shown) if present else None,
        waiting=[(one, one.version_id != version_id) for one in waiting],
        answered=[one for one in reversed(group.reports) if one.state is not ReportState.OPEN],
        up_to=waiting[-1].id if waiting else 0,
        edit_url=_edit_url(group),
        answer_url=url_for("teach.create_report_answer", question_id=group.question_id),
        typed=typed,
        error=error,
    )


def _present(group: Group) -> PublishedQuestion | None:
    """Return the question as it is asked today; one that is gone, as it was reported last."""
    ids = [group.question_id]
    newest = newest_of(ids, school.catalogue(), school.questions).get(group.question_id)
    if newest is not None:
        return newest.published
    last = group.reports[-1].version_id
    return school.questions({last}).get(last)


def _edit_url(group: Group) -> str:
    """Return where the question is changed."""
    if group.bank_id is not None:
        return url_for("teach.bank_question", bank_id=group.bank_id, question_id=group.question_id)
    return url_for("teach.course", course_id=group.course_id or "")


@blueprint.post("/teach/question-reports/<string:question_id>/answers")
@trainer
def create_report_answer(question_id: str) -> ResponseReturnValue:
    """Answer everybody who reported it, as far as the trainer had seen."""
    who, at = viewer(), clock.now()
    group = group_for(who, question_id)
    state, up_to = _OUTCOMES.get(request.form.get("outcome", "")), request.form.get("up_to", "")
    answer = request.form.get("answer", "").replace("\r\n", "\n").strip()
    if state is None or not (up_to.isascii() and up_to.isdigit()):
        page = _page(group, typed=answer, error="请选采纳还是不采纳。")
        return page, HTTPStatus.UNPROCESSABLE_ENTITY

    def unit() -> Reply:
        number = answer_reports(who, question_id, state, answer, up_to=int(up_to[:18]), at=at)
        location = url_for("teach.question_report", question_id=question_id)
        return Reply(location=location, notice=f"已答复 {number} 人。")

    try:
        return follow(write_once(who, unit))
    except InvalidError as error:
        page = _page(group, typed=answer, error=error.message)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
