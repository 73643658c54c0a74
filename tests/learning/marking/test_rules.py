"""Groups hold what says the same for certain, and nothing else; verdicts come to a mark."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.kernel.text import chinese_number
from cadreschool.learning.marking.rules import (
    BOUND,
    Decision,
    TaskState,
    age_text,
    decide,
    group_key,
    points_of,
    thousandths,
    waited_text,
)
from cadreschool.questions.kinds import kind_named
from tests.questions.building import a_question
from tests.school.cast import MONDAY

BLANK, _ = a_question("填空", "答案：三十日")
TWO, _ = a_question("填空", "答案：三十\n答案：二倍", stem="＿＿日内付＿＿工资")
ESSAY, _ = a_question("简答", "- [2] 一\n- [3] 二\n\n参考答案：好。")
WORDS = st.text("职工会用人单位协商说明理由", min_size=1, max_size=8)
NUMBERS = st.integers(1, 9999)


def _key(question, *texts):
    kind = kind_named(question.kind)
    value = kind.read_response(question, texts)
    assert isinstance(value, str)
    return group_key(question, value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三十日", "30 日"),
        ("百分之二", "2%"),
        ("一年", "十二个月"),
        ("由 用人单位", "由用人单位。"),
        ("ＡＢ", "ab"),
    ],
)
def test_short_texts_that_read_alike_are_one_group(one, other):
    assert _key(BLANK, one) == _key(BLANK, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("二倍", "三倍"),
        ("三十日内", "三日内"),
        ("不得低于", "得低于"),
        ("以上", "以下"),
        ("3 0 日", "30 日"),
        ("未同意", "同意"),
    ],
)
def test_what_turns_on_law_is_another_group(one, other):
    assert _key(BLANK, one) != _key(BLANK, other)
    assert _key(ESSAY, one) != _key(ESSAY, other)


@pytest.mark.parametrize(
    ("one", "other"), [("1½ 日", "11/2 日"), ("10² 日", "102 日"), ("①", "1"), ("3\n0", "30")]
)
def test_signs_for_numbers_are_not_taken_for_digits(one, other):
    assert _key(ESSAY, one) != _key(ESSAY, other)
    assert group_key(BLANK, json.dumps([one])) != group_key(BLANK, json.dumps([other]))


def test_essays_are_compared_letter_by_letter():
    assert _key(ESSAY, "会前 听，\n会后说。") == _key(ESSAY, "会前听,会后说")
    assert _key(ESSAY, "三十日") != _key(ESSAY, "30日")


def test_gaps_are_not_exchanged_for_each_other():
    assert _key(TWO, "三十", "二倍") == _key(TWO, "30", "两倍")
    assert _key(TWO, "三十", "二倍") != _key(TWO, "二倍", "三十")


@settings(max_examples=60, deadline=None)
@given(WORDS, NUMBERS, st.sampled_from(["", " ", "　"]))
def test_widths_spaces_and_numerals_never_part_a_group(words, number, space):
    spelt = (f"{words}{number}日", f"{words}{space}{chinese_number(number)}{space}日")
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert len({_key(BLANK, one) for one in (*spelt, f"{words}{wide}日")}) == 1


@settings(max_examples=60, deadline=None)
@given(WORDS, NUMBERS, NUMBERS, st.sampled_from(["不", "未", "非", "无", "禁止"]))
def test_another_number_or_negation_is_never_the_same_group(words, one, other, negation):
    for question in (BLANK, ESSAY):
        if one != other:
            assert _key(question, f"{words}{one}日") != _key(question, f"{words}{other}日")
            texts = chinese_number(one), chinese_number(other)
            assert _key(question, f"{words}{texts[0]}日") != _key(question, f"{words}{texts[1]}日")
        assert _key(question, f"{negation}{words}") != _key(question, words)


@settings(max_examples=60, deadline=None)
@given(WORDS, NUMBERS)
def test_equal_groups_are_marked_alike_by_the_rules_too(words, number):
    """What the program decides by itself does not part what it calls equal."""
    question = replace(BLANK, parts=(replace(BLANK.parts[0], accepted=(f"{words}{number}日",)),))
    kind = kind_named("blanks")
    spelt = [f"{words}{number}日", f"{words} {chinese_number(number)} 日"]
    values = [str(kind.read_response(question, [text])) for text in spelt]

    assert len({group_key(question, value) for value in values}) == 1
    assert len({kind.mark(question, value, "exact") for value in values}) == 1


def test_a_rubric_gives_its_points():
    points = points_of(ESSAY, "会前听")

    assert [(one.label, one.text, one.worth) for one in points] == [
        ("要点 1", "一", 2),
        ("要点 2", "二", 3),
    ]
    assert [words for _, words in points[0].choices] == ["0 分", "1 分", "2 分"]
    assert thousandths(points, [Fraction(1), Fraction(1, 3)]) == 600
    assert thousandths(points, [Fraction(1), Fraction(1)]) == 1000
    assert thousandths(points, [Fraction(0), Fraction(0)]) == 0


def test_of_gaps_only_the_undecided_are_asked():
    value = str(kind_named("blanks").read_response(TWO, ["三十", "加倍"]))
    first, second = points_of(TWO, value)

    assert (first.fixed, second.fixed) == (Fraction(1), None)
    assert (second.given, second.text) == ("加倍", "二倍")


def test_nearly_everything_is_not_everything():
    points = points_of(ESSAY, "x")

    assert thousandths(points, [Fraction(1), Fraction(2999, 3000)]) == 999


@pytest.mark.parametrize(
    ("verdicts", "needs_second", "expected"),
    [
        ((), True, Decision(TaskState.FIRST)),
        ((700,), False, Decision(TaskState.DECIDED, 700)),
        ((700,), True, Decision(TaskState.SECOND)),
        ((700, 600), True, Decision(TaskState.DECIDED, 650)),
        ((700, 700 - BOUND), True, Decision(TaskState.DECIDED, 600)),
        ((700, 700 - BOUND - 1), True, Decision(TaskState.THIRD)),
        ((0, 1000, 800), True, Decision(TaskState.DECIDED, 800)),
    ],
)
def test_two_who_are_near_meet_in_the_middle_and_a_third_decides_the_rest(
    verdicts, needs_second, expected
):
    assert decide(verdicts, needs_second=needs_second) == expected


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(minutes=59), "不到 1 小时"),
        (timedelta(hours=5, minutes=3), "5 小时"),
        (timedelta(days=3, hours=23), "3 天"),
        (timedelta(minutes=-5), "不到 1 小时"),
    ],
)
def test_ages_are_told_in_words(age, words):
    assert age_text(MONDAY - age, at=MONDAY) == words


@pytest.mark.parametrize(
    ("age", "words"),
    [(timedelta(minutes=59), "已等不到 1 小时"), (timedelta(days=3), "已等 3 天")],
)
def test_numbers_stand_apart_from_words_and_words_together(age, words):
    assert waited_text(MONDAY - age, at=MONDAY) == words
