"""Tables of a Word document whose heading row names a stem and an answer: read like a spreadsheet.

Knows which lines of a document are such a table. What a row means is for `formats.tables`.
"""

from __future__ import annotations

from collections.abc import Sequence

from cadreschool.questions.formats.docx.document import Line
from cadreschool.questions.formats.docx.pictures import without_pictures
from cadreschool.questions.formats.drafting import Draft
from cadreschool.questions.formats.tables.columns import find_columns
from cadreschool.questions.formats.tables.reading import drafts_of
from cadreschool.questions.formats.tables.sheets import Cell, Row, Sheet


def split_rows(lines: Sequence[Line]) -> tuple[list[Draft], list[Line]]:
    """Return the questions of rows under headings, and the lines that are none of them."""
    rows = [_row(number, line) for number, line in enumerate(_rows_of(lines), start=1)]
    columns = find_columns(rows)
    if columns is None or not columns.is_usable:
        return [], list(lines)
    texts = [line.text for line in _rows_of(lines)]
    drafts = list(drafts_of(Sheet("", tuple(rows), "表格"), columns))
    for draft in drafts:
        draft.note("题目在表格里，按行读出", "请核对各列的意思")
        if without_pictures(texts[draft.line - 1]) != texts[draft.line - 1]:
            draft.note("这一行有图片，没有读进来", "导入后请补上")
    return drafts, [line for line in lines if not line.is_row]


def _rows_of(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.is_row]


def _row(number: int, line: Line) -> Row:
    cells = without_pictures(line.text).split("\t")
    return Row(number, tuple(Cell(cell.strip()) for cell in cells))
