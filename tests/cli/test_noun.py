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


@pytest.mark.skipif(engines.IS_POSTGRESQL, reason="a server has files of its own")
def test_a_database_that_is_damaged(flask: Typing, tmp_path: Path) -> None:
    (tmp_path / "school.sqlite3").write_bytes(b"damaged " * 1000)
    result = flask("reports", "verify")

    assert result.output == (
        "Error: 数据库用不了：file is not a database。"
        "文件已经损坏：请停止服务，用 flask backup restore 恢复最近的备份。\n"
    )
    assert result.exit_code == 1


def test_a_place_where_nothing_can_be_written(flask: Typing, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = flask("content", "export", tmp_path / "file" / "below")

    assert "读不了或写不了：Not a directory。请核对路径、权限和磁盘空间。" in result.output
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
