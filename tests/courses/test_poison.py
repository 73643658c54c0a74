"""Markdown that chokes renderers: refused by the reader, or rendered well within the limits.

The shapes are those that cost Python-Markdown seconds to minutes when it was measured with its
usual extensions.
"""

from __future__ import annotations

import sys
import time

import pytest

from cadreschool.courses.checking.passage import Passage
from cadreschool.courses.checking.weight import check_weight
from cadreschool.courses.markdown.convert import Converter
from cadreschool.courses.rendering.__main__ import DEPTH
from cadreschool.kernel.mistakes import Findings
from tests.courses.building import read, rules, with_text

SHAPES = [
    *["[", "![", "[a](", "[a](b", "[a](<b", "![a](b", "[[", "[[a#1", "[[a#1]]", "]]", "](", "\\["],
    *["<", "<a ", "<b", "</", "<!--", "<![CDATA[", "<http://a", "<x>", "<sub>", "<sub>a</sub>"],
    *["`", "`a``", "`` ", "~~~a\n", "```\n", "*", "**", "**a ", "*a_ ", "***a** ", "_", "*[[a#1]]"],
    *["# a\n", "##", "a\n==\n", "a\n: b\n", "- - ", "- x\n", "- a\n\n", "1. ", "1. x\n", "+ ", "-"],
    *[">", "> ", "> a\n", "> - a\n", "|a|b\n", "| ", "|-", "a|b\n-|-\n", "|`", "|\\", "    a\n\n"],
    *["[^1]", "[^a]: b\n", "[^a]:\n    ", "::: 怎么说\n", ":::\n", "：：：", "::: 参考\n\n:::\n"],
    *[
        "&",
        "&amp",
        "&#1;",
        "\\",
        "\\*",
        "\t",
        " ",
        "\n",
        "x\n\n",
        "a\n",
        "中\n",
        "中*文*",
        "　",
        "。",
    ],
    *["1、a\n", "〔2020〕1号", "法[2020", "法〔", "[a](#b)", "[a](lesson:b)", "![a](media/a.png)"],
    *["<br>", '[a]("', "😀", "：", "e\u0301", "((", "a@b.cn ", "https://a.b/ ", "--", "* * "],
]
SIZES = [2_000, 19_000]
"""Just under what is refused for its length alone, and small enough to stay under any count."""
SECONDS = 1.5
"""Half of what a lesson may take, on a machine that does other things too."""


@pytest.fixture(autouse=True)
def _shallow():
    """Give the converter no more depth than its child has."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(DEPTH)
    yield
    sys.setrecursionlimit(before)


def test_there_are_as_many_shapes_as_were_measured():
    assert len(SHAPES) >= 86


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", SHAPES, ids=ascii)
def test_a_shape_is_refused_or_rendered_in_time(shape, size):
    text = shape * (size // len(shape))

    began = time.perf_counter()
    found = rules(with_text(text.replace("\x00", "")))
    if "too-complex" not in found and not _is_open(text):
        converter = Converter()
        converter.enter("a1", {}, ())
        converter.lesson(text)

    assert time.perf_counter() - began < SECONDS


def _is_open(text):
    """Tell whether callouts nest without end: a mistake of its own, so never rendered."""
    return "提示框嵌套太深" in [mistake.text for mistake in read(with_text(text)).mistakes]


@pytest.mark.parametrize("shape", ["[", "<a ", "*", "> ", "- x\n", "|a|b\n", "[^1]"], ids=ascii)
def test_the_heavy_ones_are_refused_before_any_rendering(shape):
    findings = Findings("x.md")

    began = time.perf_counter()
    assert not check_weight(Passage(shape * (100_000 // len(shape)), 1, findings))
    assert time.perf_counter() - began < 0.2
    assert {mistake.rule for mistake in findings.mistakes} == {"too-complex"}


def test_a_long_honest_lesson_is_not_refused():
    paragraph = (
        "工会主席可以这样说：**先听**，再问[[测试法#2]]，最后约好时间（见下表）。\n- 一\n- 二\n"
    )
    text = "\n\n".join([paragraph] * 150)

    assert rules(with_text(text)) == []
