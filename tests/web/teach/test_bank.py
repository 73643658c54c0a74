"""One bank: its questions, filters, and steps with many at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from cadreschool.courses.payload import RENDERER
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.notices.models import Message
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from cadreschool.questions.banks import queries
from cadreschool.questions.banks.actions import NewEntry, Putting, put_questions
from cadreschool.questions.banks.models import EntryState, StepKind
from cadreschool.questions.published import Shown
from tests.questions.building import a_question
from tests.school import content
from tests.school.cast import MONDAY
from tests.web.seeing import table, text
from tests.web.teach.banking import BANK, entries, make_bank, write_question
from tests.web.teach.writing import BAI_LU, HE_JING, LIN_YUE, XU_CHENG


def fill(app, number, *, state=EntryState.DRAFT, kind="单选", bank_id="exam", unit="A1"):
    """Put questions into a bank at once."""
    question, _ = a_question(kind)
    question = replace(question, citations=())

    def unit_of_work():
        news = [
            NewEntry(
                replace(question.called(f"{bank_id}-{n}"), stem=f"第 {n} 题的题干？"),
                unit,
                Shown("题干？", tuple(option.text for option in question.options), "解析"),
            )
            for n in range(1, number + 1)
        ]
        how = Putting(state, StepKind.CREATE, RENDERER)
        put_questions(queries.lock(bank_id), news, how, by=None, at=clock.now())

    with app.app_context():
        write(unit_of_work)


def steps(browse, step, *ids, words="", **more):
    """Take a step with several questions."""
    return browse.post(
        "teach.create_bank_steps", into=BANK, step=step, question=list(ids), words=words, **more
    )


def test_an_empty_bank_offers_to_write_and_to_import(bank):
    page = bank.get("teach.bank", **BANK)

    assert "题库还是空的" in text(page)
    assert {"写一道题", "导入", "导出"} <= {one.get_text() for one in page.select("a.button")}


def test_questions_stand_in_their_order_a_page_at_a_time(app, bank):
    fill(app, 30)

    first = bank.get("teach.bank", **BANK)
    second = bank.get("teach.bank", page=2, **BANK)

    assert len(table(first)) == 25
    assert table(second)[0][0].startswith("勾选exam-26第26题的题干？")
    assert "共30题" in text(second)


def test_filters_stay_in_the_address_and_with_the_pages(app, bank):
    fill(app, 30)
    write_question(bank, a_source_of("判断", "exam-31"))

    page = bank.get("teach.bank", state="draft", kind="single", **BANK)
    other = bank.get("teach.bank", kind="true_false", **BANK)
    by_law = bank.get("teach.bank", law="测试法", **BANK)
    by_words = bank.get("teach.bank", words="第 7 题", **BANK)

    assert page.select_one('a[rel="next"]')["href"] == "?state=draft&kind=single&page=2"
    assert [row[0] for row in table(other)] == ["勾选exam-31exam-31的题干？exam-31"]
    assert len(table(by_law)) == 1
    assert [row[0] for row in table(by_words)] == ["勾选exam-7第7题的题干？exam-7"]


def a_source_of(kind, question_id):
    return content.a_question(question_id, kind)


@pytest.mark.parametrize("query", ["state=nonsense", "difficulty=9", "page=99999999", "kind=x"])
def test_an_address_with_nonsense_shows_the_bank(app, bank, query):
    fill(app, 2)

    assert "共2题" in text(bank.open(f"/teach/banks/exam/?{query}"))


def test_nothing_found_says_so(app, bank):
    fill(app, 2)

    assert "没有这样的题" in text(bank.get("teach.bank", state="ready", **BANK))


def test_several_are_handed_in_and_accepted_at_once(app, bank):
    fill(app, 3)

    sent = steps(bank, "submit", "exam-1", "exam-2")
    bank.enter(XU_CHENG)
    accepted = steps(bank, "accept", "exam-1", "exam-2")

    assert (sent.status_code, accepted.status_code) == (303, 303)
    states = {name: row.state for name, row in entries(app).items()}
    assert states == {"exam-1": "ready", "exam-2": "ready", "exam-3": "draft"}


def test_those_that_cannot_go_along_stay_and_are_counted(app, bank):
    fill(app, 2, state=EntryState.READY)
    write_question(bank, a_source_of("单选", "exam-9"))

    page = bank.follow(steps(bank, "submit", "exam-1", "exam-2", "exam-9"))

    assert "已送审：1题。另有2题状态不合或有错误，没有改动。" in text(page)


def test_one_comes_back_to_the_filters_one_was_at(app, bank):
    fill(app, 2)

    response = steps(bank, "submit", "exam-1", **{"at-state": "draft", "at-page": "1"})

    assert response.location == "/teach/banks/exam/?state=draft&page=1"


def test_nothing_ticked_and_no_reason_are_refused(app, bank):
    fill(app, 1, state=EntryState.REVIEW)

    assert steps(bank, "accept").status_code == 422
    assert steps(bank, "return", "exam-1").status_code == 422
    assert steps(bank, "return", "exam-1", words="缺依据").status_code == 303


def test_a_trainer_accepts_nothing_and_a_reviewer_hands_nothing_in(app, bank):
    fill(app, 1)

    assert steps(bank.enter(XU_CHENG), "submit", "exam-1").status_code == 403
    assert steps(bank.enter(LIN_YUE), "accept", "exam-1").status_code == 403


def test_questions_of_another_bank_are_not_found(app, bank):
    make_bank(bank, "other", "另一个")
    fill(app, 1, bank_id="other")

    assert steps(bank, "submit", "other-1").status_code == 404


def test_a_trainer_of_a_town_does_not_find_the_bank_of_the_school(app, bank):
    fill(app, 1)
    bank.enter(BAI_LU)

    assert bank.get("teach.bank", status=404, **BANK)
    assert steps(bank, "submit", "exam-1").status_code == 404


def test_nobody_takes_more_than_twenty_out_of_use_in_ten_minutes(app, bank):
    fill(app, 30, state=EntryState.READY)
    wanted = [f"exam-{n}" for n in range(1, 31)]

    too_many = steps(bank, "withdraw", *wanted[:25])
    first = steps(bank, "withdraw", *wanted[:20])
    one_more = steps(bank, "withdraw", wanted[20])

    assert (too_many.status_code, first.status_code, one_more.status_code) == (429, 303, 429)
    assert one_more.headers["Retry-After"] == str(int(timedelta(minutes=10).total_seconds()))
    states = [row.state for row in entries(app).values()]
    assert (states.count("withdrawn"), states.count("ready")) == (20, 10)


def test_those_who_could_dismiss_them_are_told_of_the_twentieth(app, bank, cast, teachers):
    fill(app, 20, state=EntryState.READY)
    guard(app, cast.sun, cast.county)
    guard(app, cast.zhou, cast.qingshi)

    steps(bank, "withdraw", *(f"exam-{n}" for n in range(1, 20)))
    assert messages(app) == []
    steps(bank, "withdraw", "exam-20")

    page = f"/office/people/{teachers[HE_JING]}/appointment/"
    assert messages(app) == [(cast.sun, page)]


def guard(app, cadre_id, union_id):
    """Make somebody the security administrator of a union."""

    def unit():
        cadre, union = db.session.get(Cadre, cadre_id), db.session.get(Organisation, union_id)
        role, day = Role.SECURITY_ADMIN, MONDAY.date()
        appoint(cadre, role, union, from_on=day, by=None, at=MONDAY)

    with app.app_context():
        write(unit)


def messages(app):
    """Return who was told something, and where it leads."""
    with app.app_context():
        return [tuple(row) for row in db.session.execute(select(Message.cadre_id, Message.link))]


def test_what_was_taken_out_of_use_comes_back(app, bank):
    fill(app, 1, state=EntryState.READY)
    steps(bank, "withdraw", "exam-1")

    steps(bank, "restore", "exam-1")

    assert entries(app)["exam-1"].state == "draft"


def test_a_bank_gets_another_title(bank):
    response = bank.post("teach.update_bank", into=BANK, title="主席上岗考试")

    assert "主席上岗考试" in text(bank.follow(response))
    assert bank.post("teach.update_bank", into=BANK, title="").status_code == 422


def test_the_number_of_queries_is_the_same_for_one_question_and_for_three(app, bank, count_queries):
    fill(app, 1)
    bank.get("teach.bank", **BANK)
    with count_queries() as one:
        bank.client.get("/teach/banks/exam/")
    fill(app, 3)
    with count_queries() as three:
        bank.client.get("/teach/banks/exam/")

    assert len(one) == len(three)
