"""The schema as text, committed beside the migrations, is the schema that migrating makes."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from cadreschool.cli.database import FOLDER, migrate, schema_text

pytestmark = pytest.mark.database


def test_the_committed_schema_is_the_real_one(engine: Engine, client_programs: None) -> None:
    migrate(engine)
    committed = FOLDER / f"schema.{engine.dialect.name}.sql"

    assert schema_text(engine) == committed.read_text(encoding="utf-8"), (
        f"flask database schema > migrations/{committed.name}"
    )


def test_the_schema_reads_the_same_however_often_it_is_made(
    engine: Engine, client_programs: None
) -> None:
    migrate(engine)
    first = schema_text(engine)
    migrate(engine, "base")
    migrate(engine)

    assert schema_text(engine) == first
