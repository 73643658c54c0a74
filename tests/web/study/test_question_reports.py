"""What one reported, and what became of it."""

from __future__ import annotations

from cadreschool.kernel.db import db, write
from cadreschool.learning.question_reports.models import QuestionReport
from tests.school.cast import MONDAY
from tests.web.seeing import FIRST, begin, take, text


def _answer(app, answer):
    def unit():
        for one in db.session.scalars(db.select(QuestionReport)):
            one.state, one.answer, one.answered_at = "declined", answer, MONDAY

    with app.app_context():
        write(unit)
        db.session.remove()


def _report(browse, sitting_id):
    into = {"sitting_id": sitting_id, "position": 1}
    answered = browse.post("study.create_question_report", into=into, category="key", text="不对")
    assert answered.status_code == 303


def test_who_reported_nothing_is_told_how(browse):
    assert "没有报过错" in text(browse.enter("li_mei").get("study.question_reports"))


def test_a_report_waits_and_then_has_an_answer(app, browse):
    _report(browse.enter("li_mei"), int(take(browse).split("/")[2]))
    assert "等待处理" in text(browse.get("study.question_reports"))

    _answer(app, "第二十二条就是这样写的")

    page = text(browse.get("study.question_reports"))
    assert "未采纳" in page
    assert "第二十二条就是这样写的" in page
    assert "不对" not in text(browse.another().enter("chen_xiao").get("study.question_reports"))


def test_while_the_question_is_not_to_be_told_neither_is_the_answer(app, browse):
    paper = begin(browse.enter("li_mei"), **FIRST)
    _report(browse, int(paper.split("/")[2]))
    _answer(app, "正确答案是三十日")

    page = text(browse.get("study.question_reports"))

    assert "三十日" not in page
    assert "答复等公布以后再看" in page
