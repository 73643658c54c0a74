"""The list of papers: one's own, with their turnout."""

from __future__ import annotations

import pytest

from tests.school.papers import a_paper
from tests.web.seeing import table, text
from tests.web.teach.papering import designed, new_paper
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG


def test_without_papers_it_says_what_to_do(browse, teachers):
    browse.enter(HE_JING)
    assert "新建一份，写明从哪里抽、抽多少。" in text(browse.get("teach.papers"))
    browse.another().enter(XU_CHENG)
    page = browse.another().enter(XU_CHENG).get("teach.papers")
    assert "试卷由教员编写。" in text(page)
    assert page.select("a[href$='new-paper/']") == []


def test_papers_stand_with_owner_state_and_turnout(app, browse, teachers, cast):
    with app.app_context():
        paper = a_paper(by=teachers[HE_JING])
    taker = browse.another().enter("li_mei")
    sitting = taker.post("study.create_exam_sitting", into={"paper_id": paper}).location
    taker.send(f"{sitting}answers", {"do": "submit_anyway"})
    browse.enter(HE_JING)
    new_paper(browse, "夏季考试", owner=str(cast.county), mode="mock")

    assert table(browse.get("teach.papers")) == [
        ["夏季考试模拟考试", "云岭县总工会", "草稿", "不限", "—"],
        ["春季考试正式考试", "全校", "已开放", "不限", "1人参加，0人合格：春季考试"],
    ]


def test_a_trainer_of_one_town_sees_the_papers_of_that_town(app, browse, teachers, cast):
    with app.app_context():
        a_paper(by=teachers[HE_JING], title="全校考试")
        a_paper(by=teachers[HE_JING], title="建材考试", union=cast.building)

    page = browse.enter(BAI_LU).get("teach.papers")

    assert [row[0] for row in table(page)] == ["建材考试正式考试"]


def test_long_lists_are_turned_page_by_page(app, browse, teachers):
    with app.app_context():
        for number in range(21):
            a_paper(by=teachers[HE_JING], title=f"第{number}次")
    browse.enter(HE_JING)

    assert len(table(browse.get("teach.papers"))) == 20
    assert [row[0] for row in table(browse.get("teach.papers", page=2))] == ["第0次正式考试"]


@pytest.mark.parametrize("papers", [1, 3])
def test_the_list_costs_the_same_for_any_number(browse, teachers, count_queries, papers):
    browse.enter(HE_JING)
    for _ in range(papers):
        designed(browse)
    browse.get("teach.papers")

    with count_queries() as queries:
        page = browse.get("teach.papers")

    assert len(table(page)) == papers
    assert len(queries) == 5  # the stamp, who asks, how many, papers, and their turnout
