"""The database: one declarative base, one session, two engines, one way to write.

Reading is the rule: every transaction is read-only until `write` runs a unit. On SQLite a unit
starts with BEGIN IMMEDIATE behind one write lock (a thread lock and a file lock: the file lock
alone does not exclude threads of one process, and SQLite's own waiting is unfair: up to 5 s
against 0.4 s, measured with 8 writers). Knows nothing of what is stored.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import IO, Any, Final, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, MetaData
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from cadreschool.kernel.errors import BusyError, FullError

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # pragma: no cover - a platform without the wheel falls back, doctor says so
    import sqlite3 as sqlite  # type: ignore[no-redef,unused-ignore]

__all__ = [
    "Model",
    "Moment",
    "db",
    "engine_options",
    "is_wal_safe",
    "prepare",
    "sqlite",
    "write",
    "writing",
]

T = TypeVar("T")

ATTEMPTS: Final = 4  # the first and three retries
LOCK_SECONDS: Final = 5.0
# The WAL-reset bug (3.7.0 to 3.51.2) can lose commits; these versions carry the fix.
FIXED_VERSIONS: Final = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
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


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite has the fix for the WAL-reset bug (sqlite.org/wal.html)."""
    if version >= FIXED_VERSIONS[-1]:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_VERSIONS)


def engine_options(url: str) -> dict[str, Any]:
    """Return how an engine for this address is to be made."""
    if make_url(url).get_backend_name() == "sqlite":
        return {"module": sqlite}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, "pool_timeout": 5}


def prepare(engine: Engine) -> None:
    """Give an engine its listeners: pragmas on SQLite, read-only beginnings on both."""
    if engine.dialect.name == "sqlite":
        listen(engine, "connect", _set_pragmas)
        listen(engine, "begin", _begin_sqlite)
        _locks[engine.url] = _WriteLock(engine.url)
    else:
        listen(engine, "begin", _begin_postgresql)


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing of its own
    cursor = connection.cursor()
    journal = "WAL" if is_wal_safe(sqlite.sqlite_version_info) else "DELETE"
    for pragma in (
        "busy_timeout=30000",
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
        connection.exec_driver_sql(f"PRAGMA query_only={0 if writing else 1}")
        connection.info["writing"] = writing
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.read_only = not _writing.get()


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
            raise _refusal(error) or error from error
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
def writing(engine: Engine) -> Iterator[None]:
    """Let transactions that begin inside write, alone on SQLite (`write`, migrations)."""
    lock = _locks.get(engine.url)
    token = _writing.set(True)
    try:
        if lock is None:
            yield
        else:
            with lock.held():
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
    return BusyError() if isinstance(error, OperationalError) else None


class _WriteLock:
    """The queue in front of SQLite's one writer: threads first, then processes."""

    def __init__(self, url: URL) -> None:
        self._threads = threading.Lock()
        self._path = f"{url.database}.wlock"
        self._file: IO[str] | None = None
        self._opened_by = 0  # a forked child must open its own: a lock belongs to the descriptor

    @contextmanager
    def held(self) -> Iterator[None]:
        if not self._threads.acquire(timeout=LOCK_SECONDS):
            raise BusyError
        try:
            if self._file is None or self._opened_by != os.getpid():
                self._opened_by = os.getpid()
                self._file = open(self._path, "w", encoding="ascii")  # noqa: SIM115, PTH123 -- held open for the life of the process
            _lock_file(self._file)
            try:
                yield
            finally:
                _unlock_file(self._file)
        finally:
            self._threads.release()


try:
    import fcntl

    def _lock_file(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock_file(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

except ImportError:  # pragma: no cover - Windows
    import msvcrt

    def _lock_file(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]

    def _unlock_file(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]


_locks: dict[URL, _WriteLock] = {}
