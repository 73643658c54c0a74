"""Text as searching sees it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.kernel.text import chinese_number
from cadreschool.kernel.words import BREAK, holds, spaced, spans, wanted, words_of

TEXT = "县总工会依照《工会法》第二十二条支持职工。三十日内答复，每年两个月加班，COVID19 与 A1 课。"


@pytest.mark.parametrize(
    "query",
    [
        *("工会", "加班", "会", "《工会法》", "工会法", "工会法第22条", "工会法 第 22 条", "22条"),
        *("第２２条", "第二十二条", "“工会法”", "30日", "三十日内", "2个月", "covid", "Covid19"),
        *("a1", "Ａ1", "支持 加班", "加班，答复", "  工\u200b会 ", "职工。"),
    ],
)
def test_what_is_written_in_another_way_is_found(query):
    assert holds(spaced(TEXT), wanted(query))


@pytest.mark.parametrize(
    "query", ["工法", "第二条", "2条", "二十条", "职工三十日", "19", "会工", "法院"]
)
def test_what_does_not_stand_there_is_not_found(query):
    assert not holds(spaced(TEXT), wanted(query))


@pytest.mark.parametrize("query", ["", "   ", "，。", "《》", "%_", BREAK, "\u200b"])
def test_nothing_is_wanted_where_no_word_is(query):
    assert not wanted(query)


def test_places_are_those_of_the_text_as_it_stands():
    found = [TEXT[start:end] for start, end in spans(TEXT, wanted("工会法22条 三十日 加班"))]

    assert found == ["工会法》第二十二条", "三十日", "加班"]


def test_what_is_no_number_stays_as_it_is():
    assert [word.text for word in words_of("十四五规划")] == list("十四五规划")


@settings(max_examples=60)
@given(st.integers(min_value=1, max_value=1999))
def test_every_article_is_found_in_figures_and_in_characters(number):
    written, figures = f"第{chinese_number(number)}条", f"{number}条"

    assert holds(spaced(f"见{written}。"), wanted(figures))
    assert holds(spaced(f"见{figures}。"), wanted(written))


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_found_in_itself(text):
    assert holds(spaced(text.replace("\n", " ")), wanted(text)) or not wanted(text)
