"""Proposing the correction of a question: what is offered, asked for and refused."""

from __future__ import annotations

from tests.school.marking import fill_bank
from tests.web.seeing import text
from tests.web.teach.correcting import asked_of_all, correct, propose


def test_the_form_offers_the_versions_with_what_they_call_right(app, browse, trainer):
    question = asked_of_all(app, browse)
    correct(app, question)

    page = trainer.get("teach.new_regrade", question_id=question)

    assert [text(one) for one in page.select("select[name=new_version] option")] == [
        "不按版本",
        "第2版：错一",
        "第1版：对",
    ]
    assert text(page.select_one("aside .prose")) == f"{question}的题干？"


def test_a_proposal_is_previewed_and_changes_nothing(app, browse, trainer):
    question = asked_of_all(app, browse)

    page = trainer.open(propose(app, trainer, question))

    assert "已预览，还没有改任何成绩。" in text(page)
    assert "成绩变低1" in text(page)


def test_a_reason_is_asked_for_and_what_was_chosen_is_kept(app, browse, trainer):
    question = asked_of_all(app, browse)
    correct(app, question)
    answer = trainer.post("teach.create_regrade", into={"question_id": question}, kind="full")

    assert answer.status_code == 422
    assert "请写明理由" in answer.text
    assert 'value="full" checked' in answer.text or 'checked id="kind-1"' in answer.text


def test_without_a_version_there_is_no_new_key(app, browse, trainer):
    question = asked_of_all(app, browse)
    fields = {"kind": "key", "new_version": "", "reason": "答案标错了"}
    answer = trainer.post("teach.create_regrade", into={"question_id": question}, **fields)

    assert answer.status_code == 422
    assert "请选按哪个版本的答案重新评分。" in answer.text


def test_what_nobody_was_asked_cannot_be_regraded(trainer):
    fields = {"kind": "full", "new_version": "", "reason": "答案标错了"}
    into = {"question_id": "listening-1-q00"}
    answer = trainer.post("teach.create_regrade", into=into, **fields)

    assert answer.status_code == 422
    assert "还没有人答过" in answer.text
    assert "还没有人答过" in text(trainer.get("teach.new_regrade", question_id="listening-1-q00"))


def test_of_a_case_one_question_is_corrected_at_a_time(app, trainer):
    with app.app_context():
        fill_bank()

    page = trainer.get("teach.new_regrade", question_id="mark-case", part=2)

    assert [text(one) for one in page.select("nav.tabs a")] == ["第1小题", "第2小题"]
    assert page.select_one("input[name=part]")["value"] == "2"


def test_a_question_of_others_is_not_found(app, browse, teachers):
    town = browse.enter("bailu")
    into = {"question_id": "speaking-1-q00"}

    assert town.client.get(town.address("teach.new_regrade", **into)).status_code == 404
    answer = town.post("teach.create_regrade", into=into, kind="full", reason="错")
    assert answer.status_code == 404
