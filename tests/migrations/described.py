"""What a database looks like, as plain values that can be compared; and how full it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, Inspector, func, inspect, select, table

VERSIONS = "alembic_version"
INDEX = "search_index"
"""FTS5's virtual table and those it makes for itself: no model describes them."""


def described(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return every table with its columns, keys, constraints and indexes."""
    with engine.connect() as connection:
        inspector = inspect(connection)
        return {
            name: _described(inspector, name)
            for name in sorted(inspector.get_table_names())
            if name != VERSIONS and not name.startswith(INDEX)
        }


def _described(inspector: Inspector, name: str) -> dict[str, Any]:
    return {
        "columns": sorted(
            (column["name"], str(column["type"]), column["nullable"], column.get("default"))
            for column in inspector.get_columns(name)
        ),
        "primary key": inspector.get_pk_constraint(name)["constrained_columns"],
        "foreign keys": sorted(
            (key["name"], key["constrained_columns"], key["referred_table"], str(key["options"]))
            for key in inspector.get_foreign_keys(name)
        ),
        "unique": sorted(
            (one["name"], one["column_names"]) for one in inspector.get_unique_constraints(name)
        ),
        "checks": sorted(
            (one["name"], one["sqltext"]) for one in inspector.get_check_constraints(name)
        ),
        "indexes": sorted(
            (one["name"], one["column_names"], one["unique"], _condition(one))
            for one in inspector.get_indexes(name)
        ),
    }


def tables(engine: Engine) -> set[str]:
    """Return the names of the tables."""
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {VERSIONS}


def rows(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has."""
    with engine.connect() as connection:
        names = sorted(set(inspect(connection).get_table_names()) - {VERSIONS})
        return {
            name: connection.scalar(select(func.count()).select_from(table(name))) or 0
            for name in names
        }


def _condition(index: Any) -> list[tuple[str, str]]:
    """Return what an index is limited to."""
    return sorted((key, str(value)) for key, value in index["dialect_options"].items())
