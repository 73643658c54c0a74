"""GIFT as people write it, with and without the marks that Chinese keyboards make."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cadreschool.questions.formats import gift
from cadreschool.questions.formats.values import Confidence


def _read(text):
    return gift.read(text.encode(), "x.gift").items


def _one(text):
    (item,) = _read(text)
    return item


def _told(item):
    return [problem.text for problem in item.problems]


def test_a_question_with_everything_beside_it():
    item = _one(
        "$CATEGORY: $course$/top/工会法/第三章\n\n"
        "// [id:a1-q01] [tag:能力:able、dare] [tag:难度：2] [tag:依据:工会法#22]\n"
        "// [tag:有效:2026-01-01 至] [tag:单元:A1] [tag:热点]\n"
        "::题名::[markdown]不得**低于**多少\\: {\n"
        "\t=二倍#对，见[[劳动法#44]]。\n\t~三倍#多了\n\t####总的解释\n}\n"
    )

    question = item.question
    assert (item.place, item.given_id, item.category, item.unit) == (
        "第 3 行",
        "a1-q01",
        "工会法/第三章",
        "A1",
    )
    assert (question.kind, question.stem, question.answer) == ("single", "不得**低于**多少:", "a")
    assert question.explanation == "总的解释\n\n- 选“二倍”：对，见[[劳动法#44]]。\n- 选“三倍”：多了"
    assert (question.competencies, question.difficulty) == (("able", "dare"), 2)
    assert [one.short for one in question.citations] == ["工会法", "劳动法"]
    assert (str(question.valid_from), question.valid_to) == ("2026-01-01", None)
    assert (item.confidence, _told(item)) == (Confidence.SURE, ["标签没有保留：热点"])


@pytest.mark.parametrize(
    ("block", "kind", "answer"),
    [
        ("{T}", "true_false", "true"),
        ("{FALSE}", "true_false", "false"),
        ("{=甲 ~乙}", "single", "a"),
        ("{~%50%甲 ~%-100%乙 ~%50%丙}", "multiple", "a,c"),
        ("{=二倍 =两倍}", "blanks", '["二倍"]'),
        ("{=%100%二倍#}", "blanks", '["二倍"]'),
        ("{#25}", "numeric", "25"),
        ("{#-2.50:0.5}", "numeric", "-2.5"),
        ("{=甲 -> 一 =乙 -> 二}", "matching", "a,b"),
        ("{>3 ALL VERTICAL\n甲\n乙\n丙\n}", "ordering", "a,b,c"),
        ("{}", "essay", ""),
    ],
)
def test_each_block_is_its_kind(block, kind, answer):
    question = _one(f"题干 {block}").question

    assert (question.kind, question.answer, question.stem) == (kind, answer, "题干")


def test_a_right_side_without_a_left_belongs_to_nothing():
    question = _one("配 {=甲 -> 一 =乙 -> 二 = -> 三}").question

    assert [option.text for option in question.options] == ["一", "二", "三"]
    assert [part.text for part in question.parts] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("加班付{=150%}的工资。", "加班付_____的工资。"),
        ("Two {=150%} three", "Two _____ three"),
        ("加班付＿＿{=150%}的工资。", "加班付＿＿的工资。"),
        ("付＿＿的工资{=150%}。", "付＿＿的工资。"),
    ],
)
def test_a_word_that_is_missing_leaves_one_gap(text, stem):
    question = _one(text).question

    assert (question.stem, question.parts[0].accepted) == (stem, ("150%",))


def test_several_blocks_are_several_gaps():
    item = _one("《工会法》{=1992}年通过，{=2021 =二〇二一}年修正。")

    assert item.question.stem == "《工会法》_____年通过，_____年修正。"
    assert [part.accepted for part in item.question.parts] == [("1992",), ("2021", "二〇二一")]
    assert item.confidence is Confidence.LOOK


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("题 {=甲 ~%50%乙 ~丙}", "权重没有保留：“乙”50%，这里不得分"),
        ("题 {~%60%甲 ~%40%乙 ~丙}", "权重没有保留：“甲”60%、“乙”40%"),
        ("题 {=甲 =乙 ~丙}", "有 2 个满分的选项，原来选中任何一个都算对；这里读成多选，要全部选对"),
        ("题 {~%100%甲 ~%-50%乙}", "原来可以选几项，只有一项是对的；这里读成单选"),
        ("题 {=甲 =%50%乙}", "权重没有保留：“乙”50%，这里不得分"),
        ("题 {=工*会}", "答案里的通配符 * 这里不起作用，按星号本身比较"),
        ("题 {#1..5}", "原来写的是范围 1 到 5，这里记成一个数和误差，接受的数不变"),
        ("题 {#=5:0 =7:0}", "有几个数都算对（5、7），读成填空"),
        ("题 {#=25:0 =%50%25:5}", "权重没有保留：20 到 30 得 50%，这里不得分"),
        ("题 {t}", "“t”当作判断题的答案读了"),
        ("题 {~工资=基本工资 ~加班费 =奖金}", "等号紧跟着文字，当作一个选项的开头读了"),
        ("题｛＝二倍 ～三倍｝", "答案的符号是全角的，已按半角读"),
        ("题{＝二倍 ～三倍}", "答案的符号是全角的，已按半角读"),
        ("[html]<p>听<audio src=a></audio></p>{T}", "没有读进来：音频"),
        ("[markdown]<p>题</p>{T}", "没有读进来：Markdown 里的 HTML 标签（会原样显示出来）"),
    ],
)
def test_what_was_guessed_or_lost_is_told(text, problem):
    item = _one(text)

    assert problem in _told(item)
    assert item.confidence is Confidence.LOOK
    assert item.question is not None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("一段说明", "没有答案：这段文字是说明，不是题"),
        ("题 {=甲", "花括号不成对"),
        ("题 =甲}", "花括号不成对"),
        ("题 {~甲 ~乙}", "没有标出正确选项"),
        ("题 {=甲}{~乙}", "一道题里有几个答案块"),
        ("集合 {1,2} 有几个元素", "花括号里没有答案的记号（=、~、#、T、F）"),
        ("题 {=甲 ~甲}", "这个选项与第 1 行的相同"),
        ("题 {=甲 ~}", "有一个选项是空的"),
        ("题 {=a ~b ~c ~d ~e ~f ~g ~h ~i}", "有 9 个选项"),
        ("＿＿和＿＿ {=甲}", "题干里有 2 个空，答案有 1 个"),
        ("题 {#abc}", "“abc”不是数"),
        ("题 {#=1:1 =9:1}", "有几个不相连的范围都算对（0 到 2、8 到 10）"),
        ("题 {#3.12345678}", "数值题的答案太大或小数太长"),
        ("题 {=甲\\=乙 -> 一 =丙 -> 二}", "匹配的左边有等号"),
        ("题 {=甲 -> 一 =乙 -> 一}", "匹配有 1 个不同的右边"),
        ("题 {>2 ALL\n甲\n乙\n}", "有 2 个步骤"),
        ("题 {=甲|乙}", "答案里有竖线“|”，这里用它分开几种写法"),
        ("{T}", "没有题干"),
        ("[markdown]题\\n解析：甲 {T}", "文字里有与本平台题目写法冲突的行（判断题没有答案）"),
    ],
)
def test_what_cannot_be_a_question_says_why_and_how_to_go_on(text, problem):
    item = _one(text)

    assert item.question is None
    assert problem in _told(item)
    assert all(one.hint for one in item.problems)


def test_problems_name_the_line_of_the_option():
    item = _one("// 注释\n题 {\n  =甲\n  ~乙\n  ~乙\n}")

    assert [(one.place, one.text) for one in item.problems] == [
        ("第 5 行", "这个选项与第 4 行的相同")
    ]


def test_a_block_may_have_blank_lines_where_it_plainly_goes_on():
    items = _read("题 {\n\n  =甲\n\n  ~乙\n\n}\n\n没完 {=甲\n\n另一题 {T}\n")

    assert [(item.place, item.question and item.question.kind) for item in items] == [
        ("第 1 行", "single"),
        ("第 9 行", None),
        ("第 11 行", "true_false"),
    ]


def test_formats_are_taken_over_by_answers_and_feedback():
    question = _one(
        "[html]<p>不<b>得</b></p>{=<i>甲</i>#<b>对</b> ~[plain]*乙* "
        "~[markdown]**丙**####[plain]1. 因}"
    ).question

    assert question.stem == "不**得**"
    assert [option.text for option in question.options] == ["*甲*", "\\*乙\\*", "**丙**"]
    assert question.explanation == "1\\. 因\n\n- 选“甲”：**对**"


def test_moodle_text_is_plain_but_for_tags_and_entities():
    first, second, third = (
        _one(f"{stem} {{T}}").question.stem
        for stem in ("*甲* [1] 见[[工会法#2]]", "不<b>得</b>\\n第二行", "甲&lt;乙")
    )

    assert first == "\\*甲\\* [1] 见[[工会法#2]]"
    assert second == "不**得**<br>第二行"
    assert third == "甲<乙"


def test_feedback_of_a_true_false_question_follows_the_choice():
    wrong_then_right = _one("题 {F#选错了#选对了}").question

    assert wrong_then_right.explanation == "- 选“对”：选错了\n- 选“错”：选对了"


def test_feedback_in_several_blocks_gets_blocks_of_its_own():
    question = _one("[markdown]题 {=甲#一\\n\\n- 二 ~乙####总}").question

    assert question.explanation == "总\n\n选“甲”：\n\n一\n\n- 二"


def test_a_star_that_is_escaped_is_a_star():
    item = _one("题 {=5\\*2}")

    assert item.question.parts[0].accepted == ("5*2",)
    assert item.problems == ()


def test_a_margin_is_kept_as_it_was_written():
    assert _one("题 {#3.14:0.005}").question.tolerance == Decimal("0.005")
    assert _one("题 {#3.14}").question.tolerance is None


def test_a_file_in_gbk_is_read_and_told():
    reading = gift.read("工资不得低于{T}".encode("gbk"), "x")

    assert reading.items[0].question.stem == "工资不得低于"
    assert reading.problems[0].text == "文件的编码是 GBK（GB18030），已经转换"


def test_the_rubric_of_an_essay_travels_in_comments():
    question = _one(
        "// 评分：- [2] 先核对\n// 评分：- [3] 再交涉\n"
        "// 评分：参考答案：先核对，\n// 评分：再交涉。\n怎么办？{}"
    ).question

    assert [(part.text, part.points) for part in question.parts] == [("先核对", 2), ("再交涉", 3)]
    assert question.answer == "先核对，\n再交涉。"


def test_escapes_stand_for_themselves():
    question = _one(r"a\:b \{c\} \\n {=\=1 ~\~2 ~\#3 ~x\ny}").question

    assert question.stem == r"a:b {c} \n"
    assert [option.text for option in question.options] == ["=1", "~2", "\\#3", "x<br>y"]
