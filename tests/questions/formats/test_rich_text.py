"""HTML from elsewhere keeps its words and its shape, and brings nothing else along."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.questions.formats.rich_text import from_html
from tests.courses.vectors import FIXTURES, VECTORS, dangers, shared_vectors
from tests.questions.formats.rendering import rendered, seen, words

TEXTS = st.sampled_from(
    [
        "工会",
        "甲 乙",
        "a*b",
        "1. x",
        "&lt;b&gt;",
        "[x](y)",
        "_u_",
        "|",
        " ",
        "&nbsp;",
        "#",
        "\\",
        "!",
    ]
)


def _wrapped(inner):
    names = st.sampled_from(
        ["b", "i", "em", "span", "sub", "p", "div", "li", "ul", "td", "h2", "code"]
    )
    return st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", names, st.lists(inner, max_size=3)
    )


HTML = st.lists(st.recursive(TEXTS, _wrapped, max_leaves=6), max_size=4).map("".join)


def _letters(text):
    return [c for c in text if c.isalnum() or c in "[](){}<>#|!&;\\"]


@given(HTML)
def test_a_page_shows_the_words_of_the_html(html):
    shown = seen(from_html(html).markdown)

    assert _letters(shown) == _letters(words(html))


@given(HTML)
def test_an_option_shows_the_same_words_in_one_line(html):
    markdown = from_html(html, inside=True).markdown

    assert "\n" not in markdown
    assert _letters(seen(markdown)) == _letters(words(html))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>不<b>得</b><strong>低于</strong></p><p>二</p>", "不**得低于**\n\n二"),
        ("<p>甲<em><b>乙</b></em> </p>", "甲***乙***"),
        ("<b><p>甲</p><p>乙</p></b>", "**甲**\n\n**乙**"),
        ("一<br>二<br><br>", "一<br>二"),
        (
            "<ul><li>甲<ol><li>乙</li></ol></li><li><p>丙</p><p>丁</p></li></ul>",
            "- 甲\n  1. 乙\n- 丙<br>丁",
        ),
        ("<blockquote><p>甲</p><p>乙</p></blockquote>", "> 甲\n>\n> 乙"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<h2>标题</h2><hr>", "**标题**\n\n---"),
        ("H<sub>2</sub>O，<u>词</u>，<u>&nbsp; &nbsp;</u>", "H<sub>2</sub>O，*词*，＿＿＿"),
        ("<a href='https://e.cn/(1) 2'>文</a>", "[文](https://e.cn/%281%29%202)"),
        ("<a href='http://e.cn/'>文</a>", "文（http://e.cn/）"),
        ("见[[工会法#22]]", "见[[工会法#22]]"),
        ("甲\n乙 a\nb", "甲乙 a b"),
    ],
)
def test_what_is_written_by_hand_keeps_its_shape(html, markdown):
    assert from_html(html).markdown == markdown
    assert from_html(html).lost == ()


def test_a_table_keeps_its_cells_where_they_stood():
    html = (
        "<table><tbody><tr><th>甲</th><th colspan=2>乙</th></tr>"
        "<tr><td rowspan=2>1|2</td><td>3<br>4</td><td><p>5</p><p>6</p></td></tr>"
        "<tr><td>7</td></tr></tbody></table>"
    )

    rich = from_html(html)

    assert rich.markdown == (
        "| 甲 | 乙 |  |\n|---|---|---|\n| 1\\|2 | 3<br>4 | 5<br>6 |\n|  | 7 |  |"
    )
    assert rich.lost == ("合并的单元格（已拆开）",)
    assert words(html) in seen(rich.markdown).replace("7 ", "7")


def test_what_cannot_be_kept_is_told():
    rich = from_html(
        "<p onclick='x()'>听<audio src='a.mp3'></audio><s>旧</s><iframe src='//x'></iframe>"
        "<img src='https://e.cn/a.png' alt='图'><script>x()</script><a href='/b'>乙</a></p>"
    )

    assert rich.markdown == "听旧图乙"
    assert rich.lost == (
        "音频",
        "嵌入的网页",
        "脚本",
        "删除线",
        "图片（https://e.cn/a.png）",
        "指向别处文件的链接",
    )


def test_a_picture_is_asked_for_by_its_address():
    asked = []

    def find(source, alternative):
        asked.append((source, alternative))
        return "![一](media/a.png)"

    rich = from_html("<p>看 <img src='@@PLUGINFILE@@/a.png' alt=' 一 '></p>", find)

    assert (rich.markdown, asked) == ("看 ![一](media/a.png)", [("@@PLUGINFILE@@/a.png", "一")])


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000,
        "<b>" * 4000,
        "<" * 300_000,
        "<!--" * 50_000,
        "<table><tr>" * 2000,
        "<ul><li>" * 2400,
        "<p>" * 4900,
        "*" * 299_000,
        "[[" * 149_000,
    ],
)
def test_no_html_takes_long(html):
    started = time.perf_counter()

    from_html(html)

    assert time.perf_counter() - started < 2


@pytest.mark.skipif(not FIXTURES.is_dir(), reason="../shared/fixtures/xss is not here")
def test_nothing_that_runs_comes_through():
    vectors = [*VECTORS, *shared_vectors()]

    for vector in vectors:
        assert dangers(rendered(from_html(vector).markdown)) == []
        assert dangers(rendered(from_html(vector, inside=True).markdown)) == []
    assert len(vectors) > 100
