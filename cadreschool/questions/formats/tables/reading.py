"""Rows read: each a question of the kind its row says or shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cadreschool.questions.formats.aiken.lines import running_number, sort_of
from cadreschool.questions.formats.decoding import WHOLE_FILE
from cadreschool.questions.formats.drafting import Draft, items_of
from cadreschool.questions.formats.labels import read_labels
from cadreschool.questions.formats.marks import from_plain
from cadreschool.questions.formats.tables.answers import answer_as
from cadreschool.questions.formats.tables.columns import Columns, find_columns
from cadreschool.questions.formats.tables.records import Record, options_of
from cadreschool.questions.formats.tables.sheets import Sheet, read_sheets
from cadreschool.questions.formats.values import Problem, Reading

_DIFFICULTIES = {
    **dict.fromkeys(("1", "易", "简单", "容易", "低", "较易"), 1),
    **dict.fromkeys(("2", "中", "中等", "一般", "适中"), 2),
    **dict.fromkeys(("3", "难", "困难", "较难", "高", "难题"), 3),
}
_HINT = "至少要有“题干”和“答案”两列；表头写在前面几行里，也可以在下面把列对应好"


def read(data: bytes, name: str, mapping: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG001 -- every format is read alike
    """Read a table; raises FormatError for what is none.

    `mapping` {heading: field, "" for unused} corrects what columns were taken for.
    """
    sheets = read_sheets(data)
    problems = list(sheets.problems)
    found = [(sheet, find_columns(sheet.rows, mapping)) for sheet in sheets.sheets]
    headings: dict[str, str] = {}
    for sheet, columns in found:
        headings |= columns.headings if columns else {}
        if sheet.rows and (columns is None or not columns.is_usable):
            place = sheet.part or WHOLE_FILE
            problems.append(Problem(place, "没有找到题干和答案的列", _HINT))
    usable = [(sheet, columns) for sheet, columns in found if columns and columns.is_usable]
    items = items_of(draft for sheet, columns in usable for draft in drafts_of(sheet, columns))
    if usable and not items:
        problems.append(Problem(WHOLE_FILE, "表头下面没有题目", "题目从表头的下一行写起"))
    return Reading(items, tuple(problems), headings)


def drafts_of(sheet: Sheet, columns: Columns) -> Iterator[Draft]:
    """Yield the questions below the headings."""
    for row in sheet.rows:
        record = Record(row, columns)
        if row.number > columns.row and not _is_heading(record) and _says_something(record):
            yield draft_of(record, sheet)


def _is_heading(record: Record) -> bool:
    """Tell whether the headings are repeated, as they are on every printed page."""
    return all(
        " ".join(record.row.cell(column).text.split()) in record.columns.headings
        for column in record.columns.places.values()
    )


def _says_something(record: Record) -> bool:
    """Pass over rows with a single cell: subtitles, sums, remarks."""
    filled = [field for field in record.columns.places if record.text(field)]
    return len(filled) > 1


def draft_of(record: Record, sheet: Sheet) -> Draft:
    """Make a question of a row."""
    draft = Draft(record.row.number, record.row.text, sheet.part)
    if draft.refuses_length(len(draft.source)):
        return draft
    _look_at_cells(draft, record)
    is_markdown = record.text("format").casefold() == "markdown"
    stem, sort = record.text("stem"), record.text("kind") or sheet.title
    if not is_markdown:
        numbered = running_number(stem)
        stem = numbered[1] if numbered else stem
        said, stem = sort_of(stem)
        sort = record.text("kind") or said or sheet.title
    draft.given_id = record.text("id")
    draft.category = record.text("category")
    draft.stem = stem if is_markdown else from_plain(stem)
    explanation = record.text("explanation")
    draft.explanation = explanation if is_markdown else from_plain(explanation)
    _labels(draft, record)
    options = options_of(record, is_markdown=is_markdown)
    if options.too_many:
        draft.refuse("有八个以上的选项", "最多八个，从 A 到 H")
    answer_as(draft, record, options, sort, is_markdown=is_markdown)
    return draft


def _look_at_cells(draft: Draft, record: Record) -> None:
    for field in record.columns.places:
        cell, where = record.cell(field), record.where(field)
        if cell.fault:
            draft.refuse(f"{where}{cell.fault}", "请把这一格改成文字，再读一次")
        elif cell.doubt:
            draft.note(f"{where}：{cell.doubt}", "请核对这一格")


def _labels(draft: Draft, record: Record) -> None:
    named = (
        ("能力", "competencies"),
        ("有效", "valid"),
        ("单元", "unit"),
    )
    tags = [f"{name}:{record.text(field)}" for name, field in named if record.text(field)]
    grounds = re.split(r"[\s;；]+(?=\[\[|《|$)|(?<=\]\])", record.text("grounds"))
    tags += [f"依据:{one}" for one in grounds if one.strip()]
    draft.labels = read_labels(tags)
    for other in draft.labels.others:
        name, _, value = other.partition(":")
        hint = "依据写成 [[工会法#22]]；需要的话，导入后请补上"
        draft.mention(f"没有保留：{name}“{value[:40]}”", hint)
    difficulty = record.text("difficulty")
    draft.labels.difficulty = _DIFFICULTIES.get(difficulty, 0)
    if difficulty and not draft.labels.difficulty:
        draft.mention(f"没有保留：难度“{difficulty[:20]}”", "难度写 1 到 3，或易、中、难")
