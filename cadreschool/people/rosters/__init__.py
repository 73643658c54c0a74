"""Reading a roster (花名册) in a child process that may be killed.

Knows how long a file may take and what to say when it takes longer. Reading happens in the child
(`python -m cadreschool.people.rosters`): a spreadsheet is an archive of XML that somebody else
made, and only a process can be stopped. On Windows there is only the wall clock: the other limits
are the child's own (`__main__`) and need a Unix.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

from cadreschool.kernel.errors import InvalidError
from cadreschool.people.rosters.rows import Row, read_line

SECONDS = 300.0
"""Wall clock for one file; 100,000 rows of an .xlsx file take about 16 s of a quiet machine."""
FILE = 50 * 1024 * 1024
_STOPPED = "读表程序超过时限或内存，中途停止"
_FAILED = "文件里有读不懂的东西，读到一半停下了；请另存一次再试"
_ROOT = Path(__file__).resolve().parents[3]
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


class RosterFileError(InvalidError):
    """The file as a whole cannot be read. `detail` is for whoever looks into it."""

    def __init__(self, path: Path, reason: str, detail: str = "") -> None:
        """Say which file and why."""
        super().__init__(f"{path.name}：{reason}。", "没有导入任何人。")
        self.detail = detail


def read_rows(path: Path, *, seconds: float = SECONDS) -> Iterator[Row | str]:
    """Yield the rows of a file that are not empty, and notes about the file.

    Raises RosterFileError as soon as the file turns out not to be readable.
    """
    if path.stat().st_size > FILE:
        raise RosterFileError(path, f"超过 {FILE // 1024 // 1024} MB，请分成几个文件")
    with _child(path, seconds) as (process, lines, error):
        for line in lines:
            said = read_line(line.decode("utf-8"))
            if isinstance(said, Row):
                yield said
            elif "note" in said:
                yield str(said["note"])
            elif "failure" in said:
                raise RosterFileError(path, str(said["failure"]))
            else:
                return
        error.seek(0)
        detail = error.read().decode("utf-8", errors="replace")[-2000:]
        reason = _STOPPED if process.wait() < 0 else _FAILED
    raise RosterFileError(path, reason, detail)


@contextmanager
def _child(
    path: Path, seconds: float
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    """Start the child; whatever happens, it is gone afterwards."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with (
        tempfile.TemporaryFile() as error,
        subprocess.Popen(  # noqa: S603 -- our own interpreter and module, no shell
            [sys.executable, "-X", "utf8", "-m", __name__, str(path.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=error,
            env={**environment, "PYTHONPATH": str(_ROOT)},
        ) as process,
    ):
        assert process.stdout is not None  # noqa: S101 -- a pipe was asked for
        clock = Timer(seconds, process.kill)
        clock.start()
        try:
            yield process, process.stdout, error
        finally:
            clock.cancel()
            process.kill()
            process.wait()
