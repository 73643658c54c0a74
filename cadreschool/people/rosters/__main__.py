"""The reading child: the path of a file in, a line of JSON for each row out.

Limits itself before it opens anything: memory and processor time. The application keeps the wall
clock and kills.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cadreschool.people.rosters.rows import (
    SheetError,
    write_end,
    write_failure,
    write_note,
    write_row,
)
from cadreschool.people.rosters.separated import read_separated

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 120
"""100,000 rows of an .xlsx file take about 16."""
_OLD_EXCEL = bytes.fromhex("d0cf11e0")


def limit() -> None:
    """Take the limits on."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- platform: Windows has no such module

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(path: Path) -> None:
    """Write what the file holds."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_EXCEL:
        raise SheetError("这是旧的 .xls 格式，或加了密码的文件；请另存为不加密码的 .xlsx")
    if start.startswith(b"PK"):
        from cadreschool.people.rosters.workbook import (  # noqa: PLC0415 -- child: half a second to import
            read_workbook,
        )

        for found in read_workbook(path):
            sys.stdout.write(write_note(found) if isinstance(found, str) else write_row(found))
        return
    for row in read_separated(path):
        sys.stdout.write(write_row(row))


def main() -> None:
    """Answer, and end with a line that says how it ended."""
    limit()
    try:
        answer(Path(sys.argv[1]))
    except SheetError as error:
        sys.stdout.write(write_failure(str(error)))
    except MemoryError:
        sys.stdout.write(write_failure("读这个文件占用的内存太多"))
    else:
        sys.stdout.write(write_end())


if __name__ == "__main__":
    main()
