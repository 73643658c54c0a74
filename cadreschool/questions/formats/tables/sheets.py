"""Sheets with their rows as texts, out of a workbook or of text with separators.

Knows archives that unpack to more than they seem, formulas, errors and dates in cells. Knows no
heading.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from cadreschool.kernel.workbooks import BROKEN
from cadreschool.questions.formats.decoding import decode
from cadreschool.questions.formats.values import FormatError, Problem

ROWS = 20_000
COLUMNS = 60
LONGEST_CELL = 8000
MOST_BYTES = 20 * 1024 * 1024
_MIB = 1024 * 1024
_MEMBERS = 2000
_UNPACKED = 200 * _MIB
_RATIO = 200
_EMPTY_ROWS = 2000
"""So many empty rows on end are the end: a sheet may claim a million."""
_FAULTS = {"f": "是公式，请改成文字", "e": "是表格软件的错误值"}
_SEPARATORS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text; `doubt` says what the spreadsheet made of it, `fault` why it is no text."""

    text: str = ""
    doubt: str = ""
    fault: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty; `number` is the one the spreadsheet shows."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return a cell by its column, counted from 0; rows end where their last cell does."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def text(self) -> str:
        """Return the row as its author sees it."""
        return " | ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; its title is empty where there is only one. `name` is that of another table."""

    title: str
    rows: tuple[Row, ...]
    name: str = ""

    @property
    def part(self) -> str:
        """Return how places in it are told."""
        return f"工作表“{self.title}”" if self.title else self.name


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file holds, and what there is to say of the file."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = ()


def read_sheets(data: bytes) -> Sheets:
    """Read all visible sheets; raises FormatError for what is no table, too large or hostile."""
    if data.startswith(b"PK"):
        return _workbook(data)
    decoded = decode(data, most=MOST_BYTES)
    return Sheets((Sheet("", tuple(_separated(decoded.text))),), decoded.problems)


def _separated(text: str) -> Iterator[Row]:
    head = text.split("\n", 20)[:20]
    counted = {one: max((line.count(one) for line in head), default=0) for one in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda one: counted[one])
    csv.field_size_limit(_MIB)
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(lines, start=1):
            row = _row(number, (Cell(cell) for cell in cells[:COLUMNS]))
            if row is not None:
                yield row
    except csv.Error as error:
        raise FormatError(
            f"第 {lines.line_num + 1} 行起读不下去：引号没有成对。请改好再导入。"
        ) from error


def _workbook(data: bytes) -> Sheets:
    from openpyxl import load_workbook  # noqa: PLC0415 -- child: half a second to import

    try:
        _check_members(data)
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        try:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            several = len(visible) > 1
            sheets = tuple(
                Sheet(sheet.title[:31] if several else "", tuple(_rows(sheet))) for sheet in visible
            )
        finally:
            book.close()
    except BROKEN as error:
        raise FormatError("这个 .xlsx 文件已损坏，或者不是表格软件存出来的。") from error
    return Sheets(sheets)


def _check_members(data: bytes) -> None:
    """Look at the sizes before anything is unpacked; Python reads no more than they say."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise FormatError("这个文件加了密码，请去掉密码再存一次。")
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MEMBERS or unpacked > _UNPACKED:
        raise FormatError("这个 .xlsx 文件展开以后太大，请只留下题目再存一次。")
    for member in members:
        if member.file_size > _MIB and member.file_size > _RATIO * max(member.compress_size, 1):
            raise FormatError("这个 .xlsx 文件压缩得不正常，没有打开。")


def _rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 -- the library's own types name two kinds of sheet
    sheet.reset_dimensions()  # what a sheet says of its own size may be a lie
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS), start=1):
        filled = max(
            (n for n, cell in enumerate(cells, start=1) if cell.value is not None), default=0
        )
        row = _row(number, map(_cell, cells[:filled]))
        empty = empty + 1 if row is None else 0
        if row is not None:
            yield row
        elif empty == _EMPTY_ROWS:
            return


def _row(number: int, cells: Iterator[Cell] | map[Cell]) -> Row | None:
    kept = [_within(cell) for cell in cells]
    while kept and kept[-1] == EMPTY:
        kept.pop()
    if kept and number > ROWS:
        raise FormatError(f"表格超过 {ROWS} 行，请分成几个文件再导入。")
    return Row(number, tuple(kept)) if kept else None


def _within(cell: Cell) -> Cell:
    text = cell.text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
    if len(text) > LONGEST_CELL:
        return Cell(text[:100], fault=f"超过 {LONGEST_CELL} 字")
    return Cell(text, cell.doubt, cell.fault)


def _cell(cell: Any) -> Cell:  # noqa: ANN401 -- empty cells are of a type of their own
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type in _FAULTS:
        return Cell(str(value), fault=_FAULTS[cell.data_type])
    if isinstance(value, bool):
        return Cell("对" if value else "错")
    if isinstance(value, float) and value.is_integer():
        return Cell(f"{value:.0f}")
    if isinstance(value, datetime | date | time):
        text = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        text = text.removesuffix(" 00:00:00")
        return Cell(text, doubt="表格软件把它存成了日期，原来也许是“1-2”这样的文字")
    return Cell(str(value))
