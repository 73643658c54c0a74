"""A row by its fields, and the options in it.

Knows options in columns of their own, all in one cell, and marks beside them. Knows no kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cadreschool.questions.formats.marks import escaped
from cadreschool.questions.formats.tables.columns import LETTERS, Columns, column_name
from cadreschool.questions.formats.tables.sheets import EMPTY, Cell, Row

_IN_ONE = re.compile(r"(?:^|[\n;；|$]|\s{2,})\s*[(（]?([A-Ja-j])[)）.．、:：]\s*")
_TRUE = frozenset({"1", "是", "对", "√", "✓", "✔", "true", "t", "y", "yes", "正确"})
_FALSE = frozenset(
    {"", "0", "否", "错", "×", "✗", "✘", "false", "f", "n", "no", "错误", "不正确", "不对", "非"}
)


@dataclass(frozen=True, slots=True)
class Record:
    """A row with its cells by field."""

    row: Row
    columns: Columns

    def cell(self, field: str) -> Cell:
        """Return the cell of a field, an empty one where there is no such column."""
        column = self.columns.places.get(field)
        return EMPTY if column is None else self.row.cell(column)

    def text(self, field: str) -> str:
        """Return the text of a field."""
        return self.cell(field).text

    def where(self, field: str) -> str:
        """Name the column of a field as the spreadsheet does."""
        column = self.columns.places.get(field)
        return "" if column is None else f"{column_name(column)} 列"


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a row: as Markdown, and as written.

    `marked` are those that marks beside them call right; None where there are no such marks. Where
    there are `too_many`, those that come after the last there may be are left out.
    """

    texts: tuple[str, ...]
    plain: tuple[str, ...]
    marked: frozenset[int] | None = None
    unclear: str = ""
    too_many: bool = False


def options_of(record: Record, *, is_markdown: bool) -> Choices:
    """Return the options of a row; text that is not Markdown yet is written as such."""
    texts = [record.text(f"option-{letter}") for letter in LETTERS]
    while texts and not texts[-1]:
        texts.pop()
    if not texts and record.text("options"):
        texts = _split(record.text("options"))
    farther = any(record.row.cell(column).text for column in record.columns.beyond)
    too_many = farther or len(texts) > len(LETTERS)
    texts = [_without_letter(text, letter) for text, letter in zip(texts, LETTERS, strict=False)]
    flags = [record.text(f"right-{letter}").casefold() for letter in LETTERS[: len(texts)]]
    has_flags = any(field.startswith("right-") for field in record.columns.places)
    unclear = next((flag for flag in flags if flag not in _TRUE | _FALSE), "")
    marked = frozenset(number for number, flag in enumerate(flags) if flag in _TRUE)
    shown = tuple(text if is_markdown else _lines(text) for text in texts)
    use_flags = has_flags and (any(flags) or not record.text("answer"))
    return Choices(shown, tuple(texts), marked if use_flags else None, unclear, too_many)


def _split(text: str) -> list[str]:
    """Split a cell that holds all options: by their letters, else by lines or signs."""
    pieces = _IN_ONE.split(text)
    if len(pieces) > 3:  # noqa: PLR2004 -- what stands before, then letter and text, at least twice
        return [piece.strip(" \t\n;；|$") for piece in pieces[2::2]]
    for separator in ("\n", "|", "；", ";", "$"):
        if separator in text:
            return [piece.strip() for piece in text.split(separator) if piece.strip()]
    return [text]


def _without_letter(text: str, letter: str) -> str:
    """Take the letter off that some write into the cell once more."""
    found = re.match(rf"\s*[(（]?{letter}[)）.．、:：]\s*", text, re.IGNORECASE)
    return text[found.end() :] if found else text


def _lines(text: str) -> str:
    return "\n".join(escaped(line.strip()) for line in text.split("\n") if line.strip())
