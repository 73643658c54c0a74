"""Reading the first visible sheet of an .xlsx file. Runs in the reading child only.

Knows archives that unpack to more than they seem, formulas, and sheets that lie about their size.
Knows no columns.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from cadreschool.kernel.workbooks import BROKEN
from cadreschool.people.rosters.rows import COLUMNS, Cell, Refused, Row, SheetError, row_of

MIB = 1024 * 1024
MEMBERS = 1000
UNPACKED = 256 * MIB
RATIO = 200
"""A member above one MiB that shrank further than this is a bomb; real sheets reach about 60."""
EMPTY_ROWS = 20_000
"""So many empty rows on end are the end: to look on to the last row of a sheet takes 19 s."""


def read_workbook(path: Path) -> Iterator[Row | str]:
    """Yield the rows that are not empty, and notes."""
    try:
        _check_members(path)
        with path.open("rb") as file:  # given a path, the library judges by the end of its name
            book = load_workbook(file, read_only=True, keep_links=False)
            try:
                yield from _rows(book)
            finally:
                book.close()
    except BROKEN as error:
        raise SheetError("这个 .xlsx 文件已损坏，或者不是表格软件存出来的") from error


def _check_members(path: Path) -> None:
    """Look at the sizes before anything is unpacked; Python reads no more than they say."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise SheetError("这个文件加了密码，请去掉密码再存一次")
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS or unpacked > UNPACKED:
        raise SheetError("这个 .xlsx 文件展开以后太大，请只留下花名册再存一次")
    for member in members:
        if member.file_size > MIB and member.file_size > RATIO * max(member.compress_size, 1):
            raise SheetError("这个 .xlsx 文件压缩得不正常，没有打开")


def _rows(book: Any) -> Iterator[Row | str]:  # noqa: ANN401 -- the library's own type names two kinds of book
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise SheetError("这个文件里没有可见的工作表")
    sheet = visible[0]
    if len(visible) > 1:
        yield f"文件里有 {len(visible)} 张工作表，只读第一张“{sheet.title[:31]}”。"
    sheet.reset_dimensions()  # what a sheet says of its own size may be a lie
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS), start=1):
        row = row_of(number, map(_cell, cells))
        empty = empty + 1 if row is None else 0
        if row is not None:
            yield row
        elif empty == EMPTY_ROWS:
            yield f"第 {number - EMPTY_ROWS + 1} 行起连着 {EMPTY_ROWS} 行是空的，后面的没有读。"
            return


def _cell(cell: Any) -> Cell:  # noqa: ANN401 -- empty cells are of a type of their own
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Refused("是公式")
    if cell.data_type == "e":
        return Refused("是表格软件的错误值")
    if isinstance(value, str):
        return value
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"  # a phone number that was typed as a number
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
