"""Backups in the office: made and verified by jobs, taken away only under an audit row."""

from __future__ import annotations

import zipfile
from datetime import timedelta

import pytest
import time_machine

from cadreschool.backups.folder import backups_in
from cadreschool.kernel import clock
from cadreschool.kernel.db import db
from tests.school.working import work
from tests.web.neighbourhood import BACKUP, settle
from tests.web.seeing import text

pytestmark = pytest.mark.usefixtures("client_programs")


def fetched(visitor, path):
    """Return the status, the headers and the content of a file."""
    with visitor.client.get(path) as response:
        return response.status_code, response.headers, response.data


@pytest.fixture
def visitor(app, browse):
    settle(app)
    return browse.enter("tianye")


def test_without_a_backup_the_page_says_what_that_means(app, browse):
    settle(app)
    (app.config["SETTINGS"].instance / "backups" / BACKUP).unlink()

    page = browse.enter("tianye").get("office.backups")

    assert "还没有备份" in text(page)


def test_a_backup_is_made_and_verified_from_here(app, visitor):
    instance = app.config["SETTINGS"].instance
    page = visitor.follow(visitor.post("office.create_backup"))
    assert "已开始生成备份。" in text(page)
    assert page.select("[data-live]")
    visitor.post("office.create_backup")

    assert work(app) == 1, "two at a time are one"
    newest = backups_in(instance)[0]
    visitor.post("office.create_backup_check", into={"name": newest.name})
    work(app)

    page = visitor.get("office.backups")
    assert f"{newest.name}完好" in text(page)
    assert "已经超过一天" not in text(page)
    with zipfile.ZipFile(instance / "backups" / newest.name) as archive:
        assert "manifest.json" in archive.namelist()


def test_a_damaged_backup_is_found_out(app, visitor):
    visitor.post("office.create_backup_check", into={"name": BACKUP})
    work(app)

    assert "不是完好的备份" in text(visitor.get("office.backups"))


def test_taking_a_backup_away_is_audited_first(app, visitor):
    response = visitor.post("office.create_download", into={"name": BACKUP})
    status, headers, content = fetched(visitor, response.location)

    assert (status, content) == (200, b"PK")
    assert headers["Cache-Control"] == "no-store"
    with app.app_context():
        noted = db.text("SELECT object_id FROM audit_row WHERE action = 'backup.download'")
        assert db.session.scalars(noted).all() == [BACKUP]


def test_the_address_alone_opens_nothing_and_soon_nothing_any_more(visitor):
    path = visitor.address("office.backup_file", name=BACKUP)
    assert fetched(visitor, path)[0] == 404
    visitor.post("office.create_download", into={"name": BACKUP})

    assert fetched(visitor, path)[0] == 200
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert fetched(visitor, path)[0] == 404


@pytest.mark.parametrize("name", ["..%2Fschool.sqlite3", "school.sqlite3", ".zip", "x.zip"])
def test_no_other_file_is_a_backup(visitor, name):
    response = visitor.send(f"/office/backups/{name}/downloads", {})

    assert response.status_code == 404
