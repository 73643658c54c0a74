"""Mistakes drawn on the contents of a law."""

from __future__ import annotations

from tests.web.seeing import links, table, text
from tests.web.study.practising import answer, practise


def test_the_articles_that_mistakes_rest_on_are_drawn_and_listed(browse):
    practise(browse.enter("li_mei"), course="listening", wrong=3)
    page = browse.get("study.mistake_map")

    assert table(page) == [["第二条", "第一条起", "3", "0"]]
    assert len(page.select(".law-map rect")) == 9
    assert [one["class"] for one in page.select(".law-map rect")][1] == ["at-3"]
    assert browse.address("study.mistakes", law="测试法") in links(page)


def test_cleared_ones_are_told_apart(browse):
    browse.enter("li_mei")
    browse.post("study.create_practice_choice", clears_after="1", daily_size="5")
    practise(browse, course="listening", size="5", wrong=1)
    exercise = browse.post("study.create_redo", size="5").location

    answer(browse, exercise)

    page = browse.get("study.mistake_map")

    assert table(page) == [["第二条", "第一条起", "0", "1"]]
    assert [one["class"] for one in page.select(".law-map rect")][1] == ["at-4"]


def test_without_mistakes_there_is_nothing_to_draw(browse):
    assert "还没有依据法条的错题" in text(browse.enter("li_mei").get("study.mistake_map"))


def test_a_law_without_mistakes_is_not_found(browse):
    practise(browse.enter("li_mei"), course="listening", wrong=1)

    browse.get("study.mistake_map", law="无此法", status=404)
