"""Files of questions are read in a child that may be killed."""

from __future__ import annotations

import zipfile
from decimal import Decimal

import pytest

from cadreschool.questions.formats.values import Confidence, Item, Picture, Problem
from cadreschool.questions.imports import QuestionFileError, read_file
from cadreschool.questions.imports.wire import read_line, write_item
from tests.questions.building import a_question, a_source


def _file(tmp_path, data):
    path = tmp_path / "upload"
    path.write_bytes(data)
    return path


def test_what_the_child_reads_arrives(tmp_path):
    path = _file(tmp_path, a_source().encode())

    name, reading = read_file(path, "题.md")

    assert name == "native"
    assert [item.given_id for item in reading.items] == ["a1-q01"]
    assert reading.items[0].question.stem == "题干？"


def test_an_item_travels_whole():
    question, _ = a_question("数值", "答案：25 人\n误差：0.5")
    item = Item(
        "第 3 行 D 列（答案）",
        "原文",
        question.called(""),
        Confidence.LOOK,
        "甲/1",
        "第一章",
        "A1",
        (Problem("第 3 行", "怎么了", "怎么办"),),
        (Picture("a.png", b"\x89PNG\0"),),
    )

    assert item.question.tolerance == Decimal("0.5")
    again = read_line(write_item(item))
    assert again.pictures == item.pictures
    assert again.problems == item.problems
    assert (again.place, again.given_id, again.unit) == ("第 3 行 D 列（答案）", "甲/1", "A1")
    assert again.question.tolerance == item.question.tolerance


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("空.md", b" \n", "文件是空的"),
        ("题.doc", bytes.fromhex("d0cf11e0a1b11ae1"), "旧的"),
        ("题.md", "题".encode("gb18030"), "UTF-8"),
        ("程序.exe", b"MZ\0\0", "看不出"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(tmp_path, name, data, reason):
    with pytest.raises(QuestionFileError, match=reason) as refused:
        read_file(_file(tmp_path, data), name)

    assert refused.value.message.startswith(f"{name}：")
    assert refused.value.advice == "没有导入任何题目。"


@pytest.mark.parametrize("main", ["xl/workbook.xml", "word/document.xml"])
def test_a_damaged_archive_is_refused_as_one(tmp_path, main):
    path = _file(tmp_path, b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(main, "<x>" * 1000)
    data = bytearray(path.read_bytes())
    data[30 + len(main) : 36 + len(main)] = b"\xff" * 6
    path.write_bytes(data)

    with pytest.raises(QuestionFileError, match="已损坏"):
        read_file(path, "题.xlsx")


def test_who_takes_too_long_is_ended(tmp_path):
    path = _file(tmp_path, a_source().encode())

    with pytest.raises(QuestionFileError, match="超过时限"):
        read_file(path, "题.md", seconds=0.001)


def test_a_file_of_megabytes_in_one_line_costs_no_more_than_its_limits(tmp_path):
    path = _file(tmp_path, b"## \xe5\x8d\x95\xe9\x80\x89 a\n" + b"[" * 7_000_000)

    _, reading = read_file(path, "题.md")

    assert reading.items[0].question is None
