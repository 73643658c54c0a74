"""一年学习计划: twelve months, at the pace asked for, and nothing that presses."""

from __future__ import annotations

import time_machine

from tests.school.cast import MONDAY
from tests.web.seeing import links, table, take, text


def _page(browse, **asked):
    return browse.get("study.plan", **asked)


def test_it_has_twelve_months_from_now(browse):
    with time_machine.travel(MONDAY, tick=False):
        page = _page(browse.enter("li_mei"))

    rows = table(page)
    assert [row[0] for row in rows[:2]] == ["2026年3月", "2026年4月"]
    assert len(rows) == 12
    assert "还没有学完的有3课" in text(page)
    assert "/courses/speaking/lessons/speaking-1/" in links(page)


def test_what_is_finished_is_left_out_and_comes_back_as_a_retest(browse):
    with time_machine.travel(MONDAY, tick=False):
        take(browse.enter("li_mei"))
        page = _page(browse)

    assert "还没有学完的有2课" in text(page)
    assert "/courses/speaking/lessons/speaking-1/" not in links(page)
    assert "复测：课speaking-1（满30天）" in table(page)[1][2]


def test_a_pace_is_chosen_in_the_address(browse):
    browse.enter("li_mei")
    first = table(_page(browse, pace="6"))[0]
    chosen = [one["value"] for one in _page(browse, pace="6").select("option[selected]")]

    assert first[1].count("课speaking") == 2
    assert chosen == ["6"]


def test_a_pace_that_is_not_offered_is_as_none(browse):
    browse.enter("li_mei")

    assert table(_page(browse, pace="99")) == table(_page(browse))


def test_a_post_without_courses_gets_the_common_core(browse):
    assert "各岗位共同的基本课程" in text(_page(browse.enter("chen_xiao")))


def test_it_presses_nobody(browse):
    said = text(_page(browse.enter("li_mei")))

    assert "不登记、不检查、不提醒" in said
    assert "供参考，由各工会自定" in said
    for word in ("逾期", "落后", "必须", "欠", "排名"):
        assert word not in said.replace("欠薪", "")


def test_the_plan_is_kept_nowhere(browse, count_queries):
    _page(browse.enter("li_mei"))
    with count_queries() as asked:
        browse.client.get("/plan/?pace=2")

    assert all(one.lstrip().startswith("SELECT") for one in asked)
    assert len(asked) <= 7
