"""Markdown as a format among others: items with their lines, and how a file's format is found."""

from __future__ import annotations

import pytest

from cadreschool.questions.content import to_json
from cadreschool.questions.formats import FORMATS, format_named, format_of
from cadreschool.questions.formats.values import Confidence, FormatError
from tests.questions.building import a_source

NATIVE = format_named("native")


def _read(text):
    return NATIVE.read(text.encode(), "q.md")


def test_each_question_comes_with_its_line_and_source():
    reading = _read("\n" + a_source() + "\n" + a_source("判断").replace("q01", "q02"))

    first, second = reading.items
    assert (first.place, first.given_id, first.confidence) == ("第 2 行", "a1-q01", Confidence.SURE)
    assert second.source.startswith("## 判断 a1-q02")
    assert second.source.endswith("解析：因为如此。")
    assert reading.problems == ()
    assert first.question.id == ""


def test_what_a_bank_can_fill_in_later_is_no_problem():
    text = "## 单选 a1-q01\n\n题干？\n\n- [x] 甲\n- [ ] 乙\n"

    (item,) = _read(text).items

    assert item.problems == ()
    assert item.question.difficulty == 0


def test_a_mistake_lies_with_its_question_and_one_before_them_with_the_file():
    reading = _read("说明\n\n" + a_source() + "\n## 单选 a1-q02\n能力：able\n难度：1\n\n题干？\n")

    assert [one.text for one in reading.problems] == ["第一道题之前有文字"]
    assert reading.items[0].problems == ()
    (problem,) = reading.items[1].problems
    assert (problem.place, problem.text) == ("第 17 行", "单选题没有答案")
    assert reading.items[1].question is None


@pytest.mark.parametrize("text", ["说明", "[" * 1000, "\ufeff", "---\ntitle: 题库\n---\n"])
def test_a_file_without_any_question_is_read_as_none(text):
    assert _read(text).items == ()


def test_the_top_of_a_bank_tells_the_unit_of_all():
    top = "---\ntitle: 题库\nunit: B2\n---\n"

    (own,) = _read(top + a_source(head="能力：able\n难度：1\n单元：A1")).items
    (other,) = _read(top + a_source()).items

    assert (own.place, own.unit) == ("第 5 行", "A1")
    assert other.unit == "B2"


def test_what_is_written_reads_the_same():
    items = _read(a_source() + "\n" + a_source("排序").replace("q01", "q02")).items
    questions = [item.question.called(item.given_id) for item in items]

    again = NATIVE.read(NATIVE.write(questions).data, "q.md").items

    assert [to_json(item.question.called(item.given_id)) for item in again] == [
        to_json(question) for question in questions
    ]


def test_a_file_that_is_no_text_is_refused():
    with pytest.raises(FormatError, match="UTF-8"):
        NATIVE.read("题".encode("gb18030"), "q.md")


def test_the_format_of_a_file_is_found_by_what_it_holds_before_its_name():
    assert format_of("q.txt", a_source().encode()).name == "native"
    assert format_of("q.md", a_source().encode()).name == "native"
    with pytest.raises(FormatError, match="旧的"):
        format_of("q.docx", bytes.fromhex("d0cf11e0a1b11ae1"))
    with pytest.raises(FormatError, match="看不出"):
        format_of("q.exe", b"MZ")


def test_endings_and_names_are_each_those_of_one_format():
    endings = [ending for one in FORMATS for ending in one.extensions]

    assert len(endings) == len(set(endings))
