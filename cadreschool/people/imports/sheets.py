"""The table of all mistakes in a roster, to be mended by: an XLSX whose cells are only texts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlsxwriter import Workbook

from cadreschool.people.rosters.entries import Fault, column_letters

_COLUMNS = (("行", 8), ("列", 6), ("栏目", 14), ("内容", 30), ("错误原因", 40), ("怎样改", 46))
_A4 = 9


def write_faults(path: Path, faults: Iterable[Fault]) -> None:
    """Write the mistakes in the order of the rows."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet("错误清单")
        heading = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        for column, (title, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, heading)
        for number, fault in enumerate(sorted(faults), start=1):
            if fault.row:
                sheet.write_number(number, 0, fault.row)
            letters = column_letters(fault.column) if fault.column >= 0 else ""
            texts = (letters, fault.heading, fault.content, fault.text, fault.hint)
            for column, text in enumerate(texts, start=1):
                sheet.write_string(number, column, text, wrapped)
