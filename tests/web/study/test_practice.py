"""The page of practice: what is due and under way, calmly, and one's own choices."""

from __future__ import annotations

from datetime import timedelta

import time_machine

from tests.school.cast import MONDAY
from tests.web.seeing import FIRST, links, take, text, words
from tests.web.study.practising import answer, begin, practise


def _page(browse):
    return browse.get("study.practice")


def test_who_has_nothing_due_and_nothing_wrong_is_told_so_and_may_choose(browse):
    page = _page(browse.enter("chen_xiao"))

    assert "现在没有到期的题。" in text(page)
    assert "没有待重练的错题。" in text(page)
    assert browse.address("study.new_exercise") in links(page)


def test_nothing_counts_days_or_reminds(browse):
    browse.enter("li_mei")
    practise(browse)

    said = text(_page(browse)) + text(browse.get("study.home"))

    for word in ("连续打卡", "坚持", "天没", "排名", "积分", "记得来"):
        assert word not in said


def test_practice_under_way_is_offered_on_both_pages(browse):
    exercise = begin(browse.enter("li_mei"))
    answer(browse, exercise)

    assert "还有4题，共5题。" in text(_page(browse))
    assert "专项练习还有4题" in text(browse.get("study.home"))
    assert exercise in links(browse.get("study.home"))


def test_daily_practice_begins_and_is_gone_on_with(browse):
    browse.enter("li_mei")
    first = browse.post("study.create_daily")
    again = browse.post("study.create_daily")

    assert (first.status_code, first.location) == (303, again.location)
    assert "共5题" in text(browse.follow(again))


def test_what_is_chosen_is_kept(browse):
    browse.enter("li_mei")
    browse.post("study.create_practice_choice", clears_after="4", daily_size="3")

    page = _page(browse)

    assert "连续4次做对，自动移出" not in text(page)
    assert [one["value"] for one in page.select("option[selected]")] == ["4", "3"]
    browse.post("study.create_daily")
    assert "还有3题" in text(_page(browse))


def test_a_number_that_is_not_offered_is_refused(browse):
    browse.enter("li_mei")
    for values in ({"clears_after": "6", "daily_size": "5"}, {"clears_after": "2"}):
        assert browse.post("study.create_practice_choice", **values).status_code == 422


def test_thirty_days_after_a_passed_check_its_retest_is_offered_and_sat(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        take(browse.enter("li_mei"))
        assert "延时复测" not in words(_page(browse))
        now.shift(timedelta(days=30))
        browse.enter("li_mei")
        page = _page(browse)
        assert "满30天" in text(page)
        assert "有课可以复测" in text(browse.get("study.home"))

        sitting = browse.post("study.create_retest", **FIRST)

        paper = browse.follow(sitting)
        assert "满30天复测" in text(paper)
        assert len(paper.select("fieldset")) == 3
        assert browse.post("study.create_retest", **FIRST).location == sitting.location


def test_what_is_not_due_cannot_be_begun(browse):
    with time_machine.travel(MONDAY, tick=False):
        take(browse.enter("li_mei"))
        assert browse.post("study.create_retest", **FIRST).status_code == 409


def test_the_page_asks_as_often_for_one_exercise_as_for_many(browse, count_queries):
    browse.enter("li_mei")
    practise(browse, wrong=1)
    numbers = []
    for _ in range(2):
        with count_queries() as asked:
            browse.client.get("/practice/")
        numbers.append(len(asked))
        practise(browse, wrong=3)

    assert numbers[0] == numbers[1]
