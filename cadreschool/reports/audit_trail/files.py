"""Audit rows as a file. What is text stays text: nothing in it is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO

import xlsxwriter

from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.text import spreadsheet_text
from cadreschool.reports.audit_trail.queries import Entry

HEADINGS = ("编号", "时间", "操作人", "操作", "对象", "内容", "本次编号", "封存")
WIDTHS = (10, 20, 14, 18, 26, 50, 20, 8)


def write_csv(entries: Iterable[Entry], out: IO[bytes]) -> int:
    """Write CSV that spreadsheet programs open as Chinese; return the number of rows."""
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    table = csv.writer(text)
    table.writerow(HEADINGS)
    number = 0
    for entry in entries:
        table.writerow([spreadsheet_text(cell) for cell in _cells(entry)])
        number += 1
    text.flush()
    text.detach()
    return number


def write_xlsx(entries: Iterable[Entry], out: IO[bytes]) -> int:
    """Write a sheet for A4 with the headings on every page; return the number of rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet("审计")
    head = book.add_format({"bold": True, "bg_color": "#F3F0EA", "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, head)
    number = 0
    for number, entry in enumerate(entries, start=1):
        for place, cell in enumerate(_cells(entry)):
            sheet.write_string(number, place, cell, plain)
    book.close()
    return number


def _cells(entry: Entry) -> Iterator[str]:
    yield str(entry.id)
    yield f"{entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    yield entry.actor
    yield entry.action
    yield entry.object
    yield entry.detail_text
    yield entry.request_id
    yield "已封存" if entry.is_sealed else ""
