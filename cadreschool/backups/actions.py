"""Writes about backups. The file itself is made by a job."""

from __future__ import annotations

from datetime import datetime

from cadreschool.audit.actions import record
from cadreschool.backups.rules import FETCH, KIND


def allow_download(name: str, *, by: int, at: datetime) -> None:
    """Note who fetches a backup; for ten minutes the file is theirs (see `queries`)."""
    record(FETCH, KIND, name, by=by, at=at)
