"""Migrations lead from nothing to the tables of the models, back, and there again, with rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from cadreschool.cli.database import FOLDER, SchemaError, migrate, present_revision, revisions
from cadreschool.kernel.db import Model, writing
from tests.architecture.sources import ROOT, import_models
from tests.migrations import rows
from tests.migrations.described import INDEX, described, tables
from tests.migrations.described import rows as rows_of

pytestmark = pytest.mark.database


def test_alembic_finds_nothing_to_add(engine: Engine) -> None:
    import_models()
    migrate(engine)

    with engine.connect() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith(INDEX),
            # Alembic asks no index whether it is for this engine.
            "include_object": lambda thing, *_: (
                getattr(thing, "_ddl_if", None) is None or engine.dialect.name == "postgresql"
            ),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Model.metadata) == []


def test_migrating_makes_what_the_models_say(
    engine: Engine, empty_database: Callable[[], str], connect: Callable[[str], Engine]
) -> None:
    import_models()
    migrate(engine)
    from_models = connect(empty_database())
    with writing(from_models):
        Model.metadata.create_all(from_models)

    assert described(engine) == described(from_models)


def test_every_step_goes_back_and_forth_and_keeps_the_rows_of_tables_that_stay(
    engine: Engine,
) -> None:
    migrate(engine)
    rows.fill(engine)
    full, whole = rows_of(engine), described(engine)
    assert full["cadre"] == rows.NUMBER

    for revision in [*reversed(revisions()[:-1]), "base"]:
        migrate(engine, revision)

        assert present_revision(engine) == (None if revision == "base" else revision)
        kept = rows_of(engine)
        assert kept == {name: full[name] for name in kept}

    assert tables(engine) == set()
    migrate(engine)
    assert described(engine) == whole


def test_each_migration_follows_the_one_before(engine: Engine) -> None:
    for revision in revisions():
        migrate(engine, revision)

        assert present_revision(engine) == revision


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    rows.fill(engine)
    before = rows_of(engine)
    migrate(engine)

    assert rows_of(engine) == before


def test_two_processes_that_start_at_once_both_find_the_schema_made(
    empty_database: Callable[[], str], connect: Callable[[str], Engine]
) -> None:
    address = empty_database()
    command = [sys.executable, "-m", "tests.migrations.killed"]
    request = f"{address}\t{FOLDER}\t0\n"
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) for _ in range(2)
    ]
    for process in processes:
        assert process.stdin
        process.stdin.write(request)
        process.stdin.flush()
    answers = [process.communicate(timeout=60)[0].strip() for process in processes]

    assert all(answer.isdigit() for answer in answers)
    assert min(map(int, answers)) < max(map(int, answers))  # one made it, one found it
    assert present_revision(connect(address)) == revisions()[-1]


def test_a_database_of_a_newer_program_is_left_alone(engine: Engine) -> None:
    migrate(engine)
    with writing(engine), engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(SchemaError, match=r"数据库结构是 9999.*请换用新版程序"):
        migrate(engine)


def test_a_revision_that_does_not_exist_is_refused(engine: Engine) -> None:
    with pytest.raises(SchemaError, match="没有结构版本 0000，可选：0001、"):
        migrate(engine, "0000")
