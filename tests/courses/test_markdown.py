"""Markdown as Chinese authors write it, and the HTML that becomes of it."""

from __future__ import annotations

import re

import pytest

from cadreschool.courses.markdown.convert import Converter
from cadreschool.courses.values import Heading, Media
from cadreschool.laws.citations import parse_citations

PICTURE = Media("media/a.png", "01-a/media/a.png", "ab" * 32, "png", 30, 20)
CONVERTER = Converter()


def _lesson(text):
    CONVERTER.enter("a1", {"media/a.png": PICTURE}, parse_citations(text))
    return CONVERTER.lesson(text)


def _html(text):
    """Return the HTML of a lesson without the ids of blocks and the line breaks between them."""
    html = re.sub(r' id="b-[0-9a-f]{8}"', "", _lesson(text)[0])
    return re.sub(r"\n+", "", html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("甲\n乙", "<p>甲乙</p>"),
        ("甲。\n**乙**", "<p>甲。<strong>乙</strong></p>"),
        ("**甲**\n乙", "<p><strong>甲</strong>乙</p>"),
        ("abc\ndef", "<p>abcdef</p>"),
        ("　　甲\n\n　　乙", "<p>甲</p><p>乙</p>"),
        ("**《工会法》**规定", "<p><strong>《工会法》</strong>规定</p>"),
        ("姓名____电话____", "<p>姓名____电话____</p>"),
        ("A&B &lt;b&gt; &nbsp;&copy;", "<p>A&amp;B &lt;b&gt; &nbsp;©</p>"),
        ("甲<br>乙", "<p>甲<br>乙</p>"),
        ("CO<sub>2</sub>", "<p>CO<sub>2</sub></p>"),
        ("\\*甲\\*", "<p>*甲*</p>"),
        ("`<b>` `[[x]]`", "<p><code>&lt;b&gt;</code> <code>[[x]]</code></p>"),
        ("---", "<hr>"),
        ("文字\n---", "<p>文字</p><hr>"),
        ("> 甲\n> 乙", "<blockquote><p>甲乙</p></blockquote>"),
        ("    四个空格", "<p>四个空格</p>"),
    ],
)
def test_words_become_paragraphs(text, html):
    expected = html.replace("abcdef", "abc\ndef").replace("\n", "")

    assert _html(text) == expected


def test_lines_in_latin_letters_keep_their_space():
    assert "abc\ndef" in _lesson("abc\ndef")[0]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("有：\n- 甲\n- 乙", "<p>有：</p><ul><li>甲</li><li>乙</li></ul>"),
        ("有：\n1. 甲\n2. 乙", "<p>有：</p><ol><li>甲</li><li>乙</li></ol>"),
        ("3. 甲\n4. 乙", '<ol start="3"><li>甲</li><li>乙</li></ol>'),
        ("- 甲\n  - 乙\n- 丙", "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"),
        ("- 甲\n    - 乙\n- 丙", "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"),
        (
            "1. 甲\n   - 乙\n     - 丙\n2. 丁",
            "<ol><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li><li>丁</li></ol>",
        ),
        ("- 甲\n\n  乙\n\n丙", "<ul><li><p>甲</p><p>乙</p></li></ul><p>丙</p>"),
        ("- 甲\n  乙", "<ul><li>甲乙</li></ul>"),
        ("- 甲\n1. 乙", "<ul><li>甲</li></ul><ol><li>乙</li></ol>"),
        ("- 甲\n\n文", "<ul><li>甲</li></ul><p>文</p>"),
        ("* 甲\n+ 乙", "<ul><li>甲</li><li>乙</li></ul>"),
    ],
)
def test_lists_need_neither_an_empty_line_nor_four_spaces(text, html):
    assert _html(text) == html


def test_a_table_may_stand_right_under_a_line():
    html = _html("看表：\n| 甲 | 乙 |\n|---|:-:|\n| 一 | 二 |\n完")

    assert html == (
        "<p>看表：</p>"
        '<div aria-label="表格：甲、乙" class="table" role="region" tabindex="0"><table>'
        '<thead><tr><th scope="col">甲</th><th align="center" scope="col">乙</th></tr></thead>'
        '<tbody><tr><td>一</td><td align="center">二</td></tr></tbody></table></div><p>完</p>'
    )


def test_two_tables_with_the_same_head_have_two_names():
    table = "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |"

    assert re.findall('aria-label="([^"]+)"', _html(f"{table}\n\n文\n\n{table}")) == [
        "表格：甲、乙",
        "表格：甲、乙（2）",
    ]


def test_a_citation_in_chinese_text_leaves_no_gap():
    assert "文<a" in _html("文 [[工会法#2]]")
    assert "law <a" in _html("law [[工会法#2]]")


@pytest.mark.parametrize(
    "text", ["```\n<b>\n# 甲\n::: 要点\n```", "~~~ py\n<b>\n# 甲\n::: 要点\n~~~"]
)
def test_code_is_shown_as_it_stands(text):
    assert "<pre><code>&lt;b&gt;\n# 甲\n::: 要点\n</code></pre>" in re.sub(
        r' id="b-\w+"', "", _lesson(text)[0]
    )


@pytest.mark.parametrize("fence", [":::", "：：：", "::::"])
def test_a_callout_has_a_name_and_a_title(fence):
    assert _html(f"{fence} 怎么说 对职工\n“……”\n{fence}") == (
        '<section aria-labelledby="c-1" class="callout callout--say">'
        '<p class="callout__title" id="c-1">怎么说 · 对职工</p><p>“……”</p></section>'
    )


def test_callouts_nest_and_hold_lists_and_tables():
    html = _html("::: 练一练\n做：\n- 甲\n::: 参考\n|一|二|\n|-|-|\n|三|四|\n:::\n尾\n:::\n外")

    assert html.startswith('<section aria-labelledby="c-1" class="callout callout--drill">')
    assert "<ul><li>甲</li></ul><details" in html
    assert '<details class="reference"><summary>看参考答案</summary><div aria-label' in html
    assert html.endswith("</details><p>尾</p></section><p>外</p>")


def test_a_reference_may_have_a_title_of_its_own():
    assert _html("::: 参考 看看怎么写\n甲\n:::") == (
        '<details class="reference"><summary>看看怎么写</summary><p>甲</p></details>'
    )


def test_headings_have_readable_unique_ids_that_links_find():
    html, headings, _ = _lesson(
        "## 怎么说：对职工\n\n### 小结\n\n### 小结\n\n### SOP\n\n[见](#怎么说：对职工)"
    )

    assert headings == (
        Heading("怎么说-对职工", 2, "怎么说：对职工"),
        Heading("小结", 3, "小结"),
        Heading("小结-2", 3, "小结"),
        Heading("节-sop", 3, "SOP"),
    )
    assert '<h3 id="小结-2">小结</h3>' in html
    assert '<a href="#怎么说-对职工">见</a>' in html


def test_a_heading_with_marks_is_plain_in_the_contents():
    _, headings, _ = _lesson("## 要点：**看**[[工会法#2]]")

    assert headings == (Heading("要点-看-工会法-第二条", 2, "要点：看《工会法》第二条"),)


def test_links_lead_to_lessons_and_pages():
    html = _html("[同课](lesson:b) [别课](lesson:c2/d) [外](https://a.cn/x?y=1&z=2)")

    assert html == (
        '<p><a href="/courses/a1/lessons/b/">同课</a> <a href="/courses/c2/lessons/d/">别课</a> '
        '<a href="https://a.cn/x?y=1&amp;z=2" rel="noopener noreferrer">外</a></p>'
    )


def test_pictures_bring_their_size_and_words():
    assert _html("![两个人\n在谈](media/a.png)") == (
        f'<p><img alt="两个人在谈" height="20" loading="lazy" src="/media/{"ab" * 32}.png" '
        'width="30"></p>'
    )


def test_citations_are_numbered_in_the_order_of_the_page():
    html = _html("- [[工会法#2]]\n- 甲\n\n[[工会法#3]]、[[工会法#2]]")
    citations = parse_citations("[[工会法#2]] [[工会法#3]] [[工会法#2]]")

    assert [c.articles for c in citations] == [("2",), ("3",), ("2",)]
    assert re.findall(r'<a class="cite" id="([^"]+)">([^<]+)</a>', html) == [
        ("cite-3", "《工会法》第二条"),
        ("cite-2", "《工会法》第三条"),
        ("cite-3-2", "《工会法》第二条"),
    ]


def test_footnotes_work_both_ways():
    html = _html("甲[^注]乙[^注]。\n\n[^注]: 说明 [[工会法#2]]")

    assert '<sup id="fnref:注"><a class="footnote-ref" href="#fn:注">1</a></sup>' in html
    assert '<sup id="fnref2:注">' in html
    assert '<li id="fn:注">' in html
    assert 'class="footnote-backref" href="#fnref:注" title="回到正文第 1 处注释"' in html


def test_every_block_has_an_id_of_its_own_that_survives_other_edits():
    before, after = (
        re.findall(r'id="(b-[0-9a-f]{8})"', _lesson(text)[0])
        for text in (
            "甲\n\n乙\n\n乙\n\n- 丙\n\n```\n丁\n```",
            "新\n\n甲\n\n乙\n\n乙\n\n- 丙\n\n```\n丁\n```",
        )
    )

    assert len(set(before)) == len(before) == 5
    assert after[1:] == before


def test_the_text_under_each_heading_is_ready_for_search():
    _, _, sections = _lesson(
        "开头\n## 要点\n甲[^1]**乙**\n### 小节\n- 丙\n- 丁\n\n|戊|己|\n|-|-|\n|庚|辛|\n"
        "## 法条\n见[[工会法#2]]。![图示](media/a.png)\n\n[^1]: 注"
    )

    assert [(s.anchor, s.path, s.text) for s in sections] == [
        ("", (), "开头"),
        ("要点", ("要点",), "甲乙"),
        ("小节", ("要点", "小节"), "丙 丁 戊 己 庚 辛"),
        ("法条", ("法条",), "见《工会法》第二条。图示 注"),
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一句话", "一句话"),
        ("甲**乙**", "甲<strong>乙</strong>"),
        ("一段\n\n两段", "<p>一段</p>\n<p>两段</p>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("1. 甲\n2. 乙", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"),
        (
            "见[[工会法#2、3]]",
            (
                '见<a class="cite" href="/laws/%E5%B7%A5%E4%BC%9A%E6%B3%95/?article=2#article-2">'
                "《工会法》第二条、第三条</a>"
            ),
        ),
        (
            "[[劳动争议解释（一）#44]]",
            (
                '<a class="cite" href="/laws/%E5%8A%B3%E5%8A%A8%E4%BA%89%E8%AE%AE%E8%A7%A3%E9%87%8A'
                '%28%E4%B8%80%29/?article=44#article-44">《劳动争议解释（一）》第四十四条</a>'
            ),
        ),
    ],
)
def test_parts_of_questions_are_short_html(text, html):
    CONVERTER.enter("a1", {}, ())

    assert CONVERTER.part(text) == html


def test_an_empty_lesson_inherits_nothing_from_the_one_before():
    _lesson("## 要点\n甲")

    assert _lesson(" \n") == ("", (), ())


def test_an_unclosed_mark_stays_text():
    assert _html("::: 要点\n甲") == (
        '<section aria-labelledby="c-1" class="callout callout--points">'
        '<p class="callout__title" id="c-1">要点</p><p>甲</p></section>'
    )
    assert _html("::: 什么\n甲\n:::") == "<p>::: 什么甲</p>"
    assert _html("```\n甲") == "<pre><code>甲</code></pre>"
