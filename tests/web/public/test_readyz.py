"""Whether the school can serve: for those who watch over it."""

from __future__ import annotations

import sqlalchemy

from cadreschool.app import create_app
from cadreschool.kernel.db import db, write
from tests.school import engines


def test_the_process_answers_without_asking_the_database(browse, count_queries):
    with count_queries() as queries:
        response = browse.client.get("/healthz")

    assert (response.status_code, response.json) == (200, {"status": "ok"})
    assert queries == []


def test_a_school_with_courses_is_ready(browse):
    response = browse.client.get("/readyz")

    assert (response.status_code, response.json) == (200, {"status": "ready"})


def test_a_school_in_which_nothing_was_published_is_empty(app, browse):
    def unit():
        db.session.execute(sqlalchemy.text("UPDATE content_stamp SET number = 0"))

    with app.app_context():
        write(unit)
    response = browse.client.get("/readyz")

    assert (response.status_code, response.json) == (503, {"status": "empty"})


def test_a_database_without_its_tables_is_not_available(app, content, tmp_path):
    """What an operator sees who forgot to migrate."""
    url = f"sqlite:///{tmp_path / 'bare.sqlite3'}"
    if engines.IS_POSTGRESQL:
        bare = sqlalchemy.make_url(app.config["SETTINGS"].database_url).set(database="postgres")
        url = bare.render_as_string(hide_password=False)
    bare_app = create_app(engines.settings_for(tmp_path / "bare", url, content))

    response = bare_app.test_client().get("/readyz")

    assert (response.status_code, response.json) == (503, {"status": "unavailable"})
    with bare_app.app_context():
        db.engine.dispose()
