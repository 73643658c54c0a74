"""INSERT … ON CONFLICT: both engines know it, and SQLAlchemy writes it for each of them apart.

Facts that are written once, and counters, rest on it: no reading first, no race.
"""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from cadreschool.kernel.db import Model, db


def upsert(model: type[Model]) -> postgresql.Insert | sqlite.Insert:
    """Begin an INSERT into a table that may say what to do on conflict."""
    is_postgresql = db.engine.dialect.name == "postgresql"
    return postgresql.insert(model) if is_postgresql else sqlite.insert(model)
