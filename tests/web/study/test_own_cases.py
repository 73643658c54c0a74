"""One's own cases, with where each stands."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.study.telling import told


def test_one_sees_ones_own_and_their_states(browse):
    li_mei = browse.enter("li_mei")
    assert "您还没有写过案例" in text(li_mei.get("study.own_cases"))

    told(li_mei, do="save", title="先存着的一个案例")
    told(li_mei)
    told(browse.another().enter("wang_qiang"), title="建材厂的一个案例")

    page = text(li_mei.get("study.own_cases"))
    assert "草稿" in page
    assert "待审核" in page
    assert "建材厂的一个案例" not in page


def test_the_page_asks_as_often_for_one_case_as_for_three(browse, count_queries):
    li_mei = browse.enter("li_mei")
    numbers = []
    for more in (1, 2):
        for number in range(more):
            told(li_mei, title=f"夜班津贴第{more}{number}回")
        with count_queries() as asked:
            li_mei.client.get("/cases/mine/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
