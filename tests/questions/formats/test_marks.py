"""Plain text stays what it is, whatever signs it holds."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from cadreschool.questions.formats.marks import (
    escaped,
    from_plain,
    in_one_line,
    joined,
    plain,
    words_of,
)
from tests.questions.formats.rendering import folded, seen

SIGNS = st.sampled_from([*"ab1 .*_`[]()<>#+-|~\\:：!&;=甲乙，“\t", "&lt;", "<b>", "](", "1. "])
TEXTS = st.lists(SIGNS, max_size=12).map("".join)


@given(TEXTS)
@example("1. 甲")
@example("- - -")
@example("__")
@example("____")
@example("```")
@example("~~~")
@example("::: 要点")
@example("| a | b |")
@example("a\\*b")
@example("&amp;lt;")
@example("![x](https://e.cn)")
def test_a_page_shows_the_text_that_was_escaped(text):
    shown = seen(escaped(text)).replace("＿", "_")

    assert shown.replace(" ", "") == folded(text).replace(" ", "").replace("＿", "_")


@given(TEXTS)
def test_escaping_can_be_undone(text):
    markdown = escaped(text)

    if "_" not in text:
        again = plain(markdown)
        assert again is None or escaped(again) == markdown


def test_text_without_marks_is_its_own_markdown():
    for text in ("工会法第二十二条规定了什么？", "3 < 5，A&B", "（　　）元", "a_b", "[1] 甲"):
        assert escaped(text) == text
        assert plain(text) == text


def test_citations_of_law_keep_their_meaning():
    assert escaped("见[[工会法#22]]，*不*改") == "见[[工会法#22]]，\\*不\\*改"
    assert escaped("[[不是引用#x]]") == "\\[\\[不是引用#x]]"


def test_lines_are_kept_or_joined_as_chinese_is_written():
    assert from_plain("甲\n乙\n\n1. 丙") == "甲<br>乙\n\n1\\. 丙"
    assert joined("甲\n  乙 a\nb") == "甲乙 a b"
    assert in_one_line("甲\n\n乙\n丙") == "甲<br>乙\n丙"


def test_words_are_those_that_are_read():
    assert words_of("**不**得 \\# &lt;b> [文](https://e.cn)") == "不得 # <b> 文"
