"""A row of a sheet as it travels from the reading child to the application, and its limits.

Cells are texts; what cannot be taken as a text (a formula, say) travels as the reason why. Knows no
file format and no column.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

ROWS = 200_000
COLUMNS = 60
CELL = 500
"""Characters in one cell."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that is not taken as a text, and why not, in Chinese."""

    reason: str


Cell = str | Refused


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; `number` is the one that the spreadsheet shows."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """Return a cell by its column, counted from 0; rows end where their last cell does."""
        return self.cells[column] if column < len(self.cells) else ""


class SheetError(Exception):
    """The file as a whole cannot be read; says why, in Chinese."""


def row_of(number: int, cells: Iterable[Cell]) -> Row | None:
    """Return the row, None when it is empty; raises SheetError beyond the last row allowed."""
    kept = [_within(cell) for cell in cells]
    while kept and kept[-1] == "":
        kept.pop()
    if kept and number > ROWS:
        raise SheetError(f"表格超过 {ROWS} 行，请分成几个文件")
    return Row(number, tuple(kept)) if kept else None


def _within(cell: Cell) -> Cell:
    if isinstance(cell, Refused):
        return cell
    text = cell.strip()
    return text if len(text) <= CELL else Refused(f"超过 {CELL} 个字")


def write_row(row: Row) -> str:
    """Write a row as a line of JSON; a refused cell is a list of its reason."""
    cells = [[cell.reason] if isinstance(cell, Refused) else cell for cell in row.cells]
    return _line([row.number, cells])


def write_note(text: str) -> str:
    """Write something to be told to whoever imports."""
    return _line({"note": text})


def write_failure(text: str) -> str:
    """Write why the file cannot be read."""
    return _line({"failure": text})


def write_end() -> str:
    """Write that the file was read to its end."""
    return _line({"end": True})


def read_line(line: str) -> Row | dict[str, Any]:
    """Read what the child wrote: a row, or a note, a failure, the end."""
    data = json.loads(line)
    if isinstance(data, dict):
        return data
    number, cells = data
    return Row(number, tuple(c if isinstance(c, str) else Refused(c[0]) for c in cells))


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
