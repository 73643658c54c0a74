"""Comparing the registry with official texts: every difference, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.official import parse_official
from cadreschool.laws.registry import read_registry
from cadreschool.laws.rules import article_digest, compare
from tests.laws.building import a_law, a_version, an_official_text, gist_of

GISTS = gist_of("1", "第一款。第二款。") + gist_of("1-1", "另一条。") + gist_of("7", "原文里没有")


def _compare(law, official):
    registry, mistakes = read_registry({"laws/测试法.yaml": law.encode()})
    assert mistakes == ()
    text = parse_official(official.encode(), Findings("x.json"))
    assert text is not None
    return [(str(found), found.is_information) for found in compare(registry, [text])]


def test_equal_texts_have_no_difference_and_a_missing_article_is_none():
    assert _compare(a_law(a_version(gists=GISTS)), an_official_text()) == []


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"title": "测试法"}, "名称：登记“中华人民共和国测试法”，原文“测试法”"),
        ({"doc_no": "法释〔2020〕1号"}, "文号：登记“无”，原文“法释〔2020〕1号”"),
        ({"effective_from": "2020-02-01"}, "施行日期：登记 2020-01-01，原文 2020-02-01"),
        ({"effective_to": "2025-12-31"}, "失效日期：登记 无，原文 2025-12-31"),
        (
            {"articles": [{"no": 1, "text": "第一款。 第二款，改了。"}, {"no": 58, "text": "末"}]},
            "第一条：原文与登记时核对的不同（sha256 不符）",
        ),
        (
            {"articles": [{"no": 1, "text": "第一款。第二款。"}, {"no": 59, "text": "新的一条"}]},
            "条数：登记 58 条，原文到第 59 条",
        ),
        (
            {"articles": [{"no": 1, "text": "第一款。第二款。"}, {"no": 6, "text": "末"}]},
            "第七条：原文到第 6 条为止，没有这一条",
        ),
    ],
)
def test_every_difference_is_named(changes, difference):
    found = _compare(a_law(a_version(gists=GISTS)), an_official_text(**changes))

    assert found == [(f"不同：测试法@2020修正：{difference}", False)]


def test_a_law_the_folder_lacks_is_no_difference():
    assert _compare(a_law(), an_official_text(short="别的法")) == []


def test_a_version_the_registry_lacks_is_only_information():
    assert _compare(a_law(), an_official_text(version="2024修正")) == [
        ("提示：测试法@2024修正：登记里没有这个版本", True)
    ]


def test_a_code_that_lies_in_the_folder_in_part_has_the_same_title():
    title = "中华人民共和国测试法(总则、合同编、附则)"

    assert _compare(a_law(), an_official_text(title=title)) == []


def test_a_digest_forgives_spacing_and_width_and_nothing_else():
    same = ["第一条　工会ＡＢ", "第 一 条\n工会AB", "\ufeff第一条工会\u200bAB"]

    assert len({article_digest(text) for text in same}) == 1
    assert article_digest("应当") != article_digest("应 当。")


@given(
    st.text(alphabet="甲乙条ＡB1２（），。\n\u3000"),
    st.sampled_from(" \n\t\u3000\u200b\u00ad"),
    st.integers(0, 100),
)
def test_white_space_anywhere_leaves_the_digest(text, space, at):
    assert article_digest(text) == article_digest(f"{text[:at]}{space}{text[at:]}")


def test_official_text_is_json_as_the_collection_has_it():
    assert json.loads(an_official_text())["articles"][1]["no"] == "1-1"
