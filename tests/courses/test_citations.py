"""Citations are filled in when a lesson is read: from the registry of that day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cadreschool.courses.citations import fill_citations
from cadreschool.courses.markdown.convert import Converter
from cadreschool.laws.citations import parse_citations
from cadreschool.laws.registry import Registry, Standing
from tests.courses.building import ON, REGISTRY
from tests.courses.vectors import elements

CONVERTER = Converter()


def _filled(text, on=ON, registry=REGISTRY):
    citations = list(dict.fromkeys(parse_citations(text)))
    CONVERTER.enter("a1", {}, citations)
    return fill_citations(CONVERTER.lesson(text)[0], citations, registry, on)


def test_a_citation_shows_gist_version_and_day_and_leads_to_the_list():
    html, shown = _filled("见[[测试法#2]]。")

    assert (
        '见<a class="cite" id="cite-1" href="#law-1" data-note="1">《测试法》第二条'
        '<span class="cite__tip" role="tooltip">'
        "会员满二十五人的，应当建立委员会。 · 2020修正 · 2020年1月1日起施行</span></a>。"
    ) in html
    assert [(s.id, s.label, s.gist, s.version, s.backref) for s in shown] == [
        ("law-1", "《测试法》第二条", "会员满二十五人的，应当建立委员会。", "2020修正", "cite-1")
    ]
    assert (shown[0].effective_from, shown[0].standing) == (date(2020, 1, 1), Standing.CHECKED)
    assert shown[0].url == "/laws/%E6%B5%8B%E8%AF%95%E6%B3%95/?article=2#article-2"


def test_a_citation_that_stands_twice_is_in_the_list_once():
    html, shown = _filled("[[测试法#1]]、[[测试法#2]]、[[测试法#1]]")

    assert re.findall(r'id="(cite[^"]+)" href="([^"]+)"', html) == [
        ("cite-1", "#law-1"),
        ("cite-2", "#law-2"),
        ("cite-1-2", "#law-1"),
    ]
    assert [s.id for s in shown] == ["law-1", "law-2"]


def test_a_printed_note_has_the_number_of_its_law_in_the_list():
    html, shown = _filled("[[没有的法#1]]、[[测试法#1]]、[[测试法#2]]、[[测试法#1]]")

    assert re.findall(r'href="#([^"]+)" data-note="(\d+)"', html) == [
        ("law-2", "1"),
        ("law-3", "2"),
        ("law-2", "1"),
    ]
    assert [s.id for s in shown] == ["law-2", "law-3"]


def test_several_articles_are_told_one_after_the_other():
    _, shown = _filled("[[测试法#1、2]]")

    assert shown[0].gist == (
        "第一条：第一条说明这部法为什么要有。第二条：会员满二十五人的，应当建立委员会。"
    )


def test_a_whole_law_shows_its_title():
    assert _filled("[[测试法]]")[1][0].gist == "中华人民共和国测试法"


def test_the_same_lesson_shows_another_version_on_another_day():
    _, before = _filled("[[旧法#3]]", date(2023, 12, 31))
    _, after = _filled("[[旧法#3]]", date(2024, 1, 1))

    assert [(s.version, s.gist, s.is_in_force) for s in (*before, *after)] == [
        ("2018修正", "旧的第三条。", True),
        ("2023修订", "新的第三条。", True),
    ]


def test_an_ended_version_and_quoted_law_say_so():
    html, shown = _filled("[[旧法@2018修正#3]]、[[转引规定#32]]")

    assert "2018年1月1日起施行 · 待复核：这一条已有新的版本</span>" in html
    assert "2004年5月1日起施行 · 待核对原文</span>" in html
    assert [(s.is_in_force, s.standing) for s in shown] == [
        (False, Standing.CHECKED),
        (True, Standing.QUOTED),
    ]


def test_what_rests_on_an_article_that_stayed_the_same_shows_the_version_in_force():
    cited = parse_citations("[[旧法@2018修正#3]]")
    html = '<a class="cite" id="cite-1">《旧法》第三条</a>'

    _, same = fill_citations(html, cited, REGISTRY, ON, frozenset())
    _, changed = fill_citations(html, cited, REGISTRY, ON, frozenset({("旧法", "3")}))

    assert [(s.version, s.gist, s.needs_review) for s in (*same, *changed)] == [
        ("2023修订", "新的第三条。", False),
        ("2018修正", "旧的第三条。", True),
    ]


def test_a_law_that_left_the_registry_keeps_its_name_only():
    html, shown = _filled("见[[测试法#2]]。", registry=Registry())

    assert "见《测试法》第二条。" in html
    assert shown == []


@given(st.text(alphabet="<>&\"'甲", max_size=20))
def test_words_of_the_registry_cannot_become_markup(gist):
    html = '<a class="cite" id="cite-1">《测试法》第一条</a>'
    law = next(law for law in REGISTRY.laws if law.short == "测试法")
    gists = (replace(law.versions[0].gists[0], gist=gist),)
    spoiled = replace(law, versions=(replace(law.versions[0], gists=gists),))
    filled, _ = fill_citations(html, parse_citations("[[测试法#1]]"), Registry((spoiled,)), ON)

    assert [element.tag for element in elements(filled)] == ["a", "span"]
