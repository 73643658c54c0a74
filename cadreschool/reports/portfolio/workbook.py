"""A file as a workbook: a sheet for each section. What is text is written as text."""

from __future__ import annotations

from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cadreschool.kernel.clock import moment_text
from cadreschool.kernel.text import spreadsheet_text
from cadreschool.learning.profile.rules import STATEMENT
from cadreschool.reports.portfolio.values import (
    STRUCTURED_AFTER,
    Column,
    Kind,
    Portfolio,
    Section,
    Value,
)
from cadreschool.reports.portfolio.wording import day_or_none, shown

_A4 = 9
_HEAD_ROWS = 2
_WIDTHS = {Kind.TEXT: 24, Kind.NUMBER: 12, Kind.DAY: 14, Kind.FLAG: 10}
_LONG = 50


class _Book:
    """The sheets of one workbook, and how their cells look."""

    def __init__(self, target: IO[bytes]) -> None:
        self.book = xlsxwriter.Workbook(
            target,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        line = {"border": 1, "border_color": "#999999", "valign": "vcenter", "text_wrap": True}
        self.title = self._format(bold=True, font_size=16, valign="vcenter")
        self.note = self._format(font_color="#555555", valign="vcenter")
        self.head = self._format(**line, bold=True, align="center", bg_color="#F3F0EA")
        self.text = self._format(**line)
        self.quoted = self._format(**line, quote_prefix=True)
        self.number = self._format(**line, align="right", num_format="0")
        self.day = self._format(**line, align="right", num_format="yyyy-mm-dd")

    def _format(self, **properties: object) -> Format:
        return self.book.add_format({"font_size": 11} | properties)

    def sheet(self, title: str) -> Worksheet:
        """Begin a sheet that prints on A4."""
        sheet = self.book.add_worksheet(title)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
        return sheet

    def write(self, sheet: Worksheet, row: int, place: int, value: Value) -> None:
        """Write one cell; what is text is written as text whatever it looks like."""
        day = day_or_none(value)
        if day is not None:
            sheet.write_datetime(row, place, day, self.day)
        elif isinstance(value, int) and not isinstance(value, bool):
            sheet.write_number(row, place, value, self.number)
        elif value is None:
            sheet.write_blank(row, place, None, self.text)
        else:
            words = shown(value)
            form = self.text if spreadsheet_text(words) == words else self.quoted
            sheet.write_string(row, place, words, form)


def write_workbook(portfolio: Portfolio, target: IO[bytes]) -> None:
    """Write all sections, after a first sheet that says whose file it is."""
    book = _Book(target)
    _cover(book, portfolio)
    for section in portfolio.sections:
        _section(book, section)
    book.book.close()


def _cover(book: _Book, portfolio: Portfolio) -> None:
    holder, sheet = portfolio.holder, book.sheet("学习档案")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 60)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "学习档案", book.title)
    facts = (
        ("姓名", holder.name),
        ("登录名", holder.login),
        ("工会", holder.organisation_name),
        ("岗位", f"{holder.post_name}（{holder.tie_name}）"),
        ("离任", holder.left_on),
        ("制作时间", moment_text(portfolio.made_at)),
        *((section.layout.title, len(section.rows)) for section in portfolio.sections),
    )
    for at, (name, value) in enumerate(facts, start=1):
        sheet.write_string(at, 0, name, book.head)
        book.write(sheet, at, 1, value)
    sheet.write_string(len(facts) + 2, 0, f"{STATEMENT}。", book.note)
    sheet.write_string(len(facts) + 3, 0, f"结构参照 {STRUCTURED_AFTER}。", book.note)


def _section(book: _Book, section: Section) -> None:
    layout, sheet = section.layout, book.sheet(section.layout.title)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, layout.title, book.title)
    for place, column in enumerate(layout.columns):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(_HEAD_ROWS - 1, place, column.title, book.head)
    sheet.freeze_panes(_HEAD_ROWS, 0)
    sheet.repeat_rows(0, _HEAD_ROWS - 1)
    for at, row in enumerate(section.rows, start=_HEAD_ROWS):
        for place, value in enumerate(row):
            book.write(sheet, at, place, value)
    below = _HEAD_ROWS + len(section.rows)
    note = section.note or ("" if section.rows else layout.empty)
    if note:
        sheet.write_string(below, 0, note, book.note)


def _width(column: Column) -> int:
    return _LONG if column.is_long else _WIDTHS[column.kind]
