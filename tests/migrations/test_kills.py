"""A migration that is killed at any moment leaves the old schema or the new one, and can be run
again as if nothing had been.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from cadreschool.cli.database import FOLDER, migrate, present_revision, revisions
from tests.migrations.described import described, rows
from tests.migrations.folders import MEMBERS, UNIONS, write_folder
from tests.school import engines

pytestmark = pytest.mark.database

Upgrade = Callable[[str, Path, int], str]
Connect = Callable[[str], Engine]
KEPT = {"guild": UNIONS, "member": MEMBERS}


def test_the_first_start_may_be_killed_whenever_it_likes(
    empty_database: Callable[[], str], connect: Connect, upgrade: Upgrade
) -> None:
    total = int(upgrade(empty_database(), FOLDER, 0))
    states = _states(connect(empty_database()))

    for moment in (total // 4, total // 2, total * 3 // 4, total - 4):
        address = empty_database()
        assert upgrade(address, FOLDER, moment) == "killed"

        present = present_revision(connect(address))
        assert described(connect(address)) == (states[present] if present else {})
        migrate(connect(address))
        assert described(connect(address)) == states[revisions()[-1]]


def _states(engine: Engine) -> dict[str, dict[str, dict[str, object]]]:
    """Return the schema at each revision, going from one to the next."""
    states = {}
    for revision in revisions():
        migrate(engine, revision)
        states[revision] = described(engine)
    return states


def test_a_table_rebuilt_under_its_children_is_never_found_half_done(
    empty_database: Callable[[], str], connect: Connect, upgrade: Upgrade, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path / "folder")
    address = empty_database()
    engine = connect(address)
    migrate(engine, "0001", folder=folder)
    old = described(engine)
    total = int(upgrade(address, folder, 0))
    new = described(engine)
    migrate(engine, "0001", folder=folder)

    for moment in range(1, total + 1, 3 if engines.IS_POSTGRESQL else 1):
        assert upgrade(address, folder, moment) == "killed"

        assert present_revision(engine) == "0001"
        assert (described(engine), rows(engine)) == (old, KEPT)
        migrate(engine, folder=folder)
        assert (described(engine), rows(engine)) == (new, KEPT)
        migrate(engine, "0001", folder=folder)
