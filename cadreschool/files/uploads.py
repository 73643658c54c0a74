"""Files that wait to be imported: private, unguessable, gone after a week.

They hold names and telephone numbers, or questions with their keys, so nothing is kept longer than
it is needed: an import takes its file away. Knows nothing of what is in them.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

KEPT = timedelta(days=7)
_NAME = re.compile(r"[0-9a-f]{32}")


def folder_of(instance: Path) -> Path:
    """Return where the files of an instance lie."""
    return instance / "uploads"


def keep(folder: Path, stream: IO[bytes]) -> str:
    """Keep a file that was sent, and return the name by which it is found again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    path = folder / name
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as out:
        shutil.copyfileobj(stream, out)
    return name


def path_of(folder: Path, name: str) -> Path | None:
    """Return the file of that name, None when it is no longer there."""
    path = folder / name
    return path if _NAME.fullmatch(name) and path.is_file() else None


def note(folder: Path, name: str, what: str, data: Mapping[str, Any]) -> None:
    """Write down what was found out about a file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = folder / f"{name}.{what}.{secrets.token_hex(8)}"  # somebody else may be reading it
    half.touch(mode=0o600)
    half.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    half.replace(folder / f"{name}.{what}.json")


def noted(folder: Path, name: str, what: str) -> dict[str, Any] | None:
    """Return what was written down about a file, None when it is gone."""
    path = folder / f"{name}.{what}.json"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def drop(folder: Path, name: str) -> None:
    """Remove a file; what was written down about it stays until it is swept."""
    (folder / name).unlink(missing_ok=True)


def sweep(folder: Path, *, at: datetime) -> None:
    """Remove what is older than a week."""
    for path in folder.glob("*"):
        if at - datetime.fromtimestamp(path.stat().st_mtime, UTC) > KEPT:
            path.unlink(missing_ok=True)
