"""The one question syntax: what is read, and every mistake with its line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.kinds import all_kinds
from cadreschool.questions.markdown import read_questions
from tests.questions.building import ANSWERS, a_source, read

LABELS = "、".join(kind.label for kind in all_kinds())


def test_every_part_of_a_question_is_read():
    grounds = "依据：[[工会法#2]]、[[劳动法#3]]"
    head = f"能力：able、dare\n难度：2\n{grounds}\n有效：2026-01-01 至 2027-01-01"
    questions, mistakes = read(a_source(head=head, stem="第一段。\n\n第二段 [[工会法#6]]。"))

    assert mistakes == []
    question = questions[0]
    assert (question.id, question.kind, question.line) == ("a1-q01", "single", 1)
    assert question.competencies == ("able", "dare")
    assert question.difficulty == 2
    assert question.stem == "第一段。\n\n第二段 [[工会法#6]]。"
    assert [(o.id, o.text, o.is_right) for o in question.options] == [
        ("a", "甲", False),
        ("b", "乙", True),
        ("c", "丙", False),
        ("d", "丁", False),
    ]
    assert question.answer == "b"
    assert question.explanation == "因为如此。"
    assert [(c.short, c.articles) for c in question.citations] == [
        ("工会法", ("2",)),
        ("劳动法", ("3",)),
        ("工会法", ("6",)),
    ]
    assert (question.valid_from, question.valid_to) == (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize("kind", list(ANSWERS))
def test_each_kind_is_read_by_its_word(kind):
    questions, mistakes = read(a_source(kind))

    assert mistakes == []
    assert {k.name: k.label for k in all_kinds()}[questions[0].kind] == kind


def test_half_width_colons_and_other_ticks_are_read_too():
    text = a_source(answer="* [ ] 甲\n* [√] 乙", head="能力: able\n难度: 1").replace(
        "解析：", "解析:"
    )
    questions, mistakes = read(text)

    assert mistakes == []
    assert questions[0].answer == "b"


def test_an_indented_line_goes_on_with_its_option():
    questions, mistakes = read(a_source(answer="- [x] 甲\n  再一行\n- [ ] 乙"))

    assert mistakes == []
    assert questions[0].options[0].text == "甲\n再一行"


def test_marks_inside_code_are_not_read():
    stem = "看代码：\n```\n## 单选 fake\n- [x] 假的\n解析：假的\n```\n对吗？ `[[不是#引用]]`"
    questions, mistakes = read(a_source(stem=stem))

    assert mistakes == []
    assert questions[0].stem == stem
    assert [c.short for c in questions[0].citations] == ["工会法"]


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        (
            "说明\n" + a_source(),
            ["q.md:1: 第一道题之前有文字（文件从“## 单选 题号”开始，说明文字请写进 lesson.md）"],
        ),
        (
            a_source("选择", "- [x] 甲"),
            [f"q.md:1: 没有“选择”这种题型（可用：{LABELS}）"],
        ),
        (
            a_source().replace("a1-q01", "A1_q01"),
            ["q.md:1: 题号“A1_q01”不对（只用小写字母、数字和单个连字符）"],
        ),
        (
            a_source().replace(" a1-q01", ""),
            ["q.md:1: 题目没有题号（在题型后空一格写题号，如 a1-what-q01）"],
        ),
        (
            a_source().replace("## ", "### "),
            [f"q.md:1: 题目的标题不对（写成“## 题型 题号”，题型有：{LABELS}）"],
        ),
        (
            a_source(head="难度：5\n依据：工会法第二条"),
            [
                "q.md:2: 难度“5”不对（写 1 到 3）",
                "q.md:3: “依据”里有不是引用的文字（只写引用，如 [[工会法#22]]）",
                "q.md:1: 题目缺少“能力”（在标题下一行写“能力：…”）",
            ],
        ),
        (
            a_source(head="能力：able\n难度：1\n难度：2\n有效：2026年"),
            [
                "q.md:4: “难度”写了两行（请合成一行）",
                "q.md:5: 有效期“2026年”不对（写成 2026-01-01 至 2027-01-01）",
            ],
        ),
        (
            a_source(head="能力：able\n难度：1\n有效：2027-01-01 至 2026-01-01"),
            ["q.md:4: 有效期“2027-01-01 至 2026-01-01”不对（写成 2026-01-01 至 2027-01-01）"],
        ),
        (a_source(stem=""), ["q.md:1: 没有题干（在空行之后写题干）"]),
        (
            a_source().replace("解析：因为如此。", ""),
            ["q.md:1: 题目没有解析（另起一行写“解析：…”，说明为什么对、其他选项错在哪里）"],
        ),
        (
            a_source().replace("解析：因为如此。", "解析："),
            ["q.md:13: 解析是空的（说明为什么对、其他选项错在哪里）"],
        ),
        (
            a_source(answer=""),
            [
                (
                    "q.md:1: 单选题没有答案（每个选项一行“- [ ] …”，对的写“- [x] …”，"
                    "放在题干与解析之间）"
                )
            ],
        ),
        (
            a_source() + a_source("判断"),
            ["q.md:14: 题号“a1-q01”重复，第一次在第 1 行（题号在全部内容里不能重复）"],
        ),
    ],
)
def test_each_mistake_names_its_line_and_says_what_to_do(text, mistakes):
    assert read(text)[1] == mistakes


def test_all_mistakes_of_a_file_come_at_once():
    text = (
        a_source(answer="- [ ] 甲\n- [ ] 乙")
        + a_source("判断", "答案：是").replace("q01", "q02")
        + a_source("多选", "- [x] 甲").replace("q01", "q03")
    )

    assert [mistake.split("（")[0] for mistake in read(text)[1]] == [
        "q.md:8: 单选题没有标出正确选项",
        "q.md:19: 判断题的答案不对",
        "q.md:29: 有 1 个选项",
    ]


PIECES = st.sampled_from(
    [
        "## 单选 a1-q01",
        "## 数值 q2",
        "## ",
        "能力：able",
        "难度：1",
        "依据：[[工会法#2]]",
        "有效：至",
        "- [x] 甲",
        "- [ ] 乙",
        "- [",
        "答案：对",
        "答案：25 人",
        "误差：",
        "解析：因为",
        "",
        "```",
        "题干",
        "  ",
        "[[",
    ]
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=25))
def test_reading_never_fails(lines):
    findings = Findings("q.md")
    text = "\n".join(lines)

    questions = read_questions(text, findings)

    assert questions or findings.mistakes or "##" not in text
    last = text.count("\n") + 1
    assert all(1 <= mistake.line <= last for mistake in findings.mistakes)
