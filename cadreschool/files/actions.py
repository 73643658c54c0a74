"""Writes to the register of files."""

from __future__ import annotations

from datetime import datetime

from cadreschool.files.models import StoredFile
from cadreschool.kernel.db import db


def register_file(digest: str, extension: str, size: int, *, at: datetime) -> None:
    """Register a file whose bytes are already durable; a second time changes nothing."""
    if db.session.get(StoredFile, digest) is None:
        db.session.add(StoredFile(digest=digest, extension=extension, size=size, stored_at=at))
        db.session.flush()
