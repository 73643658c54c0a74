"""Files of every usual make are read, and files made to harm are refused within limits."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import Workbook

from cadreschool.people.rosters import RosterFileError, read_rows
from cadreschool.people.rosters.rows import CELL, ROWS, Refused, Row, SheetError, row_of
from tests.people.rosters.building import HEADINGS, a_row, write_csv, write_xlsx


def _read(path, **more):
    found = list(read_rows(path, **more))
    return [one for one in found if isinstance(one, Row)], [
        one for one in found if isinstance(one, str)
    ]


def _rewritten(path, member, change):
    """Write a workbook again with one member changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members.get(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_table_is_read_in_every_encoding_that_spreadsheets_write(tmp_path, encoding):
    rows, _ = _read(write_csv(tmp_path / "r.csv", a_row(), encoding=encoding))

    assert rows[0] == Row(1, ("云岭县工会干部花名册",))
    assert rows[1] == Row(2, HEADINGS)
    assert rows[2] == Row(3, tuple(a_row()))


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_the_separator_is_found(tmp_path, separator):
    rows, _ = _read(write_csv(tmp_path / "r.csv", a_row(), separator=separator))

    assert rows[2].cells == tuple(a_row())


def test_a_workbook_is_read_with_numbers_as_they_look(tmp_path):
    path = write_xlsx(tmp_path / "r.xlsx", a_row(login=13800000001), a_row(login=13800000002.0))
    rows, _ = _read(path)

    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.cell(4) for row in rows[2:]] == ["13800000001", "13800000002"]


def test_a_workbook_is_known_by_its_content_whatever_its_name(tmp_path):
    file = write_xlsx(tmp_path / "r.xlsx", a_row()).rename(tmp_path / "78a408f854c60af8")

    rows, _ = _read(file)

    assert rows[-1].cell(0) == "赵新"


def test_the_first_visible_sheet_is_read_and_others_are_told_of(tmp_path):
    book = Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("花名册").append(list(HEADINGS))
    book.create_sheet("说明").append(["不读"])
    book.save(tmp_path / "r.xlsx")

    rows, notes = _read(tmp_path / "r.xlsx")

    assert [row.cells for row in rows] == [HEADINGS]
    assert notes == ["文件里有 2 张工作表，只读第一张“花名册”。"]


def test_formulas_and_errors_are_refused_cell_by_cell(tmp_path):
    path = write_xlsx(tmp_path / "r.xlsx", a_row(name='=HYPERLINK("http://x","李")', post="#N/A"))
    rows, _ = _read(path)

    assert rows[2].cell(0) == Refused("是公式")
    assert rows[2].cell(2) == Refused("是表格软件的错误值")
    assert rows[2].cell(4) == "13800000001"


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path):
    book = Workbook(write_only=False)
    book.active.append(list(HEADINGS))
    book.save(tmp_path / "r.xlsx")
    corner = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    path = _rewritten(
        tmp_path / "r.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", corner + b"</sheetData>"),
    )

    rows, notes = _read(path)

    assert [row.cells for row in rows] == [HEADINGS], "the corner is beyond the last column"
    assert notes == ["第 2 行起连着 20000 行是空的，后面的没有读。"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('<row r="3"><c r="A3" t="s"><v>77</v></c></row>', "已损坏"),
        ("<row", "已损坏"),
    ],
)
def test_a_sheet_that_is_too_long_or_broken_is_refused(tmp_path, row, reason):
    path = _rewritten(
        write_xlsx(tmp_path / "r.xlsx"),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", row.encode() + b"</sheetData>"),
    )

    with pytest.raises(RosterFileError, match=reason):
        _read(path)


def test_an_archive_that_unpacks_to_far_more_is_refused(tmp_path):
    path = _rewritten(
        write_xlsx(tmp_path / "r.xlsx"), "xl/pictures.xml", lambda _: b" " * (30 << 20)
    )

    with pytest.raises(RosterFileError, match="压缩得不正常"):
        _read(path)


def test_entities_that_multiply_are_refused(tmp_path):
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        f'<!ENTITY {one} "{f"&{before};" * 50}">'.encode()
        for before, one in zip("abcdef", "bcdefg", strict=True)
    )
    path = _rewritten(
        write_xlsx(tmp_path / "r.xlsx", a_row(name="LAUGH")),
        "xl/worksheets/sheet1.xml",
        lambda xml: laughs + b"]>" + xml.replace(b"LAUGH", b"&g;"),
    )

    with pytest.raises(RosterFileError, match="已损坏"):
        _read(path)


def test_a_document_and_damaged_bytes_are_refused_as_what_they_are(tmp_path):
    with zipfile.ZipFile(tmp_path / "r.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(RosterFileError, match="不是表格软件"):
        _read(tmp_path / "r.docx")

    path = write_xlsx(tmp_path / "r.xlsx", a_row())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    start = member.header_offset + 30 + len(member.filename)
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    with pytest.raises(RosterFileError, match="已损坏"):
        _read(path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 not an archive", "已损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "旧的 .xls 格式"),
        (b"\xff\x81\x01\x8d\xff", "编码读不了"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "这不是表格文件"),
        (b'a,b\n"' + b"x" * 200_000, "引号没有成对"),
    ],
)
def test_a_file_of_another_make_is_refused_with_the_reason(tmp_path, content, reason):
    (tmp_path / "r.csv").write_bytes(content)

    with pytest.raises(RosterFileError, match=reason) as caught:
        _read(tmp_path / "r.csv")

    assert caught.value.advice == "没有导入任何人。"


def test_a_child_that_takes_too_long_is_stopped(tmp_path):
    with pytest.raises(RosterFileError, match="中途停止"):
        _read(write_xlsx(tmp_path / "r.xlsx"), seconds=0.001)


def test_a_cell_of_many_characters_is_refused_and_an_empty_row_is_none():
    assert row_of(1, ["x" * (CELL + 1)]) == Row(1, (Refused(f"超过 {CELL} 个字"),))
    assert row_of(2, ["", " "]) is None
    assert row_of(ROWS + 1, [""]) is None
    with pytest.raises(SheetError):
        row_of(ROWS + 1, ["x"])
