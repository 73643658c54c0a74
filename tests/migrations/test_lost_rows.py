"""No migration loses a row that it did not announce: env.py counts, and takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from cadreschool.cli.database import migrate, present_revision
from tests.migrations.described import described, rows
from tests.migrations.folders import BACK, MEMBERS, REBUILD, UNIONS, write_folder
from tests.school import engines

pytestmark = pytest.mark.database

ALL = {"guild": UNIONS, "member": MEMBERS}
LOSS = 'op.execute("DELETE FROM member WHERE id > 1")'
# The line that keeps SQLite from deleting the children of a table that is rebuilt.
PROTECTION = 'driver.execute("PRAGMA foreign_keys=OFF")'


def test_a_rebuilt_parent_keeps_its_children(engine: Engine, tmp_path: Path) -> None:
    migrate(engine, folder=write_folder(tmp_path / "folder"))

    assert rows(engine) == ALL
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM guild WHERE motto = 'g'")) == UNIONS


def test_going_back_rebuilds_the_parent_and_keeps_its_children_too(
    engine: Engine, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "folder")
    migrate(engine, "0001", folder=folder)
    old = described(engine)
    migrate(engine, "0002", folder=folder)
    migrate(engine, "0001", folder=folder)

    assert described(engine) == old
    assert rows(engine) == ALL


@pytest.mark.skipif(engines.IS_POSTGRESQL, reason="PostgreSQL alters tables without rebuilding")
def test_a_rebuild_that_cascades_is_taken_back(engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", REBUILD, without=PROTECTION)
    migrate(engine, "0001", folder=folder)
    before = described(engine)

    with pytest.raises(Exception, match=f"已撤销：member {MEMBERS} → 0") as refusal:
        migrate(engine, folder=folder)

    assert type(refusal.value).__name__ == "RowsLostError"
    assert (described(engine), rows(engine)) == (before, ALL)
    assert present_revision(engine) == "0001"


def test_deleting_rows_is_taken_back(engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", LOSS, "pass")
    migrate(engine, "0001", folder=folder)

    with pytest.raises(Exception, match=f"已撤销：member {MEMBERS} → 2"):
        migrate(engine, folder=folder)

    assert rows(engine) == ALL


def test_dropping_a_full_table_is_taken_back(engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", 'op.drop_table("member")', "pass")
    migrate(engine, "0001", folder=folder)

    with pytest.raises(Exception, match=f"已撤销：member {MEMBERS} → 0"):
        migrate(engine, folder=folder)

    assert rows(engine) == ALL


def test_a_loss_that_is_announced_goes_through(engine: Engine, tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", LOSS, "pass", declared='LOSES_ROWS = ("member",)\n')
    migrate(engine, folder=folder)

    assert rows(engine) == {"guild": UNIONS, "member": 2}


def test_an_engine_that_has_migrated_guards_its_foreign_keys_again(
    engine: Engine, tmp_path: Path
) -> None:
    migrate(engine, folder=write_folder(tmp_path / "folder", REBUILD, BACK))

    if not engines.IS_POSTGRESQL:
        with engine.connect() as connection:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
