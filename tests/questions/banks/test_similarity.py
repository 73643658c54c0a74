"""Questions that say the same, or nearly, are found by their words."""

from __future__ import annotations

from array import array
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.questions.banks.similarity import ALIKE, Likeness, Words, words_of
from tests.questions.building import a_question

STEM = "用工超过一个月不满一年，没有订立书面劳动合同的，应当每月支付几倍的工资？"


def _words(stem=STEM, answer="- [x] 二倍\n- [ ] 三倍", kind="单选"):
    return words_of(a_question(kind, answer, stem=stem)[0])


@pytest.mark.parametrize(
    "stem",
    [
        STEM.replace("，", ", ").replace("？", "?"),
        STEM.replace("每月", " 每 月 "),
        f"**{STEM}**",
    ],
)
def test_spaces_punctuation_width_and_marks_make_no_difference(stem):
    assert _words(stem).text == _words().text


def test_the_order_of_the_options_makes_none():
    assert _words(answer="- [ ] 三倍\n- [x] 二倍").text == _words().text


def test_the_key_is_not_compared():
    """Who corrects a key does not make another question of it."""
    assert _words(answer="- [ ] 二倍\n- [x] 三倍").text == _words().text


def test_one_number_makes_another_question_that_is_alike():
    likeness = Likeness([_words()])
    likeness.add(_words())

    other = _words(STEM.replace("一个月", "三个月"))

    assert other.text != _words().text
    (twin,) = likeness.twins(other)
    assert twin.at == 0
    assert ALIKE <= twin.share < 1


def test_a_common_opening_with_other_options_is_not_alike():
    first = _words("下列说法正确的是哪一项？", "- [x] 工会是群众组织\n- [ ] 工会是公司部门")
    likeness = Likeness([first])
    likeness.add(first)

    second = _words(
        "下列说法正确的是哪一项？", "- [x] 试用期包含在合同期里\n- [ ] 试用期可以约定两次"
    )

    assert likeness.twins(second) == []


def test_a_case_is_compared_with_its_questions():
    case, _ = a_question(
        "案例",
        "### 判断\n\n甲。\n\n答案：对\n\n解析：因。\n\n### 判断\n\n乙。\n\n答案：错\n\n解析：因。",
        stem="案情。",
    )

    changed = replace(
        case, questions=(replace(case.questions[0], stem="丙。"), *case.questions[1:])
    )

    assert words_of(case).text != words_of(changed).text


@given(st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=12))
def test_none_that_shares_four_fifths_is_missed(sets):
    words = [Words("", array("Q", sorted(one))) for one in sets]
    likeness = Likeness(words)
    for number, one in enumerate(words):
        found = {twin.at for twin in likeness.twins(one)}
        wanted = {
            at
            for at in range(number)
            if Fraction(len(sets[number] & sets[at]), len(sets[number] | sets[at])) >= ALIKE
        }
        assert found == wanted
        likeness.add(one)
