"""Reading a file of questions in a child process that may be killed.

Knows how long a file may take and what to say when it takes longer. The formats are read in the
child (`python -m cadreschool.questions.imports`): documents and spreadsheets are archives of XML
that somebody else made, and only a process can be stopped. On Windows there is only the wall clock:
the other limits are the child's own (`__main__`) and need a Unix.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

from cadreschool.kernel.errors import InvalidError
from cadreschool.questions.formats.values import Item, Reading
from cadreschool.questions.imports.wire import Head, read_line

SECONDS = 120.0
"""Wall clock for one file; 10,000 questions of an .xlsx file take some seconds."""
LARGEST = 20 * 1024 * 1024
_STOPPED = "读文件的程序超过时限或内存，中途停止"
_FAILED = "文件里有读不懂的东西，读到一半停下了；请另存一次再试"
_ROOT = Path(__file__).resolve().parents[3]
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


class QuestionFileError(InvalidError):
    """The file as a whole cannot be read. `detail` is for whoever looks into it."""

    def __init__(self, name: str, reason: str, detail: str = "") -> None:
        """Say which file and why."""
        super().__init__(f"{name}：{reason.rstrip('。')}。", "没有导入任何题目。")
        self.detail = detail


def read_file(
    path: Path,
    name: str,
    mapping: Mapping[str, str] | None = None,
    *,
    seconds: float = SECONDS,
) -> tuple[str, Reading]:
    """Read a file of questions; return the name of its format and what it held.

    `name` is what its owner calls it; `mapping` corrects what its columns were taken for.
    """
    if path.stat().st_size > LARGEST:
        raise QuestionFileError(name, f"超过 {LARGEST // 1024 // 1024} MB，请分成几个文件")
    items: list[Item] = []
    head: Head | None = None
    with _child(path, name, mapping, seconds) as (process, lines, error):
        for line in lines:
            said = read_line(line.decode("utf-8"))
            if isinstance(said, Head):
                head = said
            elif isinstance(said, Item):
                items.append(said)
            elif said is not None:
                raise QuestionFileError(name, said)
            elif head is not None:
                return head.format_name, Reading(tuple(items), head.problems, head.columns)
        error.seek(0)
        detail = error.read().decode("utf-8", errors="replace")[-2000:]
        reason = _STOPPED if process.wait() < 0 else _FAILED
    raise QuestionFileError(name, reason, detail)


@contextmanager
def _child(
    path: Path, name: str, mapping: Mapping[str, str] | None, seconds: float
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    """Start the child; whatever happens, it is gone afterwards."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    asked = json.dumps({"path": str(path.resolve()), "name": name, "mapping": mapping})
    with tempfile.TemporaryFile() as error, tempfile.TemporaryFile() as order:
        order.write(asked.encode())
        order.seek(0)
        with subprocess.Popen(  # noqa: S603 -- our own interpreter and module, no shell
            [sys.executable, "-X", "utf8", "-m", __name__],
            stdin=order,
            stdout=subprocess.PIPE,
            stderr=error,
            env={**environment, "PYTHONPATH": str(_ROOT)},
        ) as process:
            assert process.stdout is not None  # noqa: S101 -- a pipe was asked for
            clock = Timer(seconds, process.kill)
            clock.start()
            try:
                yield process, process.stdout, error
            finally:
                clock.cancel()
                process.kill()
                process.wait()
