"""The PostgreSQL half of a backup: a dump of one snapshot, and putting it back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select, table, text
from sqlalchemy.engine import Engine

from cadreschool.backups import programs
from cadreschool.backups.errors import BackupError
from cadreschool.kernel import clock
from cadreschool.kernel.db import writing

if TYPE_CHECKING:
    from cadreschool.backups.archive import Members

MEMBER = "database.pgdump"
_ASIDE = "before_"


def copy(engine: Engine, target: Path) -> dict[str, int]:
    """Dump the database and count the rows of the very same snapshot."""
    with engine.connect() as plain:
        connection = plain.execution_options(isolation_level="REPEATABLE READ")
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        rows = _rows(connection)
        programs.run(
            "pg_dump",
            engine,
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--exclude-schema={_ASIDE}*",
            f"--snapshot={snapshot}",
            f"--file={target}",
        )
    return rows


def _rows(connection: Connection) -> dict[str, int]:
    names = sorted(inspect(connection).get_table_names())
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in names
    }


def restore(engine: Engine, members: Members, rows: dict[str, int]) -> str:
    """Put the database of a backup in place; returns the schema that keeps the old tables."""
    kept = _set_aside(engine)
    try:
        _fill(engine, members, rows)
    except BaseException:
        _take_back(engine, kept)
        raise
    return kept


def _fill(engine: Engine, members: Members, rows: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / MEMBER
        members.put(MEMBER, dump)
        programs.run("pg_restore", engine, "--no-owner", "--single-transaction", str(dump))
    with engine.connect() as connection:
        if _rows(connection) != rows:
            raise BackupError("恢复后的行数与清单不符，没有恢复。")


def _set_aside(engine: Engine) -> str:
    """Rename the schema that holds the present tables, if there are any, and begin a new one."""
    kept = f"{_ASIDE}{clock.now():%Y%m%d%H%M%S}"
    with writing(engine), engine.begin() as connection:
        if not inspect(connection).get_table_names():
            return ""
        connection.execute(text(f"ALTER SCHEMA public RENAME TO {kept}"))
        connection.execute(text("CREATE SCHEMA public"))
    return kept


def _take_back(engine: Engine, kept: str) -> None:
    """Undo: drop what was half restored, and give the old tables their schema again."""
    with writing(engine), engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        again = f"ALTER SCHEMA {kept} RENAME TO public" if kept else "CREATE SCHEMA public"
        connection.execute(text(again))
