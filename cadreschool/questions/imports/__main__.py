"""The reading child: on standard input what to read, out a line of JSON for each question.

Limits itself before it opens anything: memory, processor time, depth. The application keeps the
wall clock and kills.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from cadreschool.questions.formats import format_of
from cadreschool.questions.formats.values import FormatError
from cadreschool.questions.imports.wire import write_end, write_failure, write_head, write_item

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 60
DEPTH = 600
MOST_ITEMS = 20_000
MOST_PICTURES = 40 * 1024 * 1024


def limit() -> None:
    """Take the limits on."""
    sys.setrecursionlimit(DEPTH)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- platform: Windows has no such module

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(path: Path, name: str, mapping: dict[str, str] | None) -> None:
    """Write what the file holds."""
    data = path.read_bytes()
    if not data.strip():
        raise FormatError("文件是空的。")
    found = format_of(name, data)
    reading = found.read(data, name, mapping)
    if len(reading.items) > MOST_ITEMS:
        raise FormatError(f"文件里有 {len(reading.items)} 题，一次最多 {MOST_ITEMS} 题，请分几次。")
    pictures = sum(len(picture.data) for item in reading.items for picture in item.pictures)
    if pictures > MOST_PICTURES:
        raise FormatError("文件里的图片加起来太大，请缩小图片，或分成几个文件。")
    sys.stdout.write(write_head(found.name, reading))
    for item in reading.items:
        sys.stdout.write(write_item(item))


def main() -> None:
    """Answer, and end with a line that says how it ended."""
    limit()
    asked = json.loads(sys.stdin.read())
    try:
        answer(Path(asked["path"]), asked["name"], asked["mapping"])
    except FormatError as error:
        sys.stdout.write(write_failure(str(error)))
    except MemoryError:
        sys.stdout.write(write_failure("读这个文件占用的内存太多"))
    except RecursionError:
        sys.stdout.write(write_failure("这个文件里的内容嵌套太深"))
    else:
        sys.stdout.write(write_end())


if __name__ == "__main__":
    main()
