"""What every kind promises, and how choices are read, marked and told."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.questions.kinds import all_kinds, kind_labelled, kind_named
from cadreschool.questions.values import ResponseError, Scoring
from tests.questions.building import ANSWERS, a_question, a_source, read


def test_kinds_are_found_by_walking_their_folder():
    assert {kind.label: kind.name for kind in all_kinds()} == {
        "单选": "single",
        "多选": "multiple",
        "判断": "true_false",
        "数值": "numeric",
        "填空": "blanks",
        "排序": "ordering",
        "匹配": "matching",
        "简答": "essay",
        "案例": "case",
    }
    assert kind_labelled("单选") is kind_named("single")
    assert kind_labelled("选择") is None


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_the_sample_authors_begin_with_has_no_mistake(kind):
    head = "能力：able\n难度：1\n依据：[[工会法#2]]"

    questions, mistakes = read(f"## {kind.label} new-q01\n{head}\n\n{kind.example}")

    assert mistakes == []
    assert questions[0].kind == kind.name


@pytest.mark.parametrize("label", list(ANSWERS))
def test_the_right_answer_earns_everything_and_no_answer_nothing(label):
    question, kind = a_question(label)

    assert kind.mark(question, question.answer, Scoring.EXACT) == 1
    assert kind.read_response(question, []) == kind.blank
    assert kind.read_response(question, [""]) == kind.blank
    assert kind.mark(question, kind.blank, Scoring.EXACT) == 0
    assert kind.response_text(question, kind.blank) == "未作答"


@pytest.mark.parametrize("label", list(ANSWERS))
@given(raw=st.lists(st.text(max_size=12) | st.sampled_from(["a", "b", "true", "25"]), max_size=3))
def test_any_response_is_read_or_refused_in_chinese(label, raw):
    question, kind = a_question(label)

    value = kind.read_response(question, raw)

    if isinstance(value, ResponseError):
        assert value.message.endswith("。")
    else:
        share = kind.mark(question, value, Scoring.EXACT)
        assert share is None or 0 <= share <= 1
        assert kind.response_text(question, value)
        assert kind.read_response(question, kind.entries(question, value)) == value
        assert len(kind.review(question, value)) in {0, len(kind.entries(question, value))}


def test_a_single_choice_is_stored_as_its_letter():
    question, kind = a_question("单选")

    assert kind.read_response(question, ["b"]) == "b"
    assert (kind.mark(question, "b", Scoring.EXACT), kind.mark(question, "a", Scoring.EXACT)) == (
        Fraction(1),
        Fraction(0),
    )
    assert kind.right_answer_text(question) == "乙"
    assert kind.read_response(question, ["a", "b"]) == ResponseError("单选题只能选一项。")


def test_the_order_of_ticks_does_not_matter():
    question, kind = a_question("多选", "- [x] 甲\n- [x] 乙\n- [ ] 丙\n- [x] 丁")

    values = {kind.read_response(question, order) for order in permutations("abd")}

    assert values == {"a,b,d"}
    assert kind.mark(question, "a,b,d", Scoring.EXACT) == 1
    assert kind.right_answer_text(question) == "甲；乙；丁"


@given(st.sets(st.sampled_from("abcd")))
def test_only_all_right_choices_and_no_other_earn_the_mark(ticked):
    question, kind = a_question("多选", "- [x] 甲\n- [x] 乙\n- [ ] 丙\n- [x] 丁")

    value = kind.read_response(question, sorted(ticked, reverse=True))

    assert isinstance(value, str)
    assert kind.mark(question, value, Scoring.EXACT) == Fraction(ticked == {"a", "b", "d"})


def test_a_choice_that_is_not_offered_is_refused():
    question, kind = a_question("多选")

    assert kind.read_response(question, ["a", "z"]) == ResponseError(
        "选项与题目不符，请刷新页面后重新选择。"
    )


def test_true_and_false_are_options_in_a_fixed_order():
    question, kind = a_question("判断")

    assert [(o.id, o.text, o.is_right) for o in question.options] == [
        ("true", "对", False),
        ("false", "错", True),
    ]
    assert not kind.may_shuffle
    assert kind.read_response(question, ["true", "false"]) == ResponseError(
        "判断题只能选“对”或“错”。"
    )
    assert kind.right_answer_text(question) == "错"


def test_answers_in_words_show_no_marks():
    question, kind = a_question(
        "单选", "- [x] **甲**，见[[工会法#2]]和[课](lesson:a)\n- [ ] `乙`<br>丙"
    )

    assert kind.right_answer_text(question) == "甲，见《工会法》第二条和课"
    assert kind.response_text(question, "b") == "乙 丙"


@pytest.mark.parametrize(
    ("kind", "answer", "mistake"),
    [
        (
            "单选",
            "- [ ] 甲\n- [ ] 乙",
            "单选题没有标出正确选项（恰好给一个选项写 - [x]；有几个都对请用多选）",
        ),
        (
            "单选",
            "- [x] 甲\n- [x] 乙",
            "单选题标了 2 个正确选项（恰好给一个选项写 - [x]；有几个都对请用多选）",
        ),
        (
            "多选",
            "- [x] 甲\n- [ ] 乙",
            "多选题只标了 1 个正确选项（至少给两个选项写 - [x]；只有一个对请用单选）",
        ),
        (
            "多选",
            "- [ ] 甲\n- [ ] 乙",
            "多选题没有标出正确选项（至少给两个选项写 - [x]；只有一个对请用单选）",
        ),
        ("单选", "- [x] 甲", "有 1 个选项（选项应为 2 到 8 个）"),
        ("单选", "- [x] 甲\n" + "- [ ] 乙\n" * 8, "有 9 个选项（选项应为 2 到 8 个）"),
        ("单选", "- [x] 甲\n- [ ]", "选项是空的（请写上文字）"),
        ("单选", "- [x] 甲（一）\n- [ ] 甲(一) ", "与第 8 行的选项相同（请改掉其中一个）"),
        (
            "单选",
            "- [x] 甲\n乙",
            "选项之间有不是选项的文字（每个选项一行，写成 - [ ] 文字，对的写 - [x]；续行请缩进）",
        ),
        ("判断", "答案：是", "判断题的答案不对（只写一行：答案：对 或 答案：错）"),
        ("判断", "答案：对\n答案：错", "判断题的答案不对（只写一行：答案：对 或 答案：错）"),
        (
            "数值",
            "答案：约 25",
            "数值题的“答案”不对（写“答案：25 人”，需要时另起一行写“误差：0.5”）",
        ),
        (
            "数值",
            "答案：二十五",
            "数值题的“答案”不对（写“答案：25 人”，需要时另起一行写“误差：0.5”）",
        ),
        ("数值", "误差：0.5", "数值题没有答案（写一行“答案：25 人”）"),
        (
            "数值",
            "答案：1\n误差：一点",
            "数值题的“误差”不对（写“答案：25 人”，需要时另起一行写“误差：0.5”）",
        ),
    ],
)
def test_each_kind_says_what_is_wrong_with_its_answer(kind, answer, mistake):
    questions, mistakes = read(a_source(kind, answer))

    assert questions == []
    assert [line.partition(": ")[2] for line in mistakes][:1] == [mistake]
