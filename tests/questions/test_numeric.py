"""Numbers in every usual spelling; never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.text import chinese_number
from cadreschool.questions.kinds.numeric.quantity import read_quantity
from cadreschool.questions.values import ResponseError, Scoring
from tests.questions.building import a_question

FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


@pytest.mark.parametrize(
    ("answer", "responses"),
    [
        ("30 日", ["30", "３０", "三十", "30日", "30 天", "三十日", "30.0", "30。", " 30 ", "030"]),
        ("205 人", ["205", "二百零五", "二百〇五名", "205位"]),
        ("2 年", ["2", "两", "两年", "二年", "2.00"]),
        ("2,400 元", ["2400", "2,400", "2，400元", "二千四百块", "２４００", "0.24万元"]),
        ("35000 元", ["3.5万元", "3.5万", "三万五千", "35,000 元"]),
        ("10 万元", ["10", "10万元", "十万元", "100000元", "10万", "0.001亿元"]),
        ("1 年", ["1", "一年", "12个月", "十二个月"]),
        ("18 个月", ["18个月", "1.5年"]),
        ("1.5 倍", ["1.5", "150%", "百分之一百五十"]),
        ("90 分钟", ["90分钟", "1.5小时"]),
        ("30 %", ["30", "30%", "３０％", "百分之三十", "300‰", "三十"]),
        ("0.5", ["0.5", "50%", ".5", "零点五", "百分之五十"]),
        ("3 个月", ["3", "三个月", "3月", "三"]),
        ("-5", ["-5", "−5", "负五", "－５"]),
        ("15 工作日", ["15个工作日", "十五工作日"]),
        ("80 分", ["80分", "八十分", "80"]),
    ],
)
def test_usual_spellings_of_one_number_are_the_same_answer(answer, responses):
    question, kind = a_question("数值", f"答案：{answer}")

    read = {kind.read_response(question, [response]) for response in responses}

    assert read == {question.answer}
    assert kind.mark(question, question.answer, Scoring.EXACT) == 1


@pytest.mark.parametrize(
    ("answer", "response", "stored"),
    [
        ("30 日", "30 个月", "30 个月"),
        ("30 日", "30 工作日", "30 工作日"),
        ("25 人", "25 元", "25 元"),
        ("10 万元", "100001日", "100001 日"),
        ("1 年", "10 个月", "10 个月"),
        ("30 日", "1 个月", "1 个月"),
    ],
)
def test_another_unit_is_another_answer(answer, response, stored):
    question, kind = a_question("数值", f"答案：{answer}")

    assert kind.read_response(question, [response]) == stored
    assert kind.mark(question, stored, Scoring.EXACT) == 0
    assert kind.response_text(question, stored) == stored


def test_the_largest_number_is_converted_too():
    question, kind = a_question("数值", "答案：10 万元")

    assert kind.read_response(question, ["9" * 15 + "亿元"]) == "9" * 15 + "0000"


@pytest.mark.parametrize(
    "response",
    [
        "二百五",
        "十五六",
        "半年",
        "一年半",
        "三个半月",
        "3-5",
        "3至5",
        "约30",
        "30以上",
        "30日内",
        "30左右",
        "25 3",
        "1/3",
        "三分之二",
        "1e5",
        "nan",
        "inf",
        "Infinity",
        "1,00",
        "12万3千",
        "9" * 30,
        "三十" * 30,
        "对",
        "30日30",
    ],
)
def test_what_could_mean_two_things_is_refused_with_words(response):
    question, kind = a_question("数值", "答案：30 日")

    assert kind.read_response(question, [response]) == ResponseError(
        "没有读懂这个数，请只写一个数字（如 30 日），不写“左右”“以上”。"
    )


def test_a_question_without_a_unit_wants_none():
    question, kind = a_question("数值", "答案：3")

    assert kind.read_response(question, ["3个"]) == ResponseError("本题只写数字，不写单位。")


def test_two_numbers_are_not_one():
    question, kind = a_question("数值", "答案：3")

    assert isinstance(kind.read_response(question, ["3", "4"]), ResponseError)


def test_the_margin_counts_both_ways_and_is_told():
    question, kind = a_question("数值", "答案：20.67 天\n误差：0.05")

    marks = [
        kind.mark(question, value, Scoring.EXACT) for value in ("20.62", "20.72", "20.61", "20.73")
    ]

    assert marks == [1, 1, 0, 0]
    assert kind.right_answer_text(question) == "20.67 天（误差不超过 0.05 都算对）"


@given(st.integers(0, 10**11))
def test_digits_and_characters_are_the_same_number(number):
    forms = [str(number), f"{number:,}", str(number).translate(FULL_WIDTH), chinese_number(number)]

    assert {str(read_quantity(form)) for form in forms} == {str(number)}


@given(st.decimals(-(10**9), 10**9, places=3))
def test_width_does_not_change_a_decimal(number):
    plain = format(number, "f")

    assert read_quantity(plain) == read_quantity(plain.translate(FULL_WIDTH))
    assert read_quantity(plain) is not None


@given(
    st.text(alphabet="0123456789.,-+零一二两十百千万亿点半百分之%日天个月元人 约至", max_size=15)
)
def test_what_is_read_is_finite_and_read_again_the_same(text):
    quantity = read_quantity(text)

    if quantity is not None:
        assert quantity.number.is_finite()
        assert read_quantity(str(quantity)) == quantity
