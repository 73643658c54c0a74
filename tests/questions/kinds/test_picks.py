"""排序 and 匹配: one option for each place."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cadreschool.questions.values import ResponseError, Scoring
from tests.questions.building import a_question, a_source, read

STEPS = "1. 受理\n2. 开庭\n3. 调解\n4. 裁决"
PAIRS = "- 工会法 = 一\n- 劳动法 = 二\n- 合同法 = 二\n- = 三"


def test_the_order_of_the_source_is_the_answer():
    question, kind = a_question("排序", STEPS)

    assert question.answer == "a,b,c,d"
    assert kind.may_shuffle
    assert kind.order_is_answer
    assert kind.right_answer_text(question) == "受理 → 开庭 → 调解 → 裁决"
    assert kind.labels(question) == ("第 1 步", "第 2 步", "第 3 步", "第 4 步")


@pytest.mark.parametrize(
    ("value", "scoring", "share"),
    [
        ("a,b,c,d", Scoring.EXACT, 1),
        ("a,b,d,c", Scoring.EXACT, 0),
        ("a,b,d,c", Scoring.HALF, 0),
        ("a,b,d,c", Scoring.PENALTY, 0),
        ("a,b,d,c", Scoring.PER_OPTION, Fraction(1, 2)),
        ("a,,,d", Scoring.PER_OPTION, Fraction(1, 2)),
        ("b,c,d,a", Scoring.PER_OPTION, 0),
        ("", Scoring.PER_OPTION, 0),
    ],
)
def test_an_order_earns_all_or_its_places(value, scoring, share):
    question, kind = a_question("排序", STEPS)

    assert kind.mark(question, value, scoring) == share


def test_an_order_may_be_stored_unfinished_but_not_with_one_option_twice():
    question, kind = a_question("排序", STEPS)

    assert kind.read_response(question, ["b", "", "a", ""]) == "b,,a,"
    assert kind.response_text(question, "b,,a,") == "开庭 → 未选 → 受理 → 未选"
    assert kind.read_response(question, ["b", "b"]) == ResponseError(
        "“开庭”排在了不止一步，每一步请选不同的一项。"
    )
    assert kind.read_response(question, ["a", "z"]) == ResponseError(
        "选项与题目不符，请刷新页面后重新选择。"
    )


def test_an_option_over_two_lines_is_told_without_a_gap():
    question, kind = a_question("排序", "1. 受理，\n   并通知\n2. 开庭\n3. 裁决")

    assert kind.right_answer_text(question) == "受理，并通知 → 开庭 → 裁决"


def test_several_left_sides_may_share_a_right_one_and_some_belong_to_none():
    question, kind = a_question("匹配", PAIRS)

    assert [(part.text, part.accepted) for part in question.parts] == [
        ("工会法", ("a",)),
        ("劳动法", ("b",)),
        ("合同法", ("b",)),
    ]
    assert [option.text for option in question.options] == ["一", "二", "三"]
    assert kind.labels(question) == ("工会法", "劳动法", "合同法")
    assert kind.response_text(question, "a,,c") == "工会法：一；劳动法：未选；合同法：三"
    assert [row.is_right for row in kind.review(question, "a,,c")] == [True, False, False]


@pytest.mark.parametrize(
    ("value", "exact", "half", "each", "penalty"),
    [
        ("a,b,b", 1, 1, 1, 1),
        ("a,b,", 0, Fraction(1, 2), Fraction(2, 3), Fraction(2, 3)),
        ("a,b,c", 0, 0, Fraction(2, 3), Fraction(1, 3)),
        ("a,c,c", 0, 0, Fraction(1, 3), 0),
        ("", 0, 0, 0, 0),
    ],
)
def test_a_pair_is_to_matching_what_an_option_is_to_multiple(value, exact, half, each, penalty):
    question, kind = a_question("匹配", PAIRS)

    assert [kind.mark(question, value, scoring) for scoring in Scoring] == [
        exact,
        half,
        each,
        penalty,
    ]


@pytest.mark.parametrize(
    ("kind", "answer", "mistake"),
    [
        (
            "排序",
            "1. 甲\n2. 乙",
            "q.md:8: 排序题只有 2 步（写 3 到 8 步；显示时不会是正确的次序，两步等于没有考）",
        ),
        (
            "排序",
            "1. 甲\n3. 乙",
            "q.md:9: 排序题的这一行不对（从“1. …”起连着写，最多 8 步；续行请缩进）",
        ),
        ("排序", "1. 甲\n2. 乙\n3. 甲 ", "q.md:10: 与第 1 步相同（请改掉其中一个）"),
        (
            "排序",
            "\n".join(f"{n}. 第{n}步" for n in range(1, 10)),
            "q.md:16: 排序题的这一行不对（从“1. …”起连着写，最多 8 步；续行请缩进）",
        ),
        (
            "匹配",
            "- 甲 = 一\n- 乙",
            "q.md:9: 匹配题的这一行不对（每对写一行“- 左边 = 右边”，多出的右边写“- = 右边”）",
        ),
        (
            "匹配",
            "- 甲 = 一\n- 甲 = 二",
            "q.md:9: 左边“甲”写了两次（每对写一行“- 左边 = 右边”，多出的右边写“- = 右边”）",
        ),
        (
            "匹配",
            "- 甲 = 一\n- 乙 = 二\n- = 一",
            "q.md:10: 右边“一”写了两次（每对写一行“- 左边 = 右边”，多出的右边写“- = 右边”）",
        ),
        (
            "匹配",
            "- 甲 = 一\n- = 二",
            "q.md:8: 匹配题有 1 个左边、2 个右边（左边、右边各写 2 到 8 个）",
        ),
    ],
)
def test_each_mistake_names_its_line(kind, answer, mistake):
    assert read(a_source(kind, answer)) == ([], [mistake])


def test_a_numbered_list_in_another_stem_is_no_answer():
    stem = "看下面两点：\n\n1. 甲\n2. 乙\n\n- 丙 = 丁"
    questions, mistakes = read(a_source("单选", stem=stem))

    assert mistakes == []
    assert questions[0].stem == stem
