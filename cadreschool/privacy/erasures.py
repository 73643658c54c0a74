"""The file of erasures: who was erased, told without telling who it was.

It lies beside the database, not in it: a restored backup brings erased people back, and they are
erased again from here. Each line holds a cadre's id, and a mac over the moment they were entered,
which never changes, so that nobody else who has this id in some database is meant. Knows no
database.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = "erased.jsonl"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One person who was erased."""

    cadre_id: int
    mark: str
    at: str


def mark_of(key: bytes, joined_at: datetime) -> str:
    """Return what recognises a person without telling who it is, whatever they are called now."""
    moment = joined_at.astimezone(UTC).isoformat()
    return hmac.new(key, f"erased {moment}".encode(), hashlib.sha256).hexdigest()


def remember(folder: Path, cadre_id: int, mark: str, *, at: datetime) -> None:
    """Write a line durably, unless it is there already; a line torn by a crash is left alone."""
    line = Erasure(cadre_id, mark, at.isoformat(timespec="seconds"))
    if any((one.cadre_id, one.mark) == (cadre_id, mark) for one in remembered(folder)):
        return
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
    descriptor = os.open(folder / FILE, flags, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - 1, 0))
        is_torn = size > 0 and file.read(1) != b"\n"
        text = {"cadre": line.cadre_id, "mark": line.mark, "at": line.at}
        file.seek(0, os.SEEK_END)
        file.write((b"\n" if is_torn else b"") + f"{json.dumps(text)}\n".encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def remembered(folder: Path) -> Iterator[Erasure]:
    """Yield everybody who was erased; a torn line is left out."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            found = json.loads(line)
            yield Erasure(int(found["cadre"]), str(found["mark"]), str(found["at"]))
        except (ValueError, KeyError, TypeError):
            continue
