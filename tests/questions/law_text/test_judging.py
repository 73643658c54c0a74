"""What holds for every text: spellings never matter, numbers and negations always do."""

from __future__ import annotations

from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cadreschool.kernel.text import chinese_number
from cadreschool.questions.law_text import LONGEST, Ruling, Surroundings, judge
from cadreschool.questions.law_text.reading import Quantity, read
from cadreschool.questions.law_text.tables import NEGATIONS, SYNONYMS, UNITS
from tests.questions.law_text.test_pairs import PAIRS

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
TEXTS = sorted({text for _, accepted, _ in PAIRS for text in accepted.split("|")})
MEASURES = ["日", "天", "个月", "年", "元", "倍", "%", "人", "个工作日", "小时", "周岁"]
SPACES = " \u3000\u00a0\u200b\t"
numbers = st.integers(1, 99_999)


@given(st.sampled_from(TEXTS))
def test_every_text_is_right_for_itself_whatever_its_width(text):
    assert judge([text], text).ruling is Ruling.RIGHT
    assert judge([text], text.translate(FULL_WIDTH)).ruling is Ruling.RIGHT


@given(st.sampled_from(PAIRS), st.data())
def test_width_and_spaces_never_change_a_verdict(pair, data):
    verdict, accepted, answer = pair
    place = data.draw(st.integers(0, len(answer)))
    assume(not (answer[place - 1 : place] + answer[place : place + 1]).isdigit())
    spaced = f"{answer[:place]}{data.draw(st.sampled_from(SPACES))}{answer[place:]}"

    for one in (spaced, answer.translate(FULL_WIDTH)):
        assert judge(accepted.split("|"), one).ruling == verdict


@given(numbers, st.sampled_from(MEASURES))
def test_numerals_never_matter(number, unit):
    forms = [
        f"{number}{unit}",
        f"{number:,}{unit}",
        chinese_number(number) + unit,
        (chinese_number(number) + unit).translate(FORMAL),
    ]

    for accepted in forms:
        for answer in forms:
            assert judge([accepted], answer).ruling is Ruling.RIGHT


@given(numbers, numbers, st.sampled_from(MEASURES), st.sampled_from(["", "以上", "内"]))
def test_another_number_is_always_wrong(one, other, unit, limit):
    assume(one != other)

    for answer in (f"{other}{unit}{limit}", f"{chinese_number(other)}{unit}{limit}"):
        assert judge([f"{one}{unit}{limit}"], answer).ruling is Ruling.WRONG


@given(st.sampled_from(TEXTS), st.data())
def test_a_changed_digit_is_never_right(text, data):
    digits = [place for place, one in enumerate(text) if one in "一二三四五六七八九123456789"]
    assume(digits)
    place = data.draw(st.sampled_from(digits))
    other = data.draw(st.sampled_from("一二三四五六七八九"))
    assume("一二三四五六七八九".index(other) + 1 != _value(text[place]))
    changed = text[:place] + other + text[place + 1 :]

    assert judge([text], changed).ruling is not Ruling.RIGHT


def _value(character):
    return int(character) if character.isascii() else "一二三四五六七八九".index(character) + 1


@given(st.sampled_from(TEXTS), st.data())
def test_what_denies_may_never_be_left_out_or_added(text, data):
    word = data.draw(st.sampled_from([*NEGATIONS, "没有", "不得"]))
    place = data.draw(st.integers(0, len(text)))
    added = text[:place] + word + text[place:]

    assert judge([text], added).ruling is not Ruling.RIGHT
    assert judge([added], text).ruling is not Ruling.RIGHT


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_and_the_same_both_ways(one, other):
    forth, back = judge([one], other), judge([other], one)

    if read(one).tokens and read(other).tokens:
        assert forth.ruling == back.ruling


PIECES = st.sampled_from(
    [
        *NEGATIONS,
        *UNITS,
        *(word for pair in SYNONYMS for word in pair),
        *"零一二两三十百千万亿半双第个的点,./%至到0123456789 内年月日",
        *("以上", "不超过", "分之", "百分之", "不得少于", "超过", "壹", "佰"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_heap_of_pieces_is_read_and_is_right_for_itself(text):
    reading = read(text)

    assert all(
        isinstance(one.number, Fraction) for one in reading.tokens if isinstance(one, Quantity)
    )
    if reading.tokens:
        assert judge([text], text).ruling is Ruling.RIGHT


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "零",
        "1",
        "1,000",
        "三分之",
        "不",
        "不得",
        "没有",
        "百",
        "半",
        "第",
        "不超过",
        "年",
        "((",
        "的",
    ],
)
def test_a_long_text_is_read_quickly(piece):
    text = (piece * LONGEST)[:LONGEST]
    start = perf_counter()

    judge([text], text)
    judge(["三十日"], text)

    assert perf_counter() - start < 2


def test_a_text_beyond_all_limits_is_left_to_a_person():
    assert judge(["三十日"], "三" * (LONGEST + 1)).ruling is Ruling.UNDECIDED


STEM = Surroundings("应当自收到之日起", "日内答复")


@pytest.mark.parametrize(
    ("accepted", "answer", "around", "verdict"),
    [
        ("三十", "30", STEM, "right"),
        ("三十", "三十日", STEM, "right"),
        ("三十", "30日内", STEM, "right"),
        ("三十", "30天之内", STEM, "right"),
        ("三十", "之日起三十日内", STEM, "right"),
        ("三十", "三日", STEM, "wrong"),
        ("三十", "三", STEM, "wrong"),
        ("三十", "30个工作日", STEM, "undecided"),
        ("15", "15日", Surroundings("", "个工作日"), "undecided"),
        ("15", "十五个工作日", Surroundings("", "个工作日"), "right"),
        ("2", "24个月", Surroundings("", "年"), "right"),
        ("2", "12个月", Surroundings("", "年"), "wrong"),
        ("解除", "不得解除", Surroundings("用人单位不得", "劳动合同"), "right"),
        ("解除", "得解除", Surroundings("用人单位不得", "劳动合同"), "undecided"),
        ("同意", "经同意", Surroundings("未经", ""), "undecided"),
    ],
)
def test_an_answer_may_repeat_the_words_around_its_gap(accepted, answer, around, verdict):
    assert judge([accepted], answer, around).ruling == verdict


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("自收到之日起三十天内", "自收到之日起［以内 30 日］"),
        ("不得低于80%", "［不少于 0.8 倍］"),
        ("未经工会同意不得解除", "［未］经工会同意［不］得解除"),
        ("一年半", "［18 月］"),
        ("2/3", "［2/3 倍］"),
        ("二百五", "二百五"),
        ("一万二", "一万二"),
        ("三五日", "三五日"),
    ],
)
def test_a_reading_tells_what_was_understood(text, reading):
    assert str(read(text)) == reading
