"""Finding laws and articles by words: names, numbers of now and of before, and what it is about."""

from __future__ import annotations

from datetime import date

import pytest

from cadreschool.kernel.words import wanted
from cadreschool.laws.finding import LawWords
from cadreschool.laws.registry import read_registry
from tests.laws.building import a_law, a_version

ON = date(2026, 11, 22)
_GIST = (
    '      "{no}":\n        gist: {gist}\n        tags: [{tags}]\n{old}        sha256: ' + "0" * 64
)


def _gist(no, gist, tags, old=""):
    moved = f'        old_number: "{old}"\n' if old else ""
    return _GIST.format(no=no, gist=gist, tags=tags, old=moved) + "\n"


UNION_LAW = a_law(
    a_version(
        gists=_gist("21", "工会帮助职工签订劳动合同。", "劳动合同", "20")
        + _gist("22", "单方解除合同，应事先通知工会。", "解除, 事先通知", "21")
        + _gist("23", "工会对侵权行为要求改正。", "侵权", "22")
    ),
    short="工会法",
).replace("测试法", "工会法")
OTHER = a_law(
    a_version(gists=_gist("21", "用人单位解除合同须说明理由。", "解除")), short="合同法"
).replace("测试法", "合同法")
WORDS = LawWords(
    read_registry({"laws/工会法.yaml": UNION_LAW.encode(), "laws/合同法.yaml": OTHER.encode()})[0]
)


def _found(text):
    return [(one.law.short, one.gist.no) for one in WORDS.find(wanted(text), ON).articles]


@pytest.mark.parametrize(
    "text",
    [
        "工会法第二十一条解除通知",
        "工会法21条解除通知",
        "《工会法》第二十一条 解除通知",
        "中华人民共和国工会法 第21条 事先通知工会",
        "解除通知 工会法第二十一条",
    ],
)
def test_the_number_of_before_leads_to_the_article_that_speaks_of_it(text):
    assert _found(text) == [("工会法", "22")]


def test_an_article_that_is_named_comes_before_one_that_had_the_number():
    assert _found("工会法第二十一条") == [("工会法", "21"), ("工会法", "22")]
    assert _found("第二十二条") == [("工会法", "22"), ("工会法", "23")]


def test_without_a_law_what_it_is_about_decides():
    assert _found("第二十一条解除通知")[0] == ("工会法", "22")
    assert ("合同法", "21") in _found("第二十一条解除通知")


def test_another_law_that_was_named_keeps_the_others_out():
    assert _found("合同法第二十一条解除通知") == [("合同法", "21")]


@pytest.mark.parametrize("text", ["工会法第九十九条解除", "第二十一条年休假", "21条条条"])
def test_what_nothing_speaks_of_finds_nothing(text):
    assert _found(text) == []
