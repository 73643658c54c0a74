"""学习台: where I was, and what is next."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from tests.school.cast import MONDAY
from tests.web.seeing import FIRST, begin, links, take, text, words

LESSON = "/courses/speaking/lessons/speaking-1/"
NEXT = "/courses/speaking/lessons/speaking-2/"


def _block(browse):
    page = browse.get("study.lesson", **FIRST)
    return page.select_one("[data-position] [id^=b-]")["id"]


def _titles(browse):
    shown = browse.get("study.home").select("[aria-labelledby=courses-title] h3")
    return [one.get_text(strip=True) for one in shown]


def test_a_stranger_is_led_to_the_door_and_back(browse):
    response = browse.client.get("/study/")

    assert (response.status_code, response.location) == (303, "/sign-in/?next=/study/")


def test_a_new_cadre_sees_all_courses_and_nothing_to_go_on_with(browse):
    page = browse.enter("li_mei").get("study.home")

    assert "李梅，您好" in words(page)
    assert "接着上次学" not in words(page)
    assert text(page).count("尚未开始") == 2


def test_the_lesson_read_last_is_gone_on_with(browse):
    browse.enter("li_mei")
    browse.post("study.create_position", into=FIRST, block=_block(browse))

    page = browse.get("study.home")

    assert "接着上次学" in words(page)
    assert LESSON in links(page)
    assert "上次读到这里。" in text(page)


def test_after_a_passed_check_the_next_lesson_waits(browse):
    browse.enter("li_mei")
    browse.post("study.create_position", into=FIRST, block=_block(browse))
    take(browse)

    page = browse.get("study.home")

    assert NEXT in links(page)
    assert LESSON not in links(page)


def test_a_check_begun_without_reading_is_gone_on_with_too(browse):
    browse.enter("li_mei")
    begin(browse)

    page = browse.get("study.home")

    assert LESSON in links(page)
    assert "第1课检测尚未交卷" in text(page)


def test_courses_under_way_come_first_and_finished_ones_last(browse):
    browse.enter("li_mei")
    take(browse, course_id="listening", lesson_id="listening-1")
    titles = _titles(browse)
    begin(browse)
    later = _titles(browse)

    assert titles == ["为职工说话", "倾听"]
    assert later == ["为职工说话", "倾听"]


def test_when_the_course_read_last_is_finished_another_one_under_way_is_offered(browse):
    browse.enter("li_mei")
    begin(browse, course_id="listening", lesson_id="listening-1")
    browse.post("study.create_position", into=FIRST, block=_block(browse))
    for lesson_id in ("speaking-1", "speaking-2"):
        take(browse, course_id="speaking", lesson_id=lesson_id)

    page = browse.get("study.home")

    assert "/courses/listening/lessons/listening-1/" in links(page)
    assert "这门课还没有学完。" in text(page)


def test_when_everything_is_finished_there_is_nothing_to_go_on_with(browse):
    browse.enter("li_mei")
    for course_id, lesson_id in (
        ("speaking", "speaking-1"),
        ("speaking", "speaking-2"),
        ("listening", "listening-1"),
    ):
        take(browse, course_id=course_id, lesson_id=lesson_id)

    assert "接着上次学" not in words(browse.get("study.home"))


@pytest.mark.parametrize("other", ["chen_xiao", "sun"])
def test_what_one_does_is_not_seen_on_the_desk_of_another(browse, other):
    begin(browse.another().enter("li_mei"))

    page = browse.enter(other).get("study.home")

    assert text(page).count("尚未开始") == 2
    assert "接着上次学" not in words(page)
    assert "没有交卷" not in text(page)


def _suggested(page):
    return page.select("#suggestions li")


def test_a_newcomer_is_led_to_the_diagnostic_and_never_to_more_than_three_things(browse):
    found = _suggested(browse.enter("li_mei").get("study.home"))

    assert len(found) <= 3
    assert "入门诊断" in text(found[0])
    assert browse.address("study.diagnostic") in links(found[0].parent)
    assert all(len(one.select("a.button, button")) == 1 for one in found)


def test_another_group_shows_others_and_after_the_last_the_first_again(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        take(browse.enter("li_mei"), wrong=(1,))
        now.shift(timedelta(days=30))
        first = browse.enter("li_mei").get("study.home")
        way = str(first.select_one("#suggestions .page__more a")["href"])
        second = browse.open(way.partition("#")[0])
        third = browse.get("study.home", group=3)
        odd = browse.get("study.home", group="x")

    shown = [[text(one) for one in _suggested(page)] for page in (first, second, third, odd)]
    assert [len(one) for one in shown[:2]] == [3, 1]
    assert not set(shown[0]) & set(shown[1])
    assert shown[2] == shown[3] == shown[0]


def test_a_retest_is_begun_from_the_first_page(browse):
    with time_machine.travel(MONDAY, tick=False) as now:
        take(browse.enter("li_mei"))
        now.shift(timedelta(days=30))
        page = browse.enter("li_mei").get("study.home")
        form = page.select_one("#suggestions form")

        response = browse.post("study.create_retest", **FIRST)

    assert form["action"] == browse.address("study.create_retest")
    assert form.select_one("[name=lesson_id]")["value"] == "speaking-1"
    assert response.status_code == 303


def test_a_weak_article_leads_to_its_mistakes(browse):
    take(browse.enter("li_mei"), wrong=(1, 2))
    shown = text(browse.get("study.home", group=1)) + text(browse.get("study.home", group=2))

    assert "《测试法》第二条" in shown
    assert "错题本里有2题以它为依据" in shown


def test_the_lesson_to_go_on_with_is_not_suggested_once_more(browse):
    browse.enter("li_mei")
    browse.post("study.create_position", into=FIRST, block=_block(browse))
    page = browse.get("study.home")

    assert "课 speaking-1" not in [
        one.get_text(strip=True) for one in page.select("#suggestions h3")
    ]
