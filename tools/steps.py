"""Run programs one after another, time them, and say at the end which of them were content.

Knows processes and clocks. Does not know what the programs are for.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TAIL_BYTES = 4096


@dataclass(frozen=True)
class Outcome:
    """How one step ended: its Chinese name, its seconds, and the last line that it printed."""

    name: str
    is_good: bool
    seconds: float
    last_line: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{'通过' if self.is_good else '未通过'}  {self.seconds:6.1f} 秒  {self.name}"


def run(name: str, command: Sequence[str], settings: Mapping[str, str] | None = None) -> Outcome:
    """Run one program in the project's folder, showing what it prints while it prints it."""
    heading(name)
    began = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(settings or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        tail = _show(process)
        status = process.wait()
    lines = tail.decode(errors="replace").splitlines()
    last_line = next((line for line in reversed(lines) if line.strip()), "")
    return Outcome(name, status == 0, time.monotonic() - began, last_line)


def heading(name: str) -> None:
    """Announce the step that follows."""
    print(f"\n── {name} ──", flush=True)


def conclude(outcomes: Sequence[Outcome]) -> int:
    """Print one line for each step, and return the status to leave with."""
    heading("小结")
    for outcome in outcomes:
        print(outcome)
    sys.stdout.flush()
    is_good = bool(outcomes) and all(outcome.is_good for outcome in outcomes)
    return 0 if is_good else 1


def _show(process: subprocess.Popen[bytes]) -> bytes:
    """Copy what the program prints to our own output, and return the end of it.

    Ctrl-C reaches the program too: it is left to finish in its own way.
    """
    tail = b""
    while True:
        try:
            chunk = os.read(process.stdout.fileno(), TAIL_BYTES) if process.stdout else b""
        except KeyboardInterrupt:
            continue
        if not chunk:
            return tail
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        tail = (tail + chunk)[-TAIL_BYTES:]
