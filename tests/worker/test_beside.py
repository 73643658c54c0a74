"""`flask school run` works jobs off beside its pages, and stops with them."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest

from cadreschool.kernel.db import sqlite
from tests.school import engines
from tests.school.processes import School, eventually, settings_of

pytestmark = pytest.mark.skipif(
    engines.IS_POSTGRESQL, reason="processes that start and stop are tried on SQLite"
)
ASK = """
INSERT INTO job (kind, title, payload, state, made_at, run_after, attempts, most_attempts,
                 done, message, error)
VALUES ('unknown', '试一试', '{}', 'waiting', '2026-03-02 01:00:00.000000',
        '2026-03-02 01:00:00.000000', 0, 3, 0, '', '')
"""


def test_a_served_school_works_its_jobs_off(tmp_path: Path, content: Path) -> None:
    instance = tmp_path / "instance"
    school = School(settings_of(instance, content, DEMO="0"))
    try:
        school.wait_until_open()
        file = instance / "school.sqlite3"
        with closing(sqlite.connect(str(file), timeout=10, isolation_level=None)) as connection:
            connection.execute(ASK)

            def has_ended() -> bool:
                return connection.execute("SELECT state FROM job").fetchall() == [("failed",)]

            assert eventually(has_ended)
        assert school.end(signal.SIGTERM) == 0
    finally:
        school.end(signal.SIGKILL)
