"""INSERT … ON CONFLICT: both engines know it, and SQLAlchemy writes it for each of them apart.

Facts that are written once, and counters, rest on it: no reading first, no race.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import ReturningInsert

from cadreschool.kernel.db import Model, db

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def upsert(model: type[Model] | Table) -> postgresql.Insert | sqlite.Insert:
    """Begin an INSERT into a table that may say what to do on conflict.

    A plain table skips the ORM: for thousands of rows (`table_of`).
    """
    return _begin(db.engine.dialect.name, model)


def replacing(table: Table, *keys: str) -> postgresql.Insert | sqlite.Insert:
    """Return the INSERT of rows that replace those with the same keys; takes whole rows.

    Built once for each engine, and for any number of rows: building and compiling it for the rows
    at hand cost a third of handing a paper in (measured).
    """
    return _replacing(db.engine.dialect.name, table, keys)


def once(table: Table) -> ReturningInsert[Any]:
    """Return the INSERT of a row unless it is there; gives back the key of a new one."""
    return _once(db.engine.dialect.name, table)


@cache
def _replacing(
    engine: str, table: Table, keys: tuple[str, ...]
) -> postgresql.Insert | sqlite.Insert:
    statement = _begin(engine, table)
    changed = {one.name: statement.excluded[one.name] for one in table.c if one.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


@cache
def _once(engine: str, table: Table) -> ReturningInsert[Any]:
    return _begin(engine, table).on_conflict_do_nothing().returning(*table.primary_key)


def _begin(engine: str, model: type[Model] | Table) -> postgresql.Insert | sqlite.Insert:
    if engine == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- start-up: 6 % that SQLite does without

        return postgresql.insert(model)
    return sqlite.insert(model)
