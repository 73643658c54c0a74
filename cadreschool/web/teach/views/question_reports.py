"""Reports of faulty questions: the queue, all that was said of one, and the answer to everybody."""

from __future__ import annotations

from collections import Counter

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cadreschool.kernel import clock
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.keys import Reply
from cadreschool.learning.question_reports.actions import answer_reports
from cadreschool.learning.question_reports.models import ReportState
from cadreschool.learning.question_reports.queries import Group, group_for, waiting_groups
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
    """Show a question as it is today, as it was reported, and what was said of it."""
    group = group_for(viewer(), question_id)
    waiting = [one for one in group.reports if one.state is ReportState.OPEN]
    versions = school.questions({one.version_id for one in group.reports})
    newest = school.catalogue().questions_by_id.get(question_id)
    present = newest[2] if newest else versions.get(max(versions, default=0))
    return render_template(
        "teach/question_report.html",
        group=group,
        question=with_key(present.question, present.shown) if present else None,
        waiting=[
            (one, one.version_id != (present.version_id if present else 0)) for one in waiting
        ],
        answered=[one for one in reversed(group.reports) if one.state is not ReportState.OPEN],
        up_to=waiting[-1].id if waiting else 0,
        edit_url=_edit_url(group),
        answer_url=url_for("teach.create_report_answer", question_id=question_id),
    )


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
    group_for(who, question_id)
    state = _OUTCOMES.get(request.form.get("outcome", ""))
    up_to = request.form.get("up_to", "")
    if state is None or not (up_to.isascii() and up_to.isdigit()):
        raise InvalidError("请选采纳还是不采纳。", "返回上一页，选好再提交。")
    answer = request.form.get("answer", "").replace("\r\n", "\n").strip()

    def unit() -> Reply:
        number = answer_reports(who, question_id, state, answer, up_to=int(up_to[:18]), at=at)
        return Reply(
            location=url_for("teach.question_report", question_id=question_id),
            notice=f"已答复 {number} 人。",
        )

    return follow(write_once(who, unit))
