"""The database: one declarative base, one session, two engines, one way to write.

Reading is the rule: every transaction is read-only until `write` runs a unit. On SQLite a unit
starts with BEGIN IMMEDIATE behind one write lock. Knows nothing of what is stored.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData, Table
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from cadreschool.kernel.errors import BusyError, FullError
from cadreschool.kernel.write_lock import WriteLock

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # pragma: no cover - a platform without the wheel falls back, doctor says so
    import sqlite3 as sqlite  # type: ignore[no-redef,unused-ignore]

__all__ = [
    "LARGEST_ID",
    "Model",
    "Moment",
    "db",
    "engine_options",
    "is_away",
    "is_damaged",
    "is_wal_safe",
    "prepare",
    "sqlite",
    "table_of",
    "write",
    "writing",
]

T = TypeVar("T")

LARGEST_ID: Final = 2**31 - 1  # what both engines can hold; a larger number names nothing
ATTEMPTS: Final = 4  # the first and three retries
LOCK_SECONDS: Final = 5.0
# The WAL-reset bug (3.7.0 to 3.51.2) can lose commits; these versions carry the fix.
FIXED_VERSIONS: Final = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
_SQLITE_AWAY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_CANTOPEN")
_REPEATABLE_READ: Final = 3  # psycopg.IsolationLevel, without importing it for SQLite
_SERIALISATION_FAILURES: Final = frozenset({"40001", "40P01"})


class Model(DeclarativeBase):
    """The base of every table. Constraint names are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. SQLite forgets time zones, so naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a moment without a time zone: {value!r}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Give the moment its time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


db = SQLAlchemy(metadata=Model.metadata, session_options={"expire_on_commit": False})

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def table_of(model: type[Model]) -> Table:
    """Return a model's table: plain inserts into it skip the ORM (half the cost, measured)."""
    return cast("Table", model.__table__)


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite has the fix for the WAL-reset bug (sqlite.org/wal.html)."""
    if version >= FIXED_VERSIONS[-1]:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_VERSIONS)


def engine_options(url: str) -> dict[str, Any]:
    """Return how an engine for this address is to be made.

    Parameters are names, answers and password hashes: errors, and with them the log, do not tell.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return {"module": sqlite, "hide_parameters": True}
    pool = {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, "pool_timeout": 5}
    return {"hide_parameters": True, **pool}


def prepare(engine: Engine) -> None:
    """Give an engine its listeners: pragmas on SQLite, read-only beginnings on both."""
    if engine.dialect.name == "sqlite":
        listen(engine, "do_connect", _keep_private)
        listen(engine, "connect", _set_pragmas)
        listen(engine, "begin", _begin_sqlite)
        lock = _locks.setdefault(engine.url, WriteLock(f"{engine.url.database}.wlock"))
        listen(engine, "engine_disposed", lambda _engine: lock.close())
    else:
        listen(engine, "begin", _begin_postgresql)


def _keep_private(
    _dialect: Dialect,
    _entry: ConnectionPoolEntry,
    arguments: list[Any],
    _options: dict[str, Any],
) -> None:
    """Make a new database file for its owner's eyes only; SQLite's other files take after it."""
    with suppress(FileExistsError):
        os.close(os.open(arguments[0], os.O_CREAT | os.O_EXCL, 0o600))


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing of its own
    cursor = connection.cursor()
    journal = "WAL" if is_wal_safe(sqlite.sqlite_version_info) else "DELETE"
    for pragma in (
        f"busy_timeout={LOCK_SECONDS * 1000:.0f}",
        f"journal_mode={journal}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "temp_store=MEMORY",
        "secure_delete=ON",
        "journal_size_limit=67108864",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = _writing.get()
    if connection.info.get("writing") is not writing:
        # It touches no file, so nothing of it needs SQLAlchemy's translation of errors.
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA query_only={0 if writing else 1}").close()
        connection.info["writing"] = writing
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    """Read one moment of the database from the first query to the last, as SQLite does."""
    driver: Any = connection.connection.dbapi_connection
    writing = _writing.get()
    driver.read_only = not writing
    driver.isolation_level = None if writing else _REPEATABLE_READ


def write(unit: Callable[[], T]) -> T:
    """Run `unit` in one writing transaction and commit it; on a conflict run it whole again.

    The unit must do nothing slow and keep nothing from an earlier read: it may run up to four
    times. Raises BusyError when the lock or the database cannot be had, FullError when the disk
    is full; after any exception nothing of the unit is stored.
    """
    if _writing.get():
        msg = "a unit inside a unit"
        raise RuntimeError(msg)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _run(unit)
        except DBAPIError as error:
            if attempt < ATTEMPTS and _is_conflict(error):
                continue
            refusal = _refusal(error)
            if refusal is None:
                raise
            raise refusal from error
    raise AssertionError  # pragma: no cover - the loop returns or raises


def _run(unit: Callable[[], T]) -> T:
    db.session.close()  # the reading half, or the attempt before, ends here
    with writing(db.engine):
        try:
            result = unit()
            db.session.commit()
        finally:
            db.session.close()
    return result


@contextmanager
def writing(engine: Engine, *, patience: float = LOCK_SECONDS) -> Iterator[None]:
    """Let transactions that begin inside write, alone on SQLite (`write`, migrations)."""
    lock = _locks.get(engine.url)
    token = _writing.set(True)
    try:
        with lock.held(patience) if lock else nullcontext():
            yield
    finally:
        _writing.reset(token)


def _is_conflict(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or (
        getattr(error.orig, "sqlstate", None) in _SERIALISATION_FAILURES
    )


def _refusal(error: DBAPIError) -> Exception | None:
    if "disk is full" in str(error.orig) or getattr(error.orig, "sqlstate", "") == "53100":
        return FullError()
    return BusyError() if is_away(error) else None


def is_away(error: DBAPIError) -> bool:
    """Tell whether the database cannot serve at this moment; anything else is a fault of ours.

    SQLite calls both an OperationalError: a lock that cannot be had and a table that is missing.
    """
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith(_SQLITE_AWAY)
    return error.connection_invalidated or isinstance(error, OperationalError)


def is_damaged(error: DBAPIError) -> bool:
    """Tell whether SQLite finds that its file is no database, or no sound one."""
    return getattr(error.orig, "sqlite_errorname", None) in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}


_locks: dict[URL, WriteLock] = {}
