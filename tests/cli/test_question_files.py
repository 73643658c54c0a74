"""`flask questions check|import|export`: the same as at the 教研台, from the command line."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from cadreschool.questions.banks import queries
from cadreschool.questions.content import to_json
from tests.school.content import a_question

TWO = "\n".join(
    (a_question("law-1", stem="经济补偿怎样算？"), a_question("law-2", "判断", stem="试用期不算。"))
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "题.md"
    path.write_text(TWO, encoding="utf-8")
    return path


def entries(app, bank_id="exam"):
    with app.app_context():
        return {row.question_id: row for row in queries.entries_of(bank_id)}


def test_a_good_file_is_counted(flask, file):
    result = flask("questions", "check", file)

    assert result.output == "读出 2 题：新题 2。\n"
    assert result.exit_code == 0


def test_every_problem_is_told_with_its_place(flask, file):
    file.write_text(TWO.replace("测试法", "无此法", 1).replace("答案：对", "答案：也许"), "utf-8")

    result = flask("questions", "check", file)

    assert "第 1 题（第 1 行，新题）\n  第 1 行：没有登记“无此法”这部法" in result.output
    assert "判断题的答案不对" in result.output
    assert result.exit_code == 1


def an_archive(*names):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.md", b""),
        ("字.md", "题".encode("gb18030")),
        ("程序.exe", b"MZ\0"),
        ("包.zip", an_archive("a.txt")),
        ("攀.xlsx", an_archive("../../etc/passwd", "xl/workbook.xml")),
        ("坏.xlsx", b"PK\x03\x04" + b"\0" * 40),
        ("假.docx", an_archive("word/document.xml")),
        ("炸.xml", b'<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'),
        ("外.xml", b'<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'),
        ("文.gift", b"{" * 100_000),
        ("文.txt", b"\xff\xfe\x00"),
    ],
)
def test_no_file_makes_it_crash(flask, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)

    result = flask("questions", "check", path)

    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "root:" not in result.output


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, str])
def test_what_is_no_file_is_refused_at_once(flask, tmp_path, make):
    make(tmp_path / "q.gift")

    result = flask("questions", "check", str(tmp_path / "q.gift"))

    assert result.exit_code == 1
    assert "不是一个文件" in result.output


def test_a_path_that_climbs_out_is_named(flask, tmp_path):
    path = tmp_path / "攀.xlsx"
    path.write_bytes(an_archive("../../etc/passwd", "xl/workbook.xml"))

    assert "指向外面的路径“../../etc/passwd”" in flask("questions", "check", path).output


def test_an_import_makes_the_bank_when_it_is_named(app, flask, file):
    missing = flask("questions", "import", file, "exam")
    dry = flask("questions", "import", file, "exam", "--title", "上岗考试", "--dry-run")
    assert entries(app) == {}

    done = flask("questions", "import", file, "exam", "--title", "上岗考试", "--unit", "A1")

    assert "没有题库“exam”" in missing.output
    assert "新题 2" in dry.output
    assert "已导入：新题 2，改动 0。" in done.output
    found = entries(app)
    assert {name: (row.state, row.unit) for name, row in found.items()} == {
        "law-1": ("draft", "A1"),
        "law-2": ("draft", "A1"),
    }
    again = flask("questions", "import", file, "exam")
    assert "没有变化 2" in again.output
    assert {row.number for row in entries(app).values()} == {1}


def test_what_is_not_clear_is_left_out_only_when_asked(app, flask, file):
    file.write_text(TWO.replace("答案：对", "答案：也许"), "utf-8")

    whole = flask("questions", "import", file, "exam", "--title", "题")
    part = flask("questions", "import", file, "exam", "--title", "题", "--partial")

    assert whole.exit_code == 1
    assert "加 --partial" in whole.output
    assert "已导入：新题 1" in part.output


def test_columns_are_taken_for_what_the_command_says(app, flask, tmp_path):
    path = tmp_path / "题.csv"
    path.write_text("问什么,甲,乙,对的\n试用期最长多久？,六个月,一年,A\n", "utf-8")
    mapping = ["问什么=stem", "甲=option-a", "乙=option-b", "对的=answer"]
    options = [word for one in mapping for word in ("--mapping", one)]

    wrong = flask("questions", "import", path, "exam", "--title", "题", "--mapping", "甲=nonsense")
    flask("questions", "import", path, "exam", "--title", "题", "--partial", *options)

    assert wrong.exit_code == 1
    (row,) = entries(app).values()
    assert row.question.stem == "试用期最长多久？"
    assert [option.is_right for option in row.question.options] == [True, False]


def test_questions_that_a_format_cannot_hold_are_not_counted_as_written(flask, tmp_path):
    path = tmp_path / "题.md"
    path.write_text(f"{TWO}\n{a_question('law-3', '数值', stem='几日？')}", encoding="utf-8")
    flask("questions", "import", path, "exam", "--title", "题", "--unit", "A1", "--state", "ready")

    result = flask("questions", "export", "exam", tmp_path / "out.aiken")

    assert "law-3：没有写进去：整道题（数值）" in result.output
    assert "已写出 1 题，" in result.output


@pytest.mark.parametrize("ending", [".md", ".gift", ".xml", ".xlsx", ".docx"])
def test_what_is_exported_comes_back_the_same(app, flask, file, tmp_path, ending):
    flask("questions", "import", file, "exam", "--title", "题", "--unit", "A1", "--state", "ready")
    path = tmp_path / f"out{ending}"

    result = flask("questions", "export", "exam", path)
    again = flask("questions", "import", path, "exam", "--dry-run")
    flask("questions", "import", path, "copy", "--title", "副本", "--partial")

    assert "已写出 2 题" in result.output
    assert "没有变化 2" in again.output
    before = {name: to_json(row.question) for name, row in entries(app).items()}
    for row in entries(app, "copy").values():
        assert to_json(row.question.called(row.given_id)) == before[row.given_id]


def test_what_a_format_cannot_hold_is_listed(flask, file, tmp_path):
    flask("questions", "import", file, "exam", "--title", "题", "--unit", "A1", "--state", "ready")

    result = flask("questions", "export", "exam", tmp_path / "out.aiken")

    assert "law-2：没有写进去：整道题（判断）" in result.output
    assert "law-1：没有写进去：单元" in result.output


def test_a_name_without_a_known_ending_is_refused(flask, file, tmp_path):
    flask("questions", "import", file, "exam", "--title", "题")

    assert flask("questions", "export", "exam", tmp_path / "out.pdf").exit_code == 1
    assert flask("questions", "export", "nowhere", tmp_path / "out.md").exit_code == 1
