"""`flask database`: the schema forward, back, compared and written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from cadreschool.cli.database import FOLDER, newest_revision, revisions
from cadreschool.kernel.db import db

Typing = Callable[..., Result]
NEWEST = newest_revision()


@pytest.fixture
def upgraded(app: Flask, flask: Typing):
    """Bring the schema back to the newest when the test is over."""
    yield
    flask("database", "upgrade")
    with app.app_context():
        db.engine.dispose()


def test_an_up_to_date_schema_is_content(flask: Typing) -> None:
    result = flask("database", "check")

    assert result.output == f"数据库结构 {NEWEST}，程序需要 {NEWEST}。\n"
    assert result.exit_code == 0


def test_upgrading_twice_does_nothing(flask: Typing) -> None:
    assert flask("database", "upgrade").output == f"数据库结构现为 {NEWEST}。\n"
    assert flask("database", "upgrade").exit_code == 0


def test_going_back_and_forth(flask: Typing, upgraded: None) -> None:
    back = flask("database", "downgrade", "0001", "--yes")
    assert back.output == "数据库结构现为 0001。\n"
    check = flask("database", "check")
    assert check.output.splitlines()[-1] == "请运行 flask database upgrade。"
    assert check.exit_code == 1
    assert flask("database", "upgrade", "0002").output == "数据库结构现为 0002。\n"
    assert flask("database", "downgrade", "base", "--yes").output == "数据库结构现为 （空）。\n"
    assert flask("database", "check").output.startswith("数据库结构 （空），程序需要 ")


def test_going_back_asks_first(flask: Typing) -> None:
    result = flask("database", "downgrade", "0001", says="n\n")

    assert "退回会丢掉新结构里的数据，请先备份。确定退回吗？" in result.output
    assert result.exit_code == 1
    assert flask("database", "check").exit_code == 0


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (
            ("upgrade", "0001"),
            f"数据库结构已是 {NEWEST}。要退回 0001，请用 flask database downgrade。",
        ),
        (("upgrade", "9999"), f"没有结构版本 9999，可选：{'、'.join(revisions())}。"),
        (("downgrade", "--yes", NEWEST), f"数据库结构是 {NEWEST}，不能退回到 {NEWEST}。"),
        (("downgrade", "--yes", "9999"), f"数据库结构是 {NEWEST}，不能退回到 9999。"),
    ],
    ids=["down by up", "up to nowhere", "down to here", "down to nowhere"],
)
def test_what_makes_no_sense_is_refused(
    flask: Typing, words: tuple[str, ...], refusal: str
) -> None:
    result = flask("database", *words)

    assert result.output == f"Error: {refusal}\n"
    assert result.exit_code == 1


def test_the_schema_is_written_as_it_is_committed(
    flask: Typing, app: Flask, client_programs: None
) -> None:
    with app.app_context():
        committed = FOLDER / f"schema.{db.engine.dialect.name}.sql"

    assert flask("database", "schema").output == committed.read_text(encoding="utf-8")
