"""What a format writes, it reads back; what it cannot hold, it lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadreschool.questions.formats import aiken, gift, moodle_xml
from cadreschool.questions.values import Option
from tests.questions.building import a_source, read
from tests.questions.formats.generated import ANSWERS, LINE, a_question, told

A_PICTURE = b"\x89PNG\r\n\x1a\nrest"
unhurried = settings(
    max_examples=120, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
CASE = (
    "## 案例 a1-q09\n能力：able\n难度：2\n\n案情。\n\n"
    "### 判断\n\n对吗？\n\n答案：对\n\n解析：对。\n\n"
    "### 判断\n\n错吗？\n\n答案：错\n\n解析：错。\n"
)


def _returned(format_, question):
    """Write a question and read it: what came back, and what was left out."""
    written = format_.write([question])
    reading = format_.read(written.data, "x")
    return reading.items, [one.what for one in written.left_out]


@unhurried
@given(a_question())
def test_gift_gives_back_what_it_wrote(question):
    items, left_out = _returned(gift, question)

    if left_out:  # the one thing it has no sign for
        assert left_out == ["整道题（匹配）：左边有“->”，GIFT 用它分开两边"]
        assert items == ()
    else:
        (item,) = items
        assert (told(item.question), item.given_id) == (told(question), question.id)


@unhurried
@given(a_question())
def test_gift_has_blank_lines_between_questions_only(question):
    text = gift.write([question, question]).data.decode()

    assert text.count("\n\n") in {1, 2}  # below the heading, and between the two
    assert "\n \n" not in text


@unhurried
@given(a_question())
def test_moodle_xml_gives_back_what_it_wrote(question):
    items, left_out = _returned(moodle_xml, question)

    assert left_out == []
    (item,) = items
    assert (told(item.question), item.given_id) == (told(question), question.id)


@unhurried
@given(a_question(labels=("单选",), stems=LINE))
def test_aiken_gives_back_stem_options_and_answer_or_says_what_it_left_out(question):
    items, left_out = _returned(aiken, question)

    if any(what.startswith("整道题") for what in left_out):
        assert items == ()
        return
    (item,) = items
    (what,) = left_out
    assert what.startswith("题号、解析、能力、难度")
    assert item.question.answer == question.answer
    if "加粗等格式" not in what:
        assert (item.question.stem, item.question.options) == (question.stem, question.options)


@unhurried
@given(st.lists(a_question(), max_size=4))
def test_several_questions_come_back_in_their_order(questions):
    written = moodle_xml.write(questions)

    back = moodle_xml.read(written.data, "x").items
    assert [told(item.question) for item in back] == list(map(told, questions))
    left_out = {one.question_id for one in gift.write(questions).left_out}
    assert left_out <= {question.id for question in questions if question.kind == "matching"}


@pytest.mark.parametrize("format_", [gift, moodle_xml, aiken], ids=lambda one: one.__name__)
def test_a_case_is_left_out_and_named(format_):
    (case,), mistakes = read(CASE)
    assert mistakes == []

    items, (what,) = _returned(format_, case)

    assert items == ()
    assert what.startswith("整道题（案例）")


def test_several_gaps_are_left_out_by_gift_and_held_by_moodle_xml():
    (question,), _ = read(
        a_source("填空", "答案：30|三十\n答案：二倍*~}\\", stem="提前＿＿日，付____。")
    )

    assert _returned(gift, question)[1] == ["整道题（填空）：GIFT 的填空只有一个空"]
    items, left_out = _returned(moodle_xml, question)
    assert left_out == []
    assert told(items[0].question) == told(question)


def test_pictures_are_held_by_moodle_xml_when_they_are_given():
    (question,), _ = read(a_source(stem="看图 ![四级](media/levels.png)："))

    written = moodle_xml.write([question], {"levels.png": A_PICTURE})
    (item,) = moodle_xml.read(written.data, "x").items
    assert written.left_out == ()
    assert told(item.question) == told(question)
    assert [(one.name, one.data) for one in item.pictures] == [("levels.png", A_PICTURE)]
    assert [one.what for one in moodle_xml.write([question]).left_out] == ["图片 levels.png"]
    assert [one.what for one in gift.write([question]).left_out] == ["图片（只写了名字）"]


@pytest.mark.parametrize("format_", [gift, moodle_xml], ids=lambda one: one.__name__)
def test_the_unit_in_a_bank_travels_as_a_tag(format_):
    (question,), _ = read(a_source())

    written = format_.write([question], units={question.id: "A1"})

    assert written.left_out == ()
    assert [item.unit for item in format_.read(written.data, "x").items] == ["A1"]


def test_a_question_that_would_come_back_changed_is_not_written():
    (question,), _ = read(a_source())
    options = (Option("a", "甲\x0b乙", is_right=True), Option("b", "丙", is_right=False))
    odd = replace(question, options=options, answer="a")

    for format_ in (gift, moodle_xml):
        written = format_.write([odd, question])
        assert [one.what[:7] for one in written.left_out] == ["整道题（单选）"]
        assert len(format_.read(written.data, "x").items) == 1


def test_every_kind_is_tried():
    assert {"案例", *ANSWERS} == {
        "单选",
        "多选",
        "判断",
        "数值",
        "填空",
        "排序",
        "匹配",
        "简答",
        "案例",
    }
