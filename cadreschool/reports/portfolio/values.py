"""A file as plain values: who it is, and sections of rows under named columns.

The page, the workbook and the JSON file show these values and ask for nothing else. The ids of
sections and the keys of columns are a format (docs/portfolio.md): once given, they stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

FORMAT = "cadreschool.portfolio/1"
STRUCTURED_AFTER = "GB/T 38860-2020"

Value = str | int | date | bool | None
Row = tuple[Value, ...]


class Kind(Enum):
    """What stands in a column."""

    TEXT = auto()
    NUMBER = auto()
    DAY = auto()
    FLAG = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in JSON, its head, and whether it is too long for the page."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What a section is called and holds; `is_long`: the page tells only how many rows it has."""

    id: str
    title: str
    columns: tuple[Column, ...]
    empty: str
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its rows; `note` says what stands beside them."""

    layout: Layout
    rows: tuple[Row, ...]
    note: str = ""

    def records(self) -> Iterator[dict[str, Value]]:
        """Yield the rows with their keys."""
        keys = [column.key for column in self.layout.columns]
        for row in self.rows:
            yield dict(zip(keys, row, strict=True))


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose file it is. `organisation_id` is where whoever looks sees them."""

    id: int
    name: str
    login: str
    organisation_id: int
    organisation_name: str
    post_name: str
    tie_name: str
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A file at a moment. `is_former`: whoever looks sees only what was earned in their unions."""

    holder: Holder
    made_at: datetime
    sections: tuple[Section, ...]
    is_former: bool = False

    def section(self, section_id: str) -> Section | None:
        """Return a section by its id."""
        return next((one for one in self.sections if one.layout.id == section_id), None)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was learnt or done yet."""
        return not any(one.rows for one in self.sections if one.layout.id != "postings")
