"""What is written of a question reads as the same question again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.content import to_json
from cadreschool.questions.kinds import all_kinds, kind_named
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.values import Option, Part
from cadreschool.questions.writing import write_question
from tests.questions.building import ANSWERS, a_source, read

ESSAY = "- [2] 先核对\n- [3] 再交涉\n\n参考答案：先核对，\n再交涉。"
CASE = (
    "## 案例 a1-q01\n能力：able、dare\n难度：2\n依据：[[工会法#2、22]]\n\n"
    "老罗被扣工资，见[[工会法#3]]。\n\n"
    "### 单选\n\n怎么办？\n\n- [x] 交涉\n  当天就去\n- [ ] 不管\n\n解析：见[[工会法#22]]。\n\n"
    "### 填空\n\n提前＿＿日，支付＿＿。\n\n答案：三十|30\n答案：二倍\n\n解析：因为如此。\n"
)
SOURCES = {
    **{kind: a_source(kind) for kind in ANSWERS if kind != "填空"},
    "填空": a_source("填空", "答案：三十|30\n答案：二倍", stem="提前＿＿日，支付＿＿。"),
    "简答": a_source("简答", ESSAY),
    "案例": CASE,
}


def _again(question):
    findings = Findings("again.md")
    (sourced,) = read_questions(write_question(question, "A1"), findings, in_bank=True)
    assert findings.mistakes == []
    assert sourced.unit == "A1"
    return sourced.question


def test_every_kind_has_an_example_here():
    assert {kind.label for kind in all_kinds()} == SOURCES.keys()


@pytest.mark.parametrize("kind", SOURCES)
def test_a_question_of_any_kind_is_the_same_when_it_is_read_again(kind):
    (question,), mistakes = read(SOURCES[kind])
    assert mistakes == []

    assert to_json(_again(question)) == to_json(question)


def test_a_margin_a_validity_and_a_version_of_a_law_are_written():
    head = "能力：able\n难度：3\n依据：[[公司法@2018修正#16]]\n有效：2026-01-01 至 2027-01-01"
    (question,), _ = read(a_source("数值", "答案：0.5 %\n误差：0.1", head=head))

    assert to_json(_again(question)) == to_json(question)


def test_a_validity_with_one_end_is_written():
    for validity in ("2026-01-01 起", "至 2027-01-01"):
        head = f"能力：able\n难度：3\n有效：{validity}"
        (question,), mistakes = read(a_source(head=head))
        assert mistakes == []

        assert to_json(_again(question)) == to_json(question)


def test_right_sides_that_belong_to_nothing_keep_their_letters():
    (question,), _ = read(a_source("匹配", "- = 零\n- 甲 = 二\n- 乙 = 一\n- 丙 = 二\n- = 三"))

    assert to_json(_again(question)) == to_json(question)


def test_a_unit_stands_in_banks_only():
    text = a_source(head="能力：able\n难度：1\n单元：A1")
    findings = Findings("q.md")

    read_questions(text, findings)

    assert [mistake.text for mistake in findings.mistakes] == ["课里的题不写“单元”"]


def test_what_no_option_can_be_does_not_come_back():
    """Whoever takes questions from elsewhere compares what comes back: here it differs."""
    (question,), _ = read(a_source())
    options = (Option("a", "甲\n- [x] 乙", is_right=True), Option("b", "丙", is_right=False))

    changed = replace(question, options=options, answer="a", parts=(Part(""),))

    findings = Findings("q.md")
    (sourced,) = read_questions(write_question(changed), findings)
    assert sourced.question is None
    assert kind_named(question.kind).label == "单选"
