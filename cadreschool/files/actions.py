"""Writes to the register of files."""

from __future__ import annotations

from datetime import datetime

from cadreschool.files.models import StoredFile
from cadreschool.kernel.db import db
from cadreschool.kernel.upsert import upsert


def register_file(digest: str, extension: str, size: int, *, at: datetime) -> None:
    """Register a file whose bytes are already durable; a second time changes nothing."""
    row = upsert(StoredFile).values(digest=digest, extension=extension, size=size, stored_at=at)
    db.session.execute(row.on_conflict_do_nothing())
