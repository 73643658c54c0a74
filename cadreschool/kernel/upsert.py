"""INSERT … ON CONFLICT: both engines know it, and SQLAlchemy writes it for each of them apart.

Facts that are written once, and counters, rest on it: no reading first, no race.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from cadreschool.kernel.db import Model, db

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def upsert(model: type[Model] | Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an INSERT into a table that may say what to do on conflict.

    A plain table skips the ORM: for thousands of rows (`table_of`).
    """
    if db.engine.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- start-up: 6 % that SQLite does without

        return postgresql.insert(model)
    return sqlite.insert(model)
