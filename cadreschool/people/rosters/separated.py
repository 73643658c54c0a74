"""Reading text files whose columns are separated by commas, semicolons or tabs.

Knows the encodings that spreadsheets write (UTF-8 with and without a mark, GB18030 and so GBK,
UTF-16 with a mark) and finds the separator. Knows no columns.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from cadreschool.people.rosters.rows import COLUMNS, Row, SheetError, row_of

_BLOCK = 1 << 20
_SEPARATORS = (",", "\t", ";")
_LOOKED_AT = 20
"""Lines from which the separator is found: below the title rows, well within the rows."""
_FIELD = 100_000
"""Characters in one field before it is taken for a quotation mark that nobody closed."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_separated(path: Path) -> Iterator[Row]:
    """Yield the rows that are not empty."""
    csv.field_size_limit(_FIELD)
    with path.open(encoding=_encoding(path), newline="") as lines:
        separator = _separator(list(islice(lines, _LOOKED_AT)))
        lines.seek(0)
        number = 0
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=separator), start=1):
                row = row_of(number, cells[:COLUMNS])
                if row is not None:
                    yield row
        except csv.Error as error:
            raise SheetError(f"第 {number + 1} 行起读不下去：引号没有成对") from error
        except UnicodeError as error:
            raise SheetError("文件的编码读不了，请另存为 UTF-8 的 CSV") from error


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if _holds_nul(path):
        raise SheetError("这不是表格文件，请另存为 .xlsx 或 CSV")
    for name in ("utf-8", "gb18030"):
        if _is_written_in(path, name):
            return name
    raise SheetError("文件的编码读不了，请另存为 UTF-8 的 CSV")


def _holds_nul(path: Path) -> bool:
    """Tell whether there is a sign that no text has: a picture, a program, an archive."""
    with path.open("rb") as file:
        return any(b"\0" in block for block in iter(lambda: file.read(_BLOCK), b""))


def _is_written_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _separator(lines: list[str]) -> str:
    counted = {one: max((line.count(one) for line in lines), default=0) for one in _SEPARATORS}
    return max(_SEPARATORS, key=lambda one: counted[one])
