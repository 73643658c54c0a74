"""Backups made while others write: each holds one moment, whole, and restores to a school."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from cadreschool.app import create_app
from cadreschool.backups.archive import check
from cadreschool.backups.making import make
from cadreschool.kernel.db import db
from cadreschool.organisations.models import Counter
from tests.browse import Browse
from tests.faults.conftest import Talk
from tests.faults.writers import COUNTED

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("client_programs")]
PROCESSES, UNITS, BACKUPS = 4, 60, 3


@pytest.fixture
def elsewhere(app: Flask, tmp_path: Path, new_database: Callable[[str], str]) -> Flask:
    """Return another installation, on an empty database."""
    settings = replace(
        app.config["SETTINGS"],
        instance=tmp_path / "elsewhere",
        database_url=new_database("elsewhere"),
    )
    return create_app(settings)


def test_every_backup_holds_one_moment(
    writers: tuple[Talk, int], app: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    talk, first = writers
    files = [tmp_path / f"backup-{number}.zip" for number in range(BACKUPS)]
    talk.say(PROCESSES, UNITS, first)
    settings = app.config["SETTINGS"]
    with app.app_context():
        for file in files:
            make(file, media=settings.media, secret_key=settings.secret_key)
    told = json.loads(talk.hear())

    assert told["errors"] == []
    assert told["units"] == PROCESSES * UNITS
    rows = [check(file)["rows"] for file in files]
    answers = [found["answer"] for found in rows]
    assert answers == sorted(answers)
    for found in rows:
        assert found["audit_row"] >= found["answer"]
    restore = elsewhere.test_cli_runner(catch_exceptions=False)
    assert restore.invoke(args=["backup", "restore", str(files[-1])]).exit_code == 0
    assert _counted(elsewhere) == answers[-1]
    Browse(elsewhere).sign_in("li_mei").get("study.home")
    with elsewhere.app_context():
        db.engine.dispose()
    with zipfile.ZipFile(files[0]) as archive:
        assert archive.testzip() is None


def _counted(app: Flask) -> int:
    """Return what the units counted: one for each answer, in the same transaction."""
    with app.app_context():
        number = db.session.get_one(Counter, COUNTED).number
        db.session.remove()
        db.engine.dispose()
    return number
