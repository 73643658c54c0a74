"""The folder of backups: which there are, how old, how large."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cadreschool.kernel import clock
from cadreschool.kernel.errors import NotFoundError

OLDEST = timedelta(hours=26)
"""A daily backup that is older than this was forgotten."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,90}\.zip")


@dataclass(frozen=True, slots=True)
class Backup:
    """One file; it is whole, for it is named only when it is."""

    name: str
    size: int
    made_at: datetime


def folder_of(instance: Path) -> Path:
    """Return where the backups of an instance lie."""
    return instance / "backups"


def new_name(at: datetime) -> str:
    """Return the name of a backup made now."""
    return f"cadreschool-{at.astimezone(clock.SHANGHAI):%Y%m%d-%H%M%S}.zip"


def backups_in(instance: Path) -> list[Backup]:
    """Return the backups there are, newest first."""
    found = []
    for path in folder_of(instance).glob("*.zip"):
        if _NAME.fullmatch(path.name) and path.is_file():
            about = path.stat()
            made_at = datetime.fromtimestamp(about.st_mtime, UTC)
            found.append(Backup(path.name, about.st_size, made_at))
    return sorted(found, key=lambda one: (one.made_at, one.name), reverse=True)


def backup_named(instance: Path, name: str) -> Path:
    """Return the path of one of the backups; any other name is not found."""
    if name not in {one.name for one in backups_in(instance)}:
        raise NotFoundError
    return folder_of(instance) / name


def is_overdue(backups: list[Backup], *, at: datetime) -> bool:
    """Tell whether the newest backup is too old, or there is none."""
    return not backups or backups[0].made_at < at - OLDEST
