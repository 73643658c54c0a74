"""A database that is away: a calm 503 that says when to come again, and all is well after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from cadreschool.app import create_app
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import BusyError
from tests.browse import Browse, check
from tests.school import engines

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"


@pytest.fixture
def away(tmp_path: Path, content: Path) -> Iterator[Flask]:
    """Return a school whose database server does not answer."""
    app = create_app(engines.settings_for(tmp_path, NOWHERE, content))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/about/", "/sign-in/", "/study/", "/sittings/1/"])
def test_pages_of_a_school_without_its_database(away: Flask, path: str) -> None:
    client = away.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "somebody who is signed in"
    answer = client.get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "系统正忙，请稍候再试。" in check(answer).get_text()


def test_it_is_not_ready_and_says_so(away: Flask) -> None:
    assert away.test_client().get("/readyz").status_code == 503


def test_scripts_get_their_own_form_of_it(away: Flask) -> None:
    answer = away.test_client().get("/about/", headers={"Accept": "application/json"})

    assert answer.status_code == 503
    assert answer.get_json()["message"] == "系统正忙，请稍候再试。"


def test_the_process_itself_is_alive(away: Flask) -> None:
    assert away.test_client().get("/healthz").status_code == 200


@pytest.mark.postgresql
def test_connections_that_were_cut_are_made_again(app: Flask, browse: Browse) -> None:
    browse.enter("li_mei").get("study.home")
    _cut_every_connection(app)

    browse.get("study.home")


@pytest.mark.postgresql
def test_a_form_whose_connection_is_cut_is_sent_again_with_success(
    app: Flask, browse: Browse
) -> None:
    browse.enter("li_mei")
    browse.token()
    _cut_every_connection(app)

    lesson = {"course_id": "speaking", "lesson_id": "speaking-1"}
    assert browse.post("study.create_sitting", into=lesson).status_code == 303


def _cut_every_connection(app: Flask) -> None:
    """Do what a restart of the server does to those who are connected."""
    with app.app_context():
        db.session.execute(
            db.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        db.session.remove()
        connection = db.engine.connect()
        driver = connection.connection.dbapi_connection
        assert driver is not None
        own = driver.info.backend_pid
        connection.close()
        other = db.create_engine(db.engine.url)
        with other.connect() as killer:
            killer.execute(db.text(f"SELECT pg_terminate_backend({own})"))
        other.dispose()


@pytest.mark.postgresql
def test_a_unit_whose_connection_is_cut_is_refused_and_the_next_is_served(session: None) -> None:
    suicide = db.text("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(BusyError):
        write(lambda: db.session.execute(suicide))

    assert write(lambda: db.session.scalar(db.text("SELECT 1"))) == 1
