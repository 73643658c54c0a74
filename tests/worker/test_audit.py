"""Long files of audit rows, and verifying, as jobs."""

from __future__ import annotations

import csv

import pytest

from cadreschool.audit.sealing import seal
from cadreschool.audit.vault import Vault
from cadreschool.jobs.actions import enqueue
from cadreschool.jobs.models import Job, State
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Appointment, Cadre
from cadreschool.worker.results import folder_of
from tests.school.cast import MONDAY
from tests.school.working import work

RIGHT = {"role": Role.AUDIT_ADMIN.value}


@pytest.fixture
def ask(app, cast):
    """Return what lets an auditor ask for a job, and carries it out."""

    def make_auditor():
        cadre = db.session.get_one(Cadre, cast.chen_xiao)
        county = db.session.get_one(Organisation, cast.county)
        appoint(
            cadre,
            Role.AUDIT_ADMIN,
            county,
            from_on=clock.day_of(MONDAY),
            by=None,
            at=clock.now(),
        )

    with app.app_context():
        write(make_auditor)

    def ask(kind, **payload):
        def unit():
            whole = {**RIGHT, **payload}
            return enqueue(kind, "审计", whole, by=cast.chen_xiao, at=clock.now())

        with app.app_context():
            job_id = write(unit)
        assert work(app) >= 1
        with app.app_context():
            return db.session.get_one(Job, job_id)

    return ask


def _result(app, job):
    return folder_of(app.config["SETTINGS"].instance) / job.result_file


def test_a_long_file_holds_what_the_filters_choose(app, ask):
    job = ask("audit_export", filters={"action": "organisation.create"}, format="csv")

    assert (job.state, job.message) == (State.FINISHED, "共 5 行。")
    with _result(app, job).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 6
    assert {row[3] for row in rows[1:]} == {"新建组织"}


def test_verifying_tells_what_it_found(app, ask):
    with app.app_context():
        seal(Vault(app.config["SETTINGS"].instance), at=clock.now())
    sound = ask("audit_verify")
    assert "没有发现改动" in sound.message
    assert sound.result_file is None

    with app.app_context():
        write(lambda: db.session.execute(db.text("DELETE FROM audit_row WHERE id = 3")))
    spoilt = ask("audit_verify")

    assert "发现 1 处问题" in spoilt.message
    assert "[错误] 第 3 行不见了" in _result(app, spoilt).read_text(encoding="utf-8-sig")


def test_who_is_no_auditor_any_more_gets_nothing(app, ask, cast):
    with app.app_context():
        end = db.delete(Appointment).where(Appointment.cadre_id == cast.chen_xiao)
        write(lambda: db.session.execute(end))
    job = ask("audit_export", filters={}, format="xlsx")

    assert job.state == State.FAILED
    assert "已无权限" in job.error
    assert job.result_file is None
