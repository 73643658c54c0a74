"""Reports as files: what is text stays text, heads and feet are there, memory stays flat."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest

from cadreschool.reports import files, tables
from cadreschool.reports.files import FileFormat, file_stem, write_file
from cadreschool.reports.requests import View
from cadreschool.reports.tables import Column, Kind, Table, groups, table
from tests.school.cast import MONDAY
from tests.school.steps import finish, start, take, viewer_of

NASTY = (
    '=HYPERLINK("http://x","点我")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "http://x.example/",
    "{=1}",
    "李梅",
    "",
)
COLUMNS = (
    Column("序号", Kind.NUMBER),
    Column("姓名"),
    Column("参学率", Kind.PERCENT),
)


def _table(names, share=0.25):
    rows = [(number, name, share) for number, name in enumerate(names, start=1)]
    return Table("干部学习台账", "云岭县总工会", ("工会主席",), MONDAY, COLUMNS, rows, len(rows))


def _xlsx(made):
    file = io.BytesIO()
    write_file(made, FileFormat.XLSX, file)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue())), file.getvalue()


def _csv(made):
    file = io.BytesIO()
    write_file(made, FileFormat.CSV, file)
    return file.getvalue()


def test_no_cell_of_a_spreadsheet_is_a_formula_or_a_link():
    book, raw = _xlsx(_table(NASTY))

    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    names = [book.active.cell(4 + at, 2).value or "" for at in range(len(NASTY))]
    assert names == list(NASTY)
    parts = zipfile.ZipFile(io.BytesIO(raw))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()


def test_no_field_of_a_csv_begins_a_formula():
    raw = _csv(_table(NASTY))

    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row[1] for row in rows[3:-1]] == [
        f"'{name}" if name[:1] in {*"=+-@\t＝"} and name else name for name in NASTY
    ]


def test_a_sheet_has_its_head_its_foot_and_its_paper():
    book, _ = _xlsx(_table(["李梅"]))
    sheet = book.active

    assert sheet["A1"].value == "干部学习台账"
    assert sheet["A2"].value == (
        "单位：云岭县总工会　筛选：工会主席　统计期：开课以来累计　截至 2026年3月2日 09:00"
    )
    assert [cell.value for cell in sheet[3]] == ["序号", "姓名", "参学率"]
    assert sheet["C4"].number_format == "0.0%"
    assert (sheet["C4"].value, sheet["A4"].data_type) == (0.25, "n")
    assert sheet["A5"].value == _table([]).footnote
    assert "制表人" in sheet["A7"].value
    assert sheet.freeze_panes == "A4"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$3"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2"}


def test_a_share_of_nothing_is_empty():
    book, _ = _xlsx(_table(["纺织工会"], share=None))

    assert book.active["C4"].value is None
    assert "1,纺织工会,\r\n" in _csv(_table(["纺织工会"], share=None)).decode("utf-8-sig")


def test_what_does_not_fit_on_one_sheet_goes_on_on_the_next(monkeypatch):
    monkeypatch.setattr(files, "LARGEST_SHEET", 10)

    book, _ = _xlsx(_table([f"干部{one}" for one in range(9)]))

    assert [sheet.title for sheet in book] == ["干部学习台账", "第2页"]
    assert [sheet["B4"].value for sheet in book] == ["干部0", "干部7"]
    assert book["第2页"]["B5"].value == "干部8"


def test_progress_is_told_as_rows_are_written(monkeypatch):
    monkeypatch.setattr(files, "_NOTED_EVERY", 2)
    for file_format in FileFormat:
        noted = []
        write_file(_table(["甲", "乙", "丙", "丁", "戊"]), file_format, io.BytesIO(), noted.append)
        assert noted == [2, 4]


def test_a_file_is_named_after_unit_report_and_day():
    assert file_stem(_table([])) == "云岭县总工会-干部学习台账-20260302"


# Tables ------------------------------------------------------------------------------------------


def _made(request, courses, *, at=MONDAY, whole_logins=False):
    made = table(request, courses, whole_logins=whole_logins, at=at)
    return [column.title for column in made.columns], list(made.rows), made.number


def test_one_course_makes_the_official_table_of_units(cast, ask, courses):
    finish(viewer_of(cast.li_mei), courses[1])
    start(viewer_of(cast.wang_qiang), courses[1])

    heads, rows, number = _made(ask("county", View.COMPLETION, courses="listening"), courses)

    assert heads == [
        "序号",
        "单位",
        "类别",
        "应参学人数",
        "实际参学人数",
        "参学率",
        "完成人数",
        "完成率",
    ]
    assert rows == [
        (1, "合计", "县级总工会", 5, 2, 0.4, 1, 0.2),
        (2, "本级", "县级总工会", 1, 0, 0.0, 0, 0.0),
        (3, "城关街道工会联合会", "乡镇（街道）工会", 2, 1, 0.5, 1, 0.5),
        (4, "青石镇工会联合会", "乡镇（街道）工会", 2, 1, 0.5, 0, 0.0),
    ]
    assert number == len(rows)


def test_a_roster_masks_sign_in_names_unless_one_may_see_them(cast, ask, courses):
    request = ask("textile", courses="speaking")
    take(viewer_of(cast.li_mei), courses[0])

    heads, rows, _ = _made(request, courses)

    assert heads[:7] == ["序号", "姓名", "登录名", "所在工会", "岗位", "专/兼/挂", "任职时间"]
    assert rows[0] == (
        1,
        "李梅",
        "l***",
        "纺织工会",
        "工会主席",
        "兼职",
        "2026年3月2日",
        "学习中",
        "缺第 2 课（共 2 课）",
        1,
    )
    assert _made(request, courses, whole_logins=True)[1][0][2] == "limei"


def test_of_many_courses_a_roster_counts_the_courses_of_each_status(
    cast, ask, courses, monkeypatch
):
    monkeypatch.setattr(tables, "MOST_EXPLAINED", 1)
    finish(viewer_of(cast.li_mei), courses[1])

    heads, rows, _ = _made(ask("textile", scope="subtree"), courses)

    assert heads[4] == "上级工会"
    assert heads[-5:] == ["状态", "已完成门数", "学习中门数", "未开始门数", "检测合格课数"]
    assert [row[-5:] for row in rows] == [("学习中", 1, 0, 1, 1), ("未开始", 0, 0, 2, 0)]


@pytest.mark.parametrize("number", [5, 12])
def test_many_courses_share_a_column_for_each_track(courses, number):
    some = [replace(courses[0], track=("law", "rights")[at % 2]) for at in range(number)]

    columns = groups(some)

    assert [len(group.courses) for group in columns] == [(number + 1) // 2, number // 2]
    assert {group.unit for group in columns} == {"门次"}
    assert [group.unit for group in groups(courses)] == ["人", "人"]


def test_those_who_need_help_are_listed_with_reason_and_sentence(cast, ask, courses):
    start(viewer_of(cast.li_mei), courses[1])

    _, rows, number = _made(ask("county", View.STUCK), courses, at=MONDAY + timedelta(days=4))

    assert number == len(rows) == 1
    assert rows[0][1:4] == ("李梅", "l***", "纺织工会")
    assert rows[0][-3:] == (
        "倾听",
        "检测或情景开始后没有做完",
        "第 1 课检测2026年3月2日开始，尚未交卷",
    )
