"""The list of scenarios."""

from __future__ import annotations

import pytest

from tests.web.seeing import links, text
from tests.web.study.walking import begin, walk


def test_a_school_without_scenarios_says_so(browse):
    page = browse.enter("li_mei").get("study.scenarios")

    assert "还没有发布情景" in text(page)


@pytest.mark.usefixtures("scenario")
def test_every_scenario_is_listed_with_where_one_stands(browse):
    browse.enter("li_mei")
    before = browse.get("study.scenarios")
    begin(browse)
    under_way = browse.get("study.scenarios")
    walk(browse, "baa")
    done = browse.get("study.scenarios")

    assert "未开始" in text(before)
    assert "情景打开了，还没有走" in text(under_way)
    assert "已完成" in text(done)
    assert "/courses/deciding/lessons/deciding-1/" in links(done)


@pytest.mark.usefixtures("scenario")
def test_the_lesson_shows_the_opening_and_the_way_in(browse):
    page = browse.enter("li_mei").get("study.lesson", course_id="deciding", lesson_id="deciding-1")

    assert "OPENING" in text(page)
    assert "您是纺织工会的主席" in text(page)
    assert page.select_one('form[action="/courses/deciding/lessons/deciding-1/runs"]')


@pytest.mark.usefixtures("scenario")
def test_the_lesson_leads_back_to_a_run_under_way_and_to_earlier_ones(browse):
    browse.enter("li_mei")
    first = walk(browse, "cc")
    second = walk(browse, "b")
    page = browse.get("study.lesson", course_id="deciding", lesson_id="deciding-1")

    assert {second, f"{first}ending/"} <= links(page)
    assert "走到了第2步" in text(page)
    assert "第一次，作为学习证据" in text(page)


@pytest.mark.usefixtures("scenario")
def test_a_lesson_that_is_a_scenario_answers_304_until_one_chooses(browse):
    address = "/courses/deciding/lessons/deciding-1/"
    browse.enter("li_mei")
    run = begin(browse)
    etag = browse.client.get(address).headers["ETag"]

    assert browse.client.get(address, headers={"If-None-Match": etag}).status_code == 304
    browse.send(f"{run}choices", {"step": "1", "choice": "1"})
    assert browse.client.get(address, headers={"If-None-Match": etag}).status_code == 200
