"""The list of banks: those of one's own part of the tree, and of the whole school."""

from __future__ import annotations

from cadreschool.kernel.db import write
from cadreschool.questions.banks.actions import create_bank
from tests.school.cast import MONDAY
from tests.web.seeing import table, text
from tests.web.teach.banking import make_bank, take, write_question
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG


def test_an_empty_list_says_what_to_do(browse, teachers):
    page = browse.enter(HE_JING).get("teach.banks")

    assert "还没有您负责的题库" in text(page)
    assert page.select_one('a[href="/teach/new-bank/"]')


def test_it_counts_the_questions_by_state(browse, teachers):
    browse.enter(HE_JING)
    make_bank(browse)
    write_question(browse)
    take(browse, "submit")

    assert table(browse.get("teach.banks")) == [
        ["上岗考试exam", "全校", "—", "1题：上岗考试，待审", "—", "—"]
    ]


def test_a_town_sees_its_own_banks_and_no_others(browse, teachers, cast):
    browse.enter(HE_JING)
    make_bank(browse)
    browse.enter(BAI_LU)
    make_bank(browse, "town", "镇上的题库", owner=str(cast.qingshi))

    assert [row[0] for row in table(browse.get("teach.banks"))] == ["镇上的题库town"]
    browse.enter(HE_JING)
    assert [row[0] for row in table(browse.get("teach.banks"))] == [
        "上岗考试exam",
        "镇上的题库town",
    ]


def test_a_reviewer_makes_no_bank(browse, teachers):
    page = browse.enter(XU_CHENG).get("teach.banks")

    assert not page.select_one('a[href="/teach/new-bank/"]')
    assert (
        browse.post("teach.create_bank", bank_id="exam", title="题", owner="0").status_code == 403
    )


def test_the_number_of_queries_is_the_same_for_one_bank_and_for_three(
    app, browse, teachers, count_queries
):
    browse.enter(HE_JING)
    make_bank(browse)
    browse.get("teach.banks")
    with count_queries() as one:
        browse.client.get("/teach/banks/")
    with app.app_context():
        for name in ("second", "third"):
            write(lambda name=name: create_bank(name, name, None, by=None, at=MONDAY))
    with count_queries() as three:
        browse.client.get("/teach/banks/")

    assert len(one) == len(three)
