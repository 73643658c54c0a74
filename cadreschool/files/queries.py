"""Reads of the register of files."""

from __future__ import annotations

from sqlalchemy import select

from cadreschool.files.models import StoredFile
from cadreschool.kernel.db import db


def extension_of(digest: str) -> str | None:
    """Return the extension a file was registered with, None for an unknown file."""
    return db.session.scalar(select(StoredFile.extension).where(StoredFile.digest == digest))


def all_files() -> list[tuple[str, int]]:
    """Return every registered file with its size in bytes."""
    rows = db.session.execute(select(StoredFile.digest, StoredFile.size))
    return [(row[0], row[1]) for row in rows]
