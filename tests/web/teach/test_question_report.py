"""One reported question: what was said, the question today, and one answer for everybody."""

from __future__ import annotations

import pytest

from tests.web.seeing import links, text
from tests.web.teach.reporting import report

ONE = {"question_id": "speaking-1-q00"}


@pytest.fixture
def reported(browse):
    """Let 李梅 and 陈晓 report the same question."""
    report(browse.another().enter("li_mei"), "speaking-1-q00", said="应当是二十五人")
    report(browse.another().enter("chen_xiao"), "speaking-1-q00", category="law")


def _answer(trainer, outcome, answer="", *, up_to=999_999):
    return trainer.post(
        "teach.create_report_answer", into=ONE, outcome=outcome, answer=answer, up_to=up_to
    )


def test_it_shows_what_was_said_and_the_question_and_not_who_said_it(reported, trainer):
    page = trainer.get("teach.question_report", **ONE)

    assert "应当是二十五人" in text(page)
    assert "KEY-speaking-1-q00" in text(page)
    assert "李梅" not in text(page)
    assert "/teach/courses/speaking/" in links(page)


def test_accepted_it_is_told_to_everybody_who_reported_it(browse, reported, trainer):
    page = trainer.follow(_answer(trainer, "accepted", "已经改了"))

    assert "已答复2人" in text(page)
    for name in ("li_mei", "chen_xiao"):
        visitor = browse.another().enter(name)
        assert "您报的错已采纳" in text(visitor.get("study.home"))
        assert "已经改了" in text(visitor.get("study.question_reports"))


def test_without_a_reason_it_is_not_declined_and_nothing_written_is_lost(reported, trainer):
    refused = _answer(trainer, "declined")
    assert refused.status_code == 422
    assert "请写明理由" in refused.text

    without_choice = _answer(trainer, "perhaps", "写了一半")
    assert without_choice.status_code == 422
    assert "写了一半" in without_choice.text


def test_answered_twice_is_too_late(reported, trainer):
    assert _answer(trainer, "accepted").status_code == 303
    assert _answer(trainer, "accepted").status_code == 409


def test_what_nobody_reported_is_not_found(reported, trainer):
    trainer.get("teach.question_report", question_id="speaking-1-q01", status=404)


def test_a_learner_has_no_part_in_it(browse, reported):
    browse.enter("wang_qiang")

    browse.get("teach.question_report", status=403, **ONE)
    assert _answer(browse, "accepted").status_code == 403
