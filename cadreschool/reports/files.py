"""Tables as files: XLSX for offices, CSV for everything else. Texts stay texts.

A name like "=HYPERLINK(…)" is written as text in both: as a text cell with the mark for "not a
formula" in XLSX, after an apostrophe in CSV. Memory stays flat whatever the number of rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cadreschool.kernel.clock import day_of, moment_text
from cadreschool.kernel.text import spreadsheet_text
from cadreschool.reports.tables import Cell, Column, Kind, Table

SIGNED = "制表人：　　　　　　审核人：　　　　　　日期："
LARGEST_SHEET = 1_000_000
"""Rows on one sheet; a sheet ends at 1,048,576."""

_HEAD_ROWS = 3
_A4 = 9
_NOTED_EVERY = 500

Progress = Callable[[int], None]


class FileFormat(StrEnum):
    """The formats that a report can be had in."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def mimetype(self) -> str:
        """Return what browsers are told."""
        return {
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "csv": "text/csv",
        }[self.value]


def file_stem(table: Table) -> str:
    """Return the name of a file without its extension: 云岭县总工会-干部学习台账-20261122."""
    return f"{table.unit}-{table.title}-{day_of(table.as_of):%Y%m%d}"


def write_file(
    table: Table,
    file_format: FileFormat,
    target: Path | IO[bytes],
    progress: Progress | None = None,
) -> int:
    """Write a table and return the number of its rows."""
    if file_format is FileFormat.XLSX:
        return _write_xlsx(table, target, progress)
    if isinstance(target, Path):
        with target.open("wb") as file:
            return _write_csv(table, file, progress)
    return _write_csv(table, target, progress)


def head_lines(table: Table) -> tuple[str, str]:
    """Return the title, and the line below it: unit, filters, period and moment."""
    filters = f"　筛选：{'、'.join(table.filters)}" if table.filters else ""
    return table.title, (
        f"单位：{table.unit}{filters}　统计期：{table.period}　截至 {moment_text(table.as_of)}"
    )


# CSV ---------------------------------------------------------------------------------------------


def _write_csv(table: Table, file: IO[bytes], progress: Progress | None) -> int:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
    lines = csv.writer(text)
    for line in head_lines(table):
        lines.writerow([line])
    lines.writerow([column.title for column in table.columns])
    number = 0
    for number, row in enumerate(table.rows, start=1):
        lines.writerow(
            [_plain(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        )
        _note(progress, number)
    lines.writerow([table.footnote])
    text.flush()
    text.detach()
    return number


def _plain(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return spreadsheet_text(cell)
    return f"{cell:.1%}" if column.kind is Kind.PERCENT else str(cell)


# XLSX --------------------------------------------------------------------------------------------


class _Sheets:
    """The sheets of one workbook, opened one after the other."""

    def __init__(self, table: Table, target: Path | IO[bytes]) -> None:
        self.book = xlsxwriter.Workbook(
            str(target) if isinstance(target, Path) else target,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._table = table
        line = {"border": 1, "border_color": "#999999", "valign": "vcenter"}
        self.formats: dict[Any, Format] = {
            "title": self._format(bold=True, font_size=16, align="center", valign="vcenter"),
            "about": self._format(font_color="#555555", valign="vcenter"),
            "head": self._format(
                **line, bold=True, text_wrap=True, align="center", bg_color="#F3F0EA"
            ),
            "note": self._format(font_color="#555555"),
            "quoted": self._format(**line, text_wrap=True, quote_prefix=True),
            Kind.TEXT: self._format(**line, text_wrap=True),
            Kind.NUMBER: self._format(**line, align="right", num_format="0"),
            Kind.PERCENT: self._format(**line, align="right", num_format="0.0%"),
        }

    def _format(self, **properties: object) -> Format:
        return self.book.add_format({"font_size": 11} | properties)

    def open(self, number: int) -> Worksheet:
        """Begin a sheet: title, what it is about, the heads of the columns, all frozen."""
        sheet = self.book.add_worksheet(f"第{number}页" if number > 1 else self._table.title[:31])
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, _HEAD_ROWS - 1)
        sheet.freeze_panes(_HEAD_ROWS, 0)
        sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
        for at, column in enumerate(self._table.columns):
            sheet.set_column(at, at, column.width)
        last = len(self._table.columns) - 1
        title, about = head_lines(self._table)
        sheet.set_row(0, 30)
        for row, words, form in ((0, title, "title"), (1, about, "about")):
            sheet.merge_range(row, 0, row, last, "", self.formats[form])
            sheet.write_string(row, 0, words, self.formats[form])
        for at, column in enumerate(self._table.columns):
            sheet.write_string(_HEAD_ROWS - 1, at, column.title, self.formats["head"])
        return sheet

    def write(self, sheet: Worksheet, at: int, row: Sequence[Cell]) -> None:
        """Write one row; what is text is written as text whatever it looks like."""
        for place, (cell, column) in enumerate(zip(row, self._table.columns, strict=True)):
            if cell is None:
                sheet.write_blank(at, place, None, self.formats[Kind.TEXT])
            elif isinstance(cell, str):
                form = Kind.TEXT if spreadsheet_text(cell) == cell else "quoted"
                sheet.write_string(at, place, cell, self.formats[form])
            else:
                sheet.write_number(at, place, cell, self.formats[column.kind])


def _write_xlsx(table: Table, target: Path | IO[bytes], progress: Progress | None) -> int:
    sheets = _Sheets(table, target)
    sheet, at, opened, number = sheets.open(1), _HEAD_ROWS, 1, 0
    for number, row in enumerate(table.rows, start=1):
        if at == LARGEST_SHEET:
            opened += 1
            sheet, at = sheets.open(opened), _HEAD_ROWS
        sheets.write(sheet, at, row)
        at += 1
        _note(progress, number)
    sheet.write_string(at, 0, table.footnote, sheets.formats["note"])
    sheet.write_string(at + 2, 0, SIGNED, sheets.formats["note"])
    sheets.book.close()
    return number


def _note(progress: Progress | None, number: int) -> None:
    if progress is not None and number % _NOTED_EVERY == 0:
        progress(number)
