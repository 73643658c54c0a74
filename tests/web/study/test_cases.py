"""The case library as every cadre reads it."""

from __future__ import annotations

import pytest

from tests.web.seeing import links, text
from tests.web.study.telling import publish, told
from tests.web.teach.writing import XU_CHENG, appoint_teachers


@pytest.fixture
def reviewer(app, browse):
    appoint_teachers(app)
    return browse.another().enter(XU_CHENG)


@pytest.fixture
def two(browse, reviewer):
    """Publish two cases; returns their places."""
    li_mei = browse.another().enter("li_mei")
    places = [told(li_mei), told(li_mei, title="食堂涨价谈成了", lesson_1="课 listening-1（倾听）")]
    for place in places:
        publish(reviewer, place)
    return places


def test_an_empty_library_says_how_a_case_comes_in(browse):
    page = browse.enter("li_mei").get("study.cases")
    assert "还没有发布的案例" in text(page)
    assert "/cases/new/" in links(page)


def test_only_published_cases_are_listed_and_nobody_is_named(browse, two):
    told(browse.another().enter("chen_xiao"), title="没有发布的案例")
    page = text(browse.enter("wang_qiang").get("study.cases"))
    assert "夜班津贴少发了三个月" in page
    assert "基层工会" in page
    assert "没有发布的案例" not in page
    assert "李梅" not in page
    assert "纺织工会" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"law": "测试法"}, {"夜班津贴少发了三个月", "食堂涨价谈成了"}),
        ({"course": "listening"}, {"食堂涨价谈成了"}),
        ({"lesson": "speaking/speaking-1"}, {"夜班津贴少发了三个月"}),
        ({"q": "食堂"}, {"食堂涨价谈成了"}),
        ({"q": "没有这样的词"}, set()),
    ],
)
def test_filters_stay_in_the_address(browse, two, query, shown):
    page = browse.enter("wang_qiang").get("study.cases", **query)
    found = {one.get_text() for one in page.select("main .course-row__title")}
    assert found == shown
    assert f"共{len(shown)}个" in text(page)


def test_the_page_asks_as_often_for_one_case_as_for_three(browse, reviewer, count_queries):
    li_mei = browse.another().enter("li_mei")
    visitor = browse.enter("wang_qiang")
    numbers = []
    for more in (1, 2):
        for number in range(more):
            publish(reviewer, told(li_mei, title=f"夜班津贴第{more}{number}回"))
        visitor.get("study.cases")  # the catalogue is loaded anew
        with count_queries() as asked:
            visitor.client.get("/cases/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_lessons_and_laws_lead_to_the_cases(browse, two):
    visitor = browse.enter("wang_qiang")
    lesson = {"course_id": "speaking", "lesson_id": "speaking-1"}
    url = visitor.address("study.case", **two[0])
    assert url in links(visitor.get("study.lesson", **lesson))
    assert url in links(visitor.get("study.law", short="测试法"))
    assert "有关的案例" not in text(
        visitor.get("study.lesson", **(lesson | {"lesson_id": "speaking-2"}))
    )
