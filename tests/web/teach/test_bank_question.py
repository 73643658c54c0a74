"""One question of a bank: its key, its way, its versions; who may do what with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from cadreschool.questions.papers.design import Design, Item
from cadreschool.questions.papers.models import PaperItem
from tests.school.content import a_question
from tests.school.papers import a_paper
from tests.web.seeing import text
from tests.web.teach.banking import FIRST, RIGHT, WRONG, entries, make_bank, take, write_question
from tests.web.teach.writing import BAI_LU, HE_JING, LIN_YUE, XU_CHENG


@pytest.fixture
def bank(bank_of_lin_yue):
    return bank_of_lin_yue


def save(browse, text_, base):
    return browse.post("teach.update_bank_text", into=FIRST, text=text_, base=str(base))


def test_a_question_is_shown_with_its_key_and_what_surrounds_it(bank):
    page = bank.get("teach.bank_question", **FIRST)

    told = text(page)
    assert "对正确" in told
    assert "KEY-exam-1" in told
    assert "《测试法》第二条" in told
    assert "能说" in told
    assert "林越新建第1版" in told


def test_from_a_draft_to_use_by_another_person(app, bank):
    take(bank, "submit", words="请看")
    assert "等待审核" in text(bank.get("teach.bank_question", **FIRST))
    bank.enter(XU_CHENG)
    take(bank, "accept")

    row = entries(app)["exam-1"]
    assert (row.state, row.author, row.reviewer) == ("ready", "林越", "许诚")
    told = text(bank.get("teach.bank_question", **FIRST))
    assert "许诚审核通过第1版" in told
    with app.app_context():
        actions = list(db.session.scalars(select(AuditRow.action).order_by(AuditRow.id)))
    assert [one for one in actions if one.startswith("question.")] == [
        "question.create",
        "question.submit",
        "question.accept",
    ]


def test_a_return_needs_a_reason_which_the_author_reads(app, bank):
    take(bank, "submit")
    bank.enter(XU_CHENG)

    assert take(bank, "return").status_code == 422
    assert take(bank, "return", words="缺少依据").status_code == 303

    bank.enter(LIN_YUE)
    assert "许诚退回了这道题：缺少依据" in text(bank.get("teach.bank_question", **FIRST))
    assert entries(app)["exam-1"].state == "draft"


def test_where_another_person_must_review_nobody_accepts_their_own(
    app, browse, teachers, require_review
):
    require_review()
    browse.enter(HE_JING)
    make_bank(browse)
    write_question(browse)
    take(browse, "submit")

    page = browse.get("teach.bank_question", **FIRST)
    refused = take(browse, "accept")

    assert "须由另一位审核人审核" in text(page)
    assert refused.status_code == 403
    assert entries(app)["exam-1"].state == "review"
    browse.enter(XU_CHENG)
    assert take(browse, "accept").status_code == 303


def test_where_nobody_asks_for_it_one_person_may_do_both(app, browse, teachers):
    browse.enter(HE_JING)
    make_bank(browse)
    write_question(browse)
    take(browse, "submit")

    assert take(browse, "accept").status_code == 303


def test_one_with_mistakes_is_not_handed_in(app, browse, teachers):
    browse.enter(LIN_YUE)
    make_bank(browse)
    write_question(browse, a_question("exam-1").replace("测试法", "无此法"))

    page = browse.get("teach.bank_question", **FIRST)
    refused = take(browse, "submit")

    assert "没有登记“无此法”这部法" in text(page)
    assert refused.status_code == 409
    assert entries(app)["exam-1"].state == "draft"


def test_a_step_that_does_not_begin_here_is_a_conflict(bank):
    assert take(bank, "recall").status_code == 409
    assert take(bank, "nonsense").status_code == 422


def test_a_changed_key_is_a_new_version_and_out_of_use_until_reviewed(app, bank):
    take(bank, "submit")
    take(bank.enter(HE_JING), "accept")
    before = entries(app)["exam-1"]

    response = save(bank, a_question("exam-1").replace(RIGHT, WRONG), 1)

    after = entries(app)["exam-1"]
    assert response.status_code == 303
    assert (before.question.answer, after.question.answer) == ("a", "b")
    assert (after.number, after.state, after.author) == (2, "draft", "何静")
    page = bank.get("teach.bank_question", **FIRST)
    assert "－-[x]对" in text(page)
    assert "＋-[]对" in text(page)


def ask(app, teachers):
    """Put the first question on a paper of the whole school."""
    design = Design(banks=("exam",), items=(Item("exam-1", 2),))
    with app.app_context():
        a_paper(by=teachers[HE_JING], design=design)


def test_a_key_changed_later_does_not_reach_a_paper_that_asks_the_question(app, bank, teachers):
    take(bank, "submit")
    take(bank.enter(HE_JING), "accept")
    ask(app, teachers)
    before = entries(app)["exam-1"].version_id

    save(bank, a_question("exam-1").replace(RIGHT, WRONG), 1)

    with app.app_context():
        asked = list(db.session.scalars(select(PaperItem.question_version_id)))
    assert entries(app)["exam-1"].version_id != before
    assert asked == [before]
    assert "春季考试第1版，已开放" in text(bank.get("teach.bank_question", **FIRST))


def test_papers_of_others_are_not_named(app, browse, cast, teachers):
    browse.enter(BAI_LU)
    make_bank(browse, owner=str(cast.qingshi))
    write_question(browse)
    assert "还没有试卷用它" in text(browse.get("teach.bank_question", **FIRST))
    take(browse, "submit")
    take(browse, "accept")
    ask(app, teachers)

    told = text(browse.get("teach.bank_question", **FIRST))

    assert "别处有试卷用它" in told
    assert "春季考试" not in told


def test_nobody_outside_its_union_finds_it_nor_learns_that_it_is_there(bank):
    bank.enter(BAI_LU)

    there = bank.get("teach.bank_question", status=404, **FIRST)
    missing = bank.get("teach.bank_question", status=404, bank_id="exam", question_id="exam-99")

    assert text(there.select_one("h1")) == text(missing.select_one("h1"))
    assert "KEY" not in there.get_text()
    assert take(bank, "withdraw").status_code == 404


def test_a_question_is_found_in_its_own_bank_only(bank):
    make_bank(bank, "other", "另一个")

    assert bank.get("teach.bank_question", status=404, bank_id="other", question_id="exam-1")
