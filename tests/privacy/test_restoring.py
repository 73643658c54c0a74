"""Abuse cases 39 and 40: what an old backup brings back is told, and whom it brings is erased."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cadreschool.app import create_app
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.people.models import Cadre
from tests.school import engines

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("client_programs")]
Typing = Callable[..., Result]


@pytest.fixture
def flask(app: Flask) -> Iterator[Typing]:
    """Return what types `flask …` in a school whose secret lies in a file."""
    folder = app.config["SETTINGS"].instance
    key = replace(app.config["SETTINGS"], secret_key_file=folder / "secret_key")
    application = create_app(key)

    def type_it(*words: object) -> Result:
        runner = application.test_cli_runner(catch_exceptions=False)
        result = runner.invoke(args=[str(word) for word in words])
        with application.app_context():
            db.engine.dispose()
        return result

    yield type_it
    with application.app_context():
        db.engine.dispose()


def _leave_and_be_erased(app: Flask, flask: Typing, cadre_id: int) -> None:
    with app.app_context():
        today = clock.today()
        write(lambda: withdraw_cadre(cadre_id, today, "退休", by=None, at=clock.now()))
        db.engine.dispose()
    result = flask("people", "erase", "limei", "--yes")
    assert result.exit_code == 0, result.output


@pytest.mark.skipif(engines.IS_POSTGRESQL, reason="the snapshot of the tests lies in the schema")
def test_a_restore_shows_in_the_chain_and_erases_again(
    app: Flask, flask: Typing, cast, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    assert flask("audit", "seal").exit_code == 0
    assert flask("backup", "create", file).exit_code == 0
    _leave_and_be_erased(app, flask, cast.li_mei)
    assert flask("audit", "seal").exit_code == 0
    assert flask("audit", "verify").exit_code == 0

    restored = flask("backup", "restore", file, "--force")

    assert "审计从第 2 号封条重新开始" in restored.output
    assert "1 个已删除个人信息的人，已再次删除" in restored.output
    with app.app_context():
        assert db.session.get_one(Cadre, cast.li_mei).name != "李梅"
        db.engine.dispose()
    verified = flask("audit", "verify")
    assert verified.exit_code == 0, verified.output
    assert "恢复过备份，从第 2 号封条重新开始" in verified.output
    assert flask("reports", "verify").exit_code == 0


def test_a_database_put_back_by_hand_is_found(app: Flask, flask: Typing) -> None:
    """No restore by command: the chain is shorter than its anchor."""
    assert flask("audit", "seal").exit_code == 0
    with app.app_context():
        write(lambda: db.session.execute(db.text("DELETE FROM audit_seal")))
        write(lambda: db.session.execute(db.text("UPDATE audit_row SET seal = NULL")))
        db.engine.dispose()

    result = flask("audit", "verify")
    assert result.exit_code == 1
    assert "末尾被截去，或者换回了旧的数据库" in result.output


def test_the_key_of_the_seals_travels_with_a_backup(
    flask: Typing, tmp_path: Path, new_database: Callable[[str], str], content: Path
) -> None:
    file = tmp_path / "backup.zip"
    flask("audit", "seal")
    flask("backup", "create", file)
    folder = tmp_path / "elsewhere"
    other = create_app(engines.settings_for(folder, new_database("elsewhere"), content))

    def type_there(*words: object) -> Result:
        result = other.test_cli_runner().invoke(args=[str(word) for word in words])
        with other.app_context():
            db.engine.dispose()
        return result

    assert type_there("backup", "restore", file).exit_code == 0
    verified = type_there("audit", "verify")
    assert verified.exit_code == 0, verified.output
    assert (folder / "audit_key").stat().st_mode & 0o777 == 0o600
    assert type_there("audit", "anchor").output.startswith("3 ")
