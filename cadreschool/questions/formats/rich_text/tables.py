"""Tables: rows of cells, spans taken apart, as Markdown with a heading row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cadreschool.questions.formats.rich_text.tree import Element

_MOST_ROWS = 200
_WIDEST_SPAN = 30
_SPAN = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its line of Markdown, and the attributes it came with."""

    text: str
    attributes: dict[str, str]

    def span(self, name: str) -> int:
        """Return how many columns or rows the cell covers."""
        found = _SPAN.fullmatch(self.attributes.get(name, ""))
        return min(int(found[0]), _WIDEST_SPAN) if found else 1


def rows_of(table: Element, cell: Callable[[Element], Cell]) -> Iterator[list[Cell]]:
    """Find the rows of a table, in its sections too."""
    for child in table.children:
        if not isinstance(child, Element):
            continue
        if child.name == "tr":
            cells = (one for one in child.children if isinstance(one, Element))
            yield [cell(one) for one in cells if one.name in {"td", "th"}]
        elif child.name in {"thead", "tbody", "tfoot"}:
            yield from rows_of(child, cell)


class Table:
    """The cells on their grid: a cell that covers several leaves the others empty."""

    def __init__(self, rows: Iterable[list[Cell]]) -> None:
        self.rows: list[list[str]] = []
        self.has_spans = False
        open_spans: dict[int, int] = {}
        for row in rows:
            if len(self.rows) < _MOST_ROWS and (row or open_spans):
                self.rows.append(self._laid(row, open_spans))
        self.width = max(map(len, self.rows), default=0)

    def _laid(self, row: list[Cell], open_spans: dict[int, int]) -> list[str]:
        laid: list[str] = []
        for cell in row:
            self._skip(laid, open_spans)
            wide, tall = cell.span("colspan"), cell.span("rowspan")
            self.has_spans = self.has_spans or wide > 1 or tall > 1
            for offset in range(wide):
                if tall > 1:
                    open_spans[len(laid)] = tall - 1
                laid.append("" if offset else cell.text)
        self._skip(laid, open_spans)
        return laid

    @staticmethod
    def _skip(laid: list[str], open_spans: dict[int, int]) -> None:
        """Leave the places empty that a cell further up covers."""
        while len(laid) in open_spans:
            open_spans[len(laid)] -= 1
            if not open_spans[len(laid)]:
                del open_spans[len(laid)]
            laid.append("")

    def markdown(self) -> str:
        """Write the table; its first row is the heading, since ours always have one."""
        rows = [row + [""] * (self.width - len(row)) for row in self.rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * self.width, *lines[1:]])
