"""What authors get wrong inside a lesson, each said on its line with what to do."""

from __future__ import annotations

import pytest

from tests.courses.building import (
    LESSON,
    QUESTIONS,
    a_picture,
    changed,
    complaints,
    course_files,
    printed,
    rules,
    with_text,
)


@pytest.mark.parametrize(
    "text",
    [
        "### 小节\n\n#### 更小\n\n### 又一节",
        "行首\n- 列表\n  - 更深\n1. 另一种",
        "1、单独一段\n\n2、又一段",
        "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |",
        "::: 怎么说 对职工\n“……”\n:::",
        "：：：练一练\n题\n\n::: 参考\n答\n:::\n：：：",
        "```\n# 代码\n[[不是引用]] <b> [x](y)\n```",
        "`<b>` 与 `[[x]]` 是代码",
        "H<sub>2</sub>O、<kbd>Ctrl</kbd><br>下一行<br/>",
        "人数<25人，且>3，a<1",
        "脚注[^一]。\n\n[^一]: 内容",
        "[本课](#要点)、[外部](https://www.acftu.org/a?b=c#d)、[自己](lesson:speaking-1)",
        "甲*乙*、**丙**、____",
        "法释〔2020〕26号",
        "转义 \\[[x 与 \\<b>",
    ],
)
def test_ordinary_marks_are_no_mistakes(text):
    assert complaints(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "# 一级",
            (
                "1: 正文里不能有一级标题"
                "（课名写在开头的 title，正文从 ## 开始；行首的 # 若不是标题请写成 \\#）"
            ),
        ),
        ("#### 四级", "1: 标题从 2 级跳到 4 级（请写成 ###）"),
        ("### 三\n#### 四\n##### 五", "3: 标题太深（最多写到 ####）"),
        ("### ", "1: 标题是空的（在 ## 后写标题文字）"),
        ("正文\n```\n代码", "2: 代码块没有结束（在代码之后另起一行写同样的 ```）"),
        (
            "::: 提示\n文\n:::",
            "1: 没有“提示”这种提示框（可用：情境、要点、法条、怎么说、常错、练一练、带走、参考）",
        ),
        ("::: 怎么说\n\n:::", "1: 提示框是空的（写上内容，或删去）"),
        ("::: 怎么说\n文", "1: 提示框没有结束（在内容之后另起一行写 :::）"),
        (":::", "1: 这里的 ::: 没有对应的开头（开头要写名字，如 ::: 怎么说）"),
        ("::: 要点\n### 标题\n:::", "2: 提示框里不能有标题（请用加粗代替）"),
        (
            "::: 要点\n甲\n::: 常错\n乙\n::: 参考\n丙\n:::\n:::\n:::",
            "5: 提示框嵌套太深（最多套一层，请检查上面的 ::: 是否结束）",
        ),
        ("-文字", "1: 列表符号后缺空格（写成“- 文字”或“1. 文字”）"),
        ("1.文字", "1: 列表符号后缺空格（写成“- 文字”或“1. 文字”）"),
        (
            "1、甲\n2、乙",
            (
                "2: 这一行会和上一行连成一段"
                "（列表写成“1. 文字”（英文句点加空格）或“- 文字”；分段请空一行）"
            ),
        ),
        (
            "有三点：\n（一）甲",
            (
                "2: 这一行会和上一行连成一段"
                "（列表写成“1. 文字”（英文句点加空格）或“- 文字”；分段请空一行）"
            ),
        ),
        ("甲 <b>乙</b>", "1: HTML“<b>”会被去掉（加粗写 **文字**）"),
        (
            '<script src="x">',
            '1: HTML“<script src="x">”会被去掉（请改用 Markdown；要显示尖括号请写 \\<）',
        ),
        (
            "<sub onclick=x>2</sub>",
            (
                "1: HTML“<sub onclick=x>”会被去掉"
                "（写成 <br>，或成对的 <sub>文字</sub>、<sup>文字</sup>、<kbd>文字</kbd>，"
                "不带属性）"
            ),
        ),
        (
            "甲\n乙 <!-- 注 -->",
            "2: HTML“<!--”会被去掉（请改用 Markdown；要显示尖括号请写 \\<）",
        ),
        ("<https://a.cn>", "1: HTML“<https://a.cn>”会被去掉（链接写 [文字](https://…)）"),
        (
            "[课](lesson:nothing)",
            "1: 本课程没有课时“nothing”（请核对课时开头的 id）",
        ),
        (
            "[课](lesson:speaking/nothing)",
            "1: 本课程没有课时“nothing”（请核对课时开头的 id）",
        ),
        (
            "[课](lesson:A/B/C)",
            "1: 链接“lesson:A/B/C”不对（写成 lesson:课时编号 或 lesson:课程/课时）",
        ),
        ("[见](#没有)", "1: 本课没有标题“没有”（链接写成 #标题文字）"),
        *(
            (
                f"[甲]({target})",
                (
                    f"1: 链接地址“{target}”不能用"
                    "（外部网页写完整的 https:// 地址，课时写 lesson:编号，本课标题写 #标题）"
                ),
            )
            for target in [
                "http://a.cn",
                "javascript:alert&#40;1&#41;",
                "JavaScript:x",
                "data:text/html,x",
                "//a.cn",
                "a.md",
                "https:a",
                "https://",
                "",
                "mailto:a@b.cn",
            ]
        ),
        ("[](https://a.cn)", "1: 链接没有文字（写成 [文字](地址)）"),
        ("[见[[测试法#1]]](https://a.cn)", "1: 链接文字里有法条引用（把引用写在链接外面）"),
        (
            "[甲](media/a.png)",
            "1: 链接指向图片文件（图片写成 ![说明](media/名字.png)，前面有感叹号）",
        ),
        *(
            (
                text,
                (
                    "1: 链接或图片的写法不完整（写成 [文字](地址) 或 ![说明](media/名字.png)，"
                    "用半角括号，地址里没有空格和括号）"
                ),
            )
            for text in ["[甲](https://a.cn/b c)", "[甲]（https://a.cn）", "[甲](https://a.cn/(b))"]
        ),
        (
            "![图](media/none.png)",
            "1: 找不到图片“media/none.png”（图片放在本课文件夹的 media/ 里，写成 media/名字.png）",
        ),
        (
            "![图](https://a.cn/b.png)",
            (
                "1: 找不到图片“https://a.cn/b.png”"
                "（图片放在本课文件夹的 media/ 里，写成 media/名字.png）"
            ),
        ),
        ("甲[^1]", "1: 脚注“1”没有内容（另起一段写 [^1]: 内容）"),
        ("[^1]: 内容", "1: 脚注“1”没有被引用（在正文里写 [^1]）"),
        ("甲[^1]\n\n[^1]:", "3: 脚注“1”是空的（内容写在同一行）"),
        ("甲[^1]\n\n[^1]: 一\n\n[^1]: 二", "5: 脚注“1”写了两次（每个脚注只写一次）"),
    ],
)
def test_each_mistake_in_a_lesson_names_its_line_and_says_what_to_do(text, found):
    assert complaints(text) == [found]


def test_a_picture_needs_words_for_those_who_cannot_see_it():
    files = with_text("![](media/a.png)") | {"01-lesson/media/a.png": a_picture()}

    assert [line.partition(": ")[2] for line in printed(files)] == [
        "图片没有说明文字（写成 ![图里有什么](media/名字.png)，给看不见图的人）"
    ]


def test_sections_are_all_there_in_their_order():
    swapped = changed("## 情境", "## 临时")
    text = swapped[LESSON].decode().replace("## 要点", "## 情境").replace("## 临时", "## 要点")
    missing = changed("## 带走\n", "## 尾声\n")

    assert rules(course_files() | {LESSON: text.encode()}) == ["section-order"]
    assert [line.partition(": ")[2] for line in printed(missing)] == [
        "缺少小节：带走（每课依次写七节：情境、要点、法条、怎么说、常错、练一练、带走）",
        (
            "不认识的小节“尾声”（二级标题只用：情境、要点、法条、怎么说、常错、练一练、带走，"
            "可加副标题，如“情境：周五下午”）"
        ),
    ]


def test_a_section_may_have_a_subtitle_and_stands_once():
    assert rules(changed("## 情境", "## 情境：周五下午的来访")) == []
    assert rules(changed("## 要点", "## 情境")) == ["missing-section", "section-order"]


def test_an_empty_lesson_is_one_mistake():
    head = course_files()[LESSON].decode().split("---\n")[1]

    assert rules(course_files() | {LESSON: f"---\n{head}---\n".encode()}) == ["empty-lesson"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[" * 300, "一段里有太多不成对的“[”“]”"),
        ("<" * 201 + "a", "一段里有太多不成对的“<”“>”"),
        ("*a" * 601, "一段里有太多“*”"),
        ("> > > > > 甲", "引用嵌套太深"),
        ("- - - - 甲", "一行里有太多列表符号"),
        ("甲\n" + " " * 28 + "- 乙", "列表嵌套太深"),
        ("|" * 30, "表格超过 20 列"),
        ("长" * 20_001, "一段超过 20000 字"),
        ("\n\n".join("甲" * 1002), "超过 1000 段"),
        ("- 甲\n" * 401, "列表超过 400 项"),
        ("### 甲\n" * 121, "标题超过 120 个"),
        ("甲[^1]" * 101, "脚注超过 100 个"),
    ],
)
def test_what_would_choke_the_renderer_is_refused_and_nothing_else_is_said(text, found):
    lines = complaints(text)

    assert len(lines) == 1
    assert lines[0].split(": ")[1].startswith(found)


@pytest.mark.parametrize(
    ("stem", "rule"),
    [
        ("::: 要点\n甲\n:::", "callout-in-question"),
        ("甲 <b>乙</b>", "raw-html"),
        ("[甲](http://a.cn)", "bad-link"),
        ("![图](media/none.png)", "missing-media"),
        ("[[没有法#1]]", "unknown-law"),
        ("[" * 300, "too-complex"),
        ("1.文字", "list-trap"),
    ],
)
def test_questions_are_looked_at_like_lessons(stem, rule):
    files = changed("speaking-1-q00 的题干？", stem, QUESTIONS)

    found = [line for line in printed(files) if line.startswith(f"{QUESTIONS}:6:")]
    assert rules(files) == [rule]
    assert len(found) == 1


def test_a_question_names_competencies_of_the_framework():
    files = changed("能力：able", "能力：able、brave", QUESTIONS)

    assert printed(files) == [
        (
            f"{QUESTIONS}:1: 没有“brave”这项能力"
            "（可用：able、dare、skilled、stature、overview、learning）"
        )
    ]


def test_the_questions_of_a_case_are_checked_where_they_stand():
    files = course_files()
    before = files[QUESTIONS].decode()
    case = (
        "## 案例 a-case\n能力：able\n难度：1\n依据：[[测试法#2]]\n\n案情 <b>。\n\n"
        "### 单选\n\n哪个？\n\n- [x] 甲，见 [[测试法#10]]\n- [ ] 乙\n\n解析：选项B不对。\n\n"
        "### 匹配\n\n哪个？\n\n- 甲 [[测试法 = 一\n- 乙 = [课](lesson:nowhere)\n\n解析：如此。\n"
    )
    first = before.count("\n") + 2

    found = printed(files | {QUESTIONS: f"{before}\n{case}".encode()})

    said = {line.partition("（")[0].removeprefix(f"{QUESTIONS}:") for line in found}
    assert said == {
        f"{first + 5}: HTML“<b>”会被去掉",
        f"{first + 11}: 没有“测试法”2020修正第十条",
        f"{first + 14}: 题里说到选项的位置“选项B”",
        f"{first + 20}: 法条引用的方括号不成对",
        f"{first + 21}: 本课程没有课时“nowhere”",
    }


@pytest.mark.parametrize("words", ["第二项", "第2个选项", "选项B", "A项", "以上都对", "一、三项"])
def test_a_question_says_what_its_options_say_and_not_where_they_stand(words):
    files = changed("解析：KEY", f"解析：{words}不对。KEY", QUESTIONS)

    assert printed(files) == [
        f"{QUESTIONS}:12: 题里说到选项的位置“{words}”（选项每次打乱次序显示，请直接说选项的内容）"
    ]


@pytest.mark.parametrize("words", ["第（二）项", "B项目", "以上级工会为准", "PPA 项目"])
def test_other_words_that_look_alike_are_left_alone(words):
    assert rules(changed("解析：KEY", f"解析：见{words}。KEY", QUESTIONS)) == []
