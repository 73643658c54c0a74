"""What a command cannot do ends with a sentence and status 1, never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.architecture.sources import ROOT
from tests.school import engines

Typing = Callable[..., Result]


@pytest.mark.skipif(engines.IS_POSTGRESQL, reason="a file has permissions")
def test_a_database_that_is_no_database(flask: Typing, tmp_path: Path) -> None:
    folder = tmp_path / "school.sqlite3"
    folder.unlink()
    folder.mkdir()
    result = flask("reports", "verify")

    assert result.output == (
        "Error: 数据库用不了：unable to open database file。"
        "请核对 CADRESCHOOL_DATABASE_URL、磁盘和数据库服务。\n"
    )
    assert result.exit_code == 1


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "CADRESCHOOL_INSTANCE": str(tmp_path),
        "CADRESCHOOL_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:9/nothing",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "database", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.stderr.startswith("Error: 数据库用不了：")
    assert ended.stderr.endswith("请核对 CADRESCHOOL_DATABASE_URL、磁盘和数据库服务。\n")
    assert ended.returncode == 1
