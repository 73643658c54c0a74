"""At which migration a database stands, and which ones this program knows.

Knows file names and one table; migrating itself is the command line's.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from cadreschool.kernel.db import db

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


def revisions(folder: Path = FOLDER) -> list[str]:
    """Return the migrations' ids, oldest first; the file names tell, without loading alembic."""
    return sorted(path.stem.partition("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))


def newest_revision() -> str:
    """Return the newest migration's id."""
    return revisions()[-1]


def present_revision(engine: Engine | None = None) -> str | None:
    """Return the migration a database (ours, unless told) stands at, None for an empty one."""
    engine = engine or db.engine
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)
