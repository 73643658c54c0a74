"""Writes about backups: the audit rows that tell of them. The file itself is made by a job."""

from __future__ import annotations

from datetime import datetime

from cadreschool.audit.actions import record


def note_made(name: str, *, by: int | None, at: datetime) -> None:
    """Note that a backup was made."""
    record("backup.make", "backup", name, by=by, at=at)


def allow_download(name: str, *, by: int, at: datetime) -> None:
    """Note who fetches a backup; for ten minutes the file is theirs (see `queries`)."""
    record("backup.download", "backup", name, by=by, at=at)
