"""Who sat a paper: scores and results, in the order of the tree, and never an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.kernel.db import write
from cadreschool.learning.actions import hand_in_overdue
from tests.school.cast import MONDAY
from tests.school.papers import a_paper, answer, sit
from tests.school.steps import viewer_of
from tests.web.seeing import answered, table, text
from tests.web.teach.writing import HE_JING

HOUR = timedelta(hours=1)


@pytest.fixture
def paper(app, teachers):
    with time_machine.travel(MONDAY, tick=False):
        with app.app_context():
            made = a_paper(by=teachers[HE_JING])
        yield made


def _take(browse, paper, name, **how):
    taker = browse.another().enter(name)
    sitting = taker.post("study.create_exam_sitting", into={"paper_id": paper}).location
    if how:
        page = taker.open(sitting)
        taker.send(f"{sitting}answers", answered(page, **how) | {"do": "submit"})


def test_everybody_stands_with_what_came_of_it(browse, paper):
    _take(browse, paper, "wang_qiang", wrong=())
    _take(browse, paper, "li_mei", wrong=(1, 2, 3, 4, 5))
    _take(browse, paper, "chen_xiao")

    page = browse.enter(HE_JING).get("teach.takers", paper_id=paper)

    begun = "2026年3月2日09:00"
    assert table(page) == [
        ["李梅", "纺织工会", "1", begun, begun, "0", "未合格", "—"],
        ["陈晓", "纺织工会", "1", begun, "—", "—", "正在作答", "—"],
        ["王强", "建材工会", "1", begun, begun, "100", "合格", "—"],
    ]
    assert "3人参加，1人合格，1人正在作答" in text(page)
    passed = browse.get("teach.takers", paper_id=paper, shown="passed")
    assert [row[0] for row in table(passed)] == ["王强"]
    assert [row[0] for row in table(browse.get("teach.takers", paper_id=paper, shown="nonsense"))]


def test_what_was_unusual_is_remarked(app, browse, paper, cast):
    taker = browse.another().enter("li_mei")
    sitting = taker.post("study.create_exam_sitting", into={"paper_id": paper}).location
    values = answered(taker.open(sitting))
    phone = browse.another().enter("li_mei")
    phone.send(f"{sitting}answers", {"do": "take_seat"})
    with time_machine.travel(MONDAY + 2 * HOUR, tick=False):
        phone.send(f"{sitting}answers", values)

    page = browse.enter(HE_JING).get("teach.takers", paper_id=paper)

    assert table(page)[0][-1] == "到时自动交卷；过时送到5处答案，没有计分；换过1次设备"


def test_nobody_yet_is_said(browse, paper):
    assert "还没有人参加。" in text(browse.enter(HE_JING).get("teach.takers", paper_id=paper))


@pytest.mark.parametrize("takers", [1, 3])
def test_the_list_costs_the_same_for_any_number(app, browse, paper, cast, count_queries, takers):
    with app.app_context():
        for cadre in (cast.li_mei, cast.chen_xiao, cast.wang_qiang)[:takers]:
            viewer = viewer_of(cadre)
            sitting = sit(viewer, paper)
            answer(viewer, sitting)
            write(lambda one=sitting: hand_in_overdue(one, at=MONDAY + 9 * HOUR))
    browse.enter(HE_JING).get("teach.takers", paper_id=paper)

    with count_queries() as queries:
        page = browse.get("teach.takers", paper_id=paper)

    assert len(table(page)) == takers
    assert len(queries) == 7
