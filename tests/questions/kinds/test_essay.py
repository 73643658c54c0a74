"""简答: a rubric for people; no program marks it."""

from __future__ import annotations

import pytest

from cadreschool.questions.values import ResponseError, Scoring
from tests.questions.building import a_question, a_source, read

ANSWER = (
    "- [2] 说明条件\n- [３分] 引用条文 [[工会法#3]]\n\n参考答案：条件是收入。\n\n见 [[工会法#3]]。"
)


def test_rubric_and_reference_are_read():
    question, kind = a_question("简答", ANSWER)

    assert [(part.text, part.points) for part in question.parts] == [
        ("说明条件", 2),
        ("引用条文 [[工会法#3]]", 3),
    ]
    assert question.answer == "条件是收入。\n\n见 [[工会法#3]]。"
    assert [citation.articles for citation in question.citations] == [("2",), ("3",), ("3",)]
    assert [(row.label, row.right) for row in kind.review(question, "")] == [
        ("2 分", "说明条件"),
        ("3 分", "引用条文 《工会法》第三条"),
    ]


def test_a_text_is_stored_as_typed_and_marked_by_a_person():
    question, kind = a_question("简答", ANSWER)

    value = kind.read_response(question, ["\r\n  第一点  \r\n\r\n第二点\u200b\r\n"])

    assert value == "  第一点\n\n第二点"
    assert kind.read_response(question, kind.entries(question, value)) == value
    assert kind.mark(question, value, Scoring.EXACT) is None
    assert kind.mark(question, kind.blank, Scoring.EXACT) == 0
    assert kind.read_response(question, [" \r\n "]) == kind.blank


def test_a_text_has_its_limit():
    question, kind = a_question("简答", ANSWER)

    assert kind.read_response(question, ["字" * 4000]) == "字" * 4000
    assert kind.read_response(question, ["字" * 4001]) == ResponseError(
        "回答有 4001 字，请写在 4000 字以内。"
    )
    assert kind.read_response(question, ["甲", "乙"]) == ResponseError("请把回答写在一处。")


USAGE = "每个得分要点写一行“- [2] 要点”，方括号里是分数，再写“参考答案：…”"


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        ("- [2] 要点", f"q.md:1: 简答题没有参考答案（{USAGE}）"),
        ("参考答案：如此", f"q.md:1: 简答题没有得分要点（{USAGE}）"),
        ("- [2] 要点\n- [0] 零分\n参考答案：如此", f"q.md:9: 简答题的这一行不对（{USAGE}）"),
        ("- [x] 要点\n参考答案：如此", f"q.md:1: 简答题没有答案（{USAGE}，放在题干与解析之间）"),
    ],
)
def test_each_mistake_names_its_line(answer, mistake):
    assert read(a_source("简答", answer)) == ([], [mistake])
