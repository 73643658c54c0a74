"""Writes of reports: made where the question stands, answered all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, ForbiddenError, NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.question_reports.models import Category, QuestionReport, ReportState
from cadreschool.learning.question_reports.queries import (
    group_for,
    number_open,
    open_report,
    owner_of,
)
from cadreschool.learning.question_reports.rules import require_few, require_reason, require_words
from cadreschool.learning.sittings.queries import sheet_for
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage
from cadreschool.questions.models import QuestionVersion

WAITS = "您已经报过这道题，正在等待处理。"
_PAGE = "/question-reports/"


@dataclass(frozen=True, slots=True)
class NewReport:
    """What somebody finds wrong."""

    category: Category
    text: str


def report_question(
    viewer: Viewer, sitting_id: int, position: int, new: NewReport, *, at: datetime
) -> int:
    """Report a question of one's own sitting, under way or over; return the report's id.

    A case is reported as a whole. One at a time: who reported it already hears of that one first.
    """
    sheet = sheet_for(viewer, sitting_id)
    row = next((one for one in sheet.drawn if one.position == position), None)
    if row is None:
        raise NotFoundError
    require_words(new.text, category=new.category)
    if open_report(viewer, row.question_version_id) is not None:
        raise ConflictError(WAITS, "答复以后会告诉您；还要补充，请等这一条答复以后再报。")
    require_few(number_open(viewer))
    question_id = db.session.scalars(
        select(QuestionVersion.question_id).where(QuestionVersion.id == row.question_version_id)
    ).one()
    course_id, bank_id = owner_of(question_id, row.question_version_id)
    report = QuestionReport(
        cadre_id=viewer.cadre_id,
        question_id=question_id,
        question_version_id=row.question_version_id,
        course_id=course_id,
        bank_id=bank_id,
        sitting_id=sitting_id,
        position=position,
        category=new.category,
        text=new.text,
        made_at=at,
        state=ReportState.OPEN,
        answer="",
    )
    db.session.add(report)
    db.session.flush()
    record("question.report", "question", question_id, by=viewer.cadre_id, at=at)
    return report.id


def answer_reports(
    viewer: Viewer,
    question_id: str,
    state: ReportState,
    answer: str,
    *,
    up_to: int,
    at: datetime,
) -> int:
    """Answer all open reports of a question that the viewer has seen (`up_to` an id).

    Everybody who reported it is told; returns how many. Later ones wait for an answer of their own.
    """
    group = group_for(viewer, question_id)
    if not group.may_answer:
        raise ForbiddenError("报错由教员答复。", "请联系这门课或这个题库的教员。")
    is_accepted = state is ReportState.ACCEPTED
    require_reason(answer, is_accepted=is_accepted)
    reports = db.session.scalars(
        select(QuestionReport)
        .where(
            QuestionReport.question_id == question_id,
            QuestionReport.state == ReportState.OPEN,
            QuestionReport.id <= up_to,
        )
        .order_by(QuestionReport.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if not reports:
        raise ConflictError("这道题的报错刚才已经有人答复了。", "请回到列表再看，没有改动。")
    for one in reports:
        one.state, one.answer = state, answer
        one.answered_by, one.answered_at = viewer.cadre_id, at
        tell([one.cadre_id], _message(one.id, is_accepted=is_accepted), at=at)
    db.session.flush()
    record(
        "question.report_answer",
        "question",
        question_id,
        by=viewer.cadre_id,
        at=at,
        count=len(reports),
        what=state.label,
    )
    return len(reports)


def _message(report_id: int, *, is_accepted: bool) -> NewMessage:
    """Tell the outcome. The trainer's words are not in it: they may tell an answer too early."""
    if is_accepted:
        title, text = "您报的错已采纳", "谢谢您指出，教员会改正这道题。"
    else:
        title, text = "您报的错有答复了", "教员看过了，这次没有采纳，理由写在答复里。"
    return NewMessage(f"question_report:{report_id}", title, text, _PAGE)
