"""Before a check: what to expect, earlier goes, and when one may begin."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from tests.school.cast import MONDAY
from tests.web.seeing import FIRST, begin, hand_in, links, table, take, text, words

MINUTES = timedelta(minutes=1)


def _start_form(page):
    return [str(one["action"]) for one in page.select("main form")]


def test_a_first_check_says_what_to_expect_and_may_begin(browse):
    page = browse.enter("li_mei").get("study.check", **FIRST)

    assert "从10道题中抽5道，80分合格。" in text(page)
    assert _start_form(page) == [browse.address("study.create_sitting", **FIRST)]
    assert "以前的检测" not in words(page)


def test_a_check_under_way_is_gone_on_with_and_not_begun_anew(browse):
    paper = begin(browse.enter("li_mei"))

    page = browse.get("study.check", **FIRST)

    assert _start_form(page) == []
    assert paper in links(page)
    assert begin(browse) == paper


def test_a_check_can_be_begun_on_one_device_and_gone_on_with_on_another(browse):
    paper = begin(browse.enter("li_mei"))

    assert begin(browse.another().enter("li_mei")) == paper


@time_machine.travel(MONDAY, tick=False)
def test_within_ten_minutes_one_waits_and_is_told_until_when(browse):
    take(browse.enter("li_mei"), wrong=(1, 2))

    page = browse.get("study.check", **FIRST)
    refused = browse.post("study.create_sitting", into=FIRST)

    assert _start_form(page) == []
    assert "距上次交卷不足十分钟，09:10 后可再测。" in words(page)
    assert refused.status_code == 409
    assert "距上次交卷不足十分钟，09:10 后可再测。" in refused.text


def test_after_ten_minutes_one_may_try_again_with_other_questions(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        first = browse.open(begin(browse.enter("li_mei")))
        hand_in(browse, "/sittings/1/", wrong=(1, 2))
        now.shift(10 * MINUTES)
        page = browse.get("study.check", **FIRST)
        second = browse.open(begin(browse))

    stems = [{text(one) for one in paper.select(".question__stem")} for paper in (first, second)]
    assert "再测一次" in [text(one) for one in page.select("main button")]
    assert len(stems[0] | stems[1]) == 10


def test_earlier_goes_are_listed_newest_first_with_their_results(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        first = take(browse.enter("li_mei"), wrong=(1, 2))
        now.shift(10 * MINUTES)
        second = take(browse)
        page = browse.get("study.check", **FIRST)

    assert table(page) == [
        ["第2次", "2026年3月2日09:10", "100分", "已合格"],
        ["第1次", "2026年3月2日09:00", "60分", "未合格"],
    ]
    assert {first, second} <= links(page)


@pytest.mark.parametrize("other", ["chen_xiao", "wang_qiang", "sun"])
def test_what_one_did_is_not_told_to_others(browse, other):
    take(browse.another().enter("li_mei"), wrong=(1, 2))

    page = browse.enter(other).get("study.check", **FIRST)

    assert "以前的检测" not in words(page)
    assert _start_form(page) != []


@pytest.mark.parametrize("lesson_id", ["nowhere", "listening-1"])
def test_a_check_of_a_lesson_that_is_not_there_is_not_found(browse, lesson_id):
    browse.enter("li_mei").get("study.check", course_id="speaking", lesson_id=lesson_id, status=404)
