"""Statutes as the national law database gives them: title, dates, chapters, articles."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.citations import article_label
from cadreschool.laws.statutes import Paragraph, read_statute
from tests.laws.statutes import ADDED, FIRST, LAST, NOTE, SECOND, STATUTE


def _read(text):
    findings = Findings("法.txt")
    lines = [Paragraph(number, line) for number, line in enumerate(text.splitlines(), start=1)]
    return read_statute(lines, findings), [str(mistake) for mistake in findings.mistakes]


def test_a_statute_is_read_with_its_title_dates_chapters_and_paragraphs():
    statute, mistakes = _read(STATUTE)

    assert mistakes == []
    assert (statute.title, statute.version) == ("中华人民共和国测试法", "2020修正")
    assert [(one.no, one.text) for one in statute.articles] == [
        ("1", FIRST),
        ("2", SECOND),
        ("2-1", ADDED),
        ("3", LAST),
    ]
    assert [one.headings for one in statute.articles] == [
        ("第一章 总 则",),
        ("第二章 组 织", "第一节 委员会"),
        ("第二章 组 织", "第一节 委员会"),
        ("第三章 附 则",),
    ]


def test_an_amendment_does_not_bind_from_the_day_of_the_first_text():
    assert _read(STATUTE)[0].effective_from is None


@pytest.mark.parametrize(
    ("note", "last", "version", "since"),
    [
        (
            "（2007年12月29日第三十一次会议通过）",
            "本法自2008年5月1日起施行。",
            "2007",
            date(2008, 5, 1),
        ),
        (
            "（1993年12月29日通过　2018年10月26日第四次修正　2023年12月29日第二次修订）",
            "本法自2024年7月1日起施行。",
            "2023修订",
            date(2024, 7, 1),
        ),
        (
            "（2020年12月25日审判委员会第1825次会议通过，自2021年1月1日起施行）",
            "以本解释为准。",
            "2020",
            date(2021, 1, 1),
        ),
        (
            "（2012年4月18日国务院第200次常务会议通过\n2012年4月28日国务院令第619号公布）",
            "本规定自公布之日起施行。",
            "2012",
            date(2012, 4, 28),
        ),
    ],
)
def test_the_note_tells_the_version_and_note_or_end_the_day_of_effect(note, last, version, since):
    statute, mistakes = _read(f"某某规定\n{note}\n第一条　甲。\n第二条　{last}\n")

    assert mistakes == []
    assert (statute.version, statute.effective_from) == (version, since)


def test_a_text_without_a_note_names_no_version():
    statute, _ = _read("某某规定\n第一条　甲。\n")

    assert (statute.title, statute.version, statute.effective_from) == ("某某规定", "", None)


def test_a_title_in_two_lines_a_document_number_and_a_preamble():
    statute, mistakes = _read(
        "最高人民法院\n关于审理某某案件的解释（一）\n法释〔2020〕26号\n"
        "（2020年12月25日通过，自2021年1月1日起施行）\n为正确审理案件，制定本解释。\n第一条 甲。\n"
    )

    assert mistakes == []
    assert statute.title == "最高人民法院关于审理某某案件的解释（一）"
    assert statute.doc_no == "法释〔2020〕26号"
    assert [one.text for one in statute.articles] == ["甲。"]


def test_a_closing_chapter_without_a_number_leaves_the_parts_before_it():
    statute, mistakes = _read(
        "某法\n第一编　总则\n第一章　一般规定\n第一条　甲。\n附　则\n第二条　乙。\n"
    )

    assert mistakes == []
    assert [one.headings for one in statute.articles] == [
        ("第一编 总则", "第一章 一般规定"),
        ("附则",),
    ]


def test_a_paragraph_that_begins_with_an_article_it_speaks_of_is_no_article():
    statute, mistakes = _read("某法\n第一条　甲：\n第二条规定的，从其规定。\n第二条　乙。\n")

    assert mistakes == []
    assert [one.text for one in statute.articles] == ["甲：\n第二条规定的，从其规定。", "乙。"]


def test_an_appendix_belongs_to_the_last_article():
    statute, mistakes = _read("某规定\n第一条　甲。\n附录：\n一、矿山井下作业。\n")

    assert mistakes == []
    assert statute.articles[0].text == "甲。\n附录：\n一、矿山井下作业。"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "法.txt:1: 没有读到条文"),
        ("某法\n第一条为了\n", "法.txt:2: 没有读到条文"),
        ("某法\n第一条　甲。\n第三条　丙。\n", "法.txt:3: 第一条之后是第三条，中间缺了条文"),
        ("某法\n第二条　乙。\n", "法.txt:2: 开头是第二条，中间缺了条文"),
        ("某法\n第一条　甲。\n第一条　乙。\n", "法.txt:3: “第一条”出现两次"),
        ("某法\n第一条\n第二条　乙。\n", "法.txt:2: 第一条没有条文"),
        (
            "某法\n第一条　甲。\n第二章　组织\n乙。\n第二条　丙。\n",
            "法.txt:4: 章节名之后不是条文：乙。",
        ),
        ("第一条　甲。\n", "法.txt:1: 没有读到法律名称"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, mistake):
    assert next(one.partition("（")[0] for one in _read(text)[1]) == mistake


@given(st.text(alphabet="第一二三条章节之　 \n（）2020年1月日修正。甲:附则目录", max_size=120))
def test_reading_never_fails(text):
    statute, _ = _read(text)

    assert all(one.text or one.no for one in statute.articles)


@given(st.lists(st.text(alphabet="甲乙丙，。", min_size=1, max_size=8), min_size=1, max_size=30))
def test_what_was_written_out_is_read_back(texts):
    lines = [f"　　{article_label(str(no))}　{text}" for no, text in enumerate(texts, start=1)]
    statute, mistakes = _read("\n".join(["某法", NOTE, *lines]))

    assert mistakes == []
    assert [one.text for one in statute.articles] == texts
