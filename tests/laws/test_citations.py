"""Citations as authors write them and as readers see them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.laws.citations import (
    BrokenCitation,
    article_number,
    find_citations,
    label,
    parse_citations,
    read_citation,
)
from cadreschool.laws.registry import read_registry
from tests.laws.building import a_law, a_version


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[工会法#22]]", "《工会法》第二十二条"),
        ("[[工会法#22、23]]", "《工会法》第二十二条、第二十三条"),
        ("[[工会法#22,23，22]]", "《工会法》第二十二条、第二十三条"),
        ("[[公司法@2018修正#16]]", "《公司法》第十六条"),
        ("[[刑法#244-1]]", "《刑法》第二百四十四条之一"),
        ("[[刑法#第二百四十四条之一]]", "《刑法》第二百四十四条之一"),
        ("[[工会法]]", "《工会法》"),
        ("[[劳动争议解释(一)#1]]", "《劳动争议解释（一）》第一条"),
        ("[[ 工会法 ＃ ２２ ]]", "《工会法》第二十二条"),
    ],
)
def test_a_citation_is_shown_as_a_reader_knows_it(written, shown):
    assert [label(citation) for citation in parse_citations(written)] == [shown]


@pytest.mark.parametrize(
    "written",
    ["[[]]", "[[#22]]", "[[工会法#]]", "[[工会法#22-]]", "[[工会法@#2]]", "[[《工会法》#2]]"],
)
def test_what_is_no_citation_is_reported_as_it_stands(written):
    assert list(find_citations(f"甲\n{written}")) == [BrokenCitation(written, 2)]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("22", "22"),
        ("２２", "22"),
        ("第二十二条", "22"),
        ("第22条", "22"),
        ("二十二", "22"),
        ("244-1", "244-1"),
        ("第二百四十四条之一", "244-1"),
        ("第 12 条 之 二", "12-2"),
    ],
)
def test_an_article_has_one_number_however_it_is_written(written, number):
    assert article_number(written) == number


@pytest.mark.parametrize(
    "written", ["", "0", "第条", "二百五", "22-", "-1", "22条款", "99999", "9" * 5000, "a"]
)
def test_what_is_no_article_has_no_number(written):
    assert article_number(written) is None


def test_citations_know_their_lines():
    text = "一 [[工会法#1]]\n\n二 [[工会法#2]]、[[劳动法#3]]"

    assert [(c.short, c.line) for c in parse_citations(text, 10)] == [
        ("工会法", 10),
        ("工会法", 12),
        ("劳动法", 12),
    ]


def test_a_bare_citation_is_pinned_to_the_version_of_the_day():
    law = a_law(
        a_version("2018修正", "2018-10-26", "2024-06-30"), a_version("2023修订", "2024-07-01")
    )
    registry, _ = read_registry({"laws/测试法.yaml": law.encode()})
    bare, named, unknown = parse_citations("[[测试法#16]] [[测试法@2018修正#16]] [[别的法#1]]")

    pinned = [registry.pinned(c, date(2026, 1, 1)).version for c in (bare, named, unknown)]

    assert pinned == ["2023修订", "2018修正", None]
    assert registry.pinned(bare, date(2020, 1, 1)).version == "2018修正"


@given(st.text(alphabet="[]#@、，工会法0123456789-之条第二十\n （）", max_size=60))
def test_finding_citations_never_fails(text):
    for found in find_citations(text):
        if not isinstance(found, BrokenCitation):
            assert label(found).startswith("《")


@given(st.lists(st.integers(1, 1260), min_size=1, max_size=5, unique=True))
def test_a_citation_written_from_its_parts_is_read_back(numbers):
    articles = tuple(map(str, numbers))
    citation = read_citation(f"工会法#{'、'.join(articles)}")

    assert citation is not None
    assert citation.articles == articles
