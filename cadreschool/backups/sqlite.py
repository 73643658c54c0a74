"""The SQLite half of a backup: a copy of the live file, and putting it back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine

from cadreschool.backups.errors import BackupError
from cadreschool.kernel import clock
from cadreschool.kernel.db import sqlite, writing

if TYPE_CHECKING:
    from cadreschool.backups.archive import Members

MEMBER = "database.sqlite3"


def copy(engine: Engine, target: Path) -> dict[str, int]:
    """Copy the live database and count its rows.

    A file copy would be torn (10 to 19 of 20 were, measured), and VACUUM INTO cannot run where
    our listeners begin a transaction: hence a connection of its own.
    """
    with closing(sqlite.connect(str(engine.url.database), isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    rows, problem = examined(target)
    if problem:
        raise BackupError(f"数据库{problem}，没有备份。请从最近的备份恢复。")
    return rows


def examined(path: Path) -> tuple[dict[str, int], str]:
    """Count the rows of a copy; the second value says what is wrong with it, if anything."""
    try:
        with closing(sqlite.connect(str(path))) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return {}, "没有通过完整性检查"
            if connection.execute("PRAGMA foreign_key_check").fetchall():
                return {}, "有不成立的外键"
            query = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
            names = sorted(row[0] for row in connection.execute(query))
            count = 'SELECT count(*) FROM "{}"'
            return {n: connection.execute(count.format(n)).fetchone()[0] for n in names}, ""
    except sqlite.Error as error:
        return {}, f"打不开（{error}）"


def restore(engine: Engine, members: Members, rows: dict[str, int]) -> str:
    """Put the database of a backup in place; returns where the old one is kept, if there was one.

    Killed at any moment this leaves the old database or the new one: the old file gets a second
    name first, and the new one takes its place in a single step.
    """
    target = Path(str(engine.url.database))
    coming = target.with_name(f"{target.name}.restoring")
    members.put(MEMBER, coming)
    engine.dispose()
    kept = ""
    with writing(engine):
        if target.exists():
            kept = _set_aside(target)
        coming.replace(target)
    engine.dispose()
    found, problem = examined(target)
    if problem or found != rows:
        raise BackupError(f"恢复后的数据库{problem or '行数与清单不符'}。")
    return kept


def _set_aside(target: Path) -> str:
    """Give the old database another name as well; a server that still has it open is noticed."""
    stamp = clock.now().strftime("%Y%m%d%H%M%S")
    kept = target.with_name(f"{target.name}.before-{stamp}")
    try:
        with closing(sqlite.connect(str(target), timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # folds the log in; needs to be alone
    except sqlite.OperationalError as error:
        message = f"数据库正在使用（{error}）。请先停止服务，再恢复。"
        raise BackupError(message) from error
    except sqlite.DatabaseError:  # damaged: all that can be done is to keep it with its log
        for suffix in ("-wal", "-shm"):
            log = target.with_name(f"{target.name}{suffix}")
            if log.exists():
                log.replace(kept.with_name(f"{kept.name}{suffix}"))
    try:
        kept.hardlink_to(target)
    except OSError:  # a file system without hard links
        target.replace(kept)
    return str(kept)
