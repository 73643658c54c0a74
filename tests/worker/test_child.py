"""One attempt: its result, its refusals, and what becomes of it when something goes wrong."""

from __future__ import annotations

import errno
import stat
from datetime import timedelta

import pytest
from sqlalchemy import update

from cadreschool.jobs import actions
from cadreschool.jobs.models import Job, State
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Appointment, Cadre
from cadreschool.worker.kinds import KINDS
from cadreschool.worker.results import folder_of, sweep
from tests.school.working import work


@pytest.fixture
def kind(monkeypatch):
    """Return what adds a kind of job for the length of a test."""
    return lambda do: monkeypatch.setitem(KINDS, "trial", do)


@pytest.fixture
def ask(app):
    """Return what asks for a job and returns its id."""

    def ask(by=None, **payload):
        with app.app_context():
            return write(lambda: actions.enqueue("trial", "试一试", payload, by=by, at=clock.now()))

    return ask


@pytest.fixture
def job(app):
    """Return what fetches a job."""

    def fetch(job_id) -> Job:
        with app.app_context():
            return db.session.get_one(Job, job_id)

    return fetch


def test_what_was_written_is_kept_for_its_owners_eyes_for_a_week(app, kind, ask, job):
    def write_table(running):
        running.result("完成情况", "csv").write_text("姓名", encoding="utf-8")
        running.message = "共 1 行。"

    kind(write_table)
    job_id = ask()

    assert work(app) == 1
    found = job(job_id)
    path = folder_of(app.config["SETTINGS"].instance) / found.result_file
    assert (found.state, found.message, found.result_name) == (
        State.FINISHED,
        "共 1 行。",
        "完成情况.csv",
    )
    assert path.read_text(encoding="utf-8") == "姓名"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert found.kept_until > clock.now() + timedelta(days=6)


def test_a_file_has_a_name_that_every_computer_takes(app, kind, ask, job):
    kind(lambda running: running.result('A/B: "名单"\n' + "长" * 200, "csv").write_text("x"))
    job_id = ask()
    work(app)

    name = job(job_id).result_name
    assert name.startswith("A B   名单  长")
    assert name.endswith("长.csv")
    assert len(name) == 104


def test_a_refusal_is_told_in_its_own_words_and_leaves_no_file(app, kind, ask, job):
    def refuse(running):
        running.result("半个", "csv").write_text("半")
        raise InvalidError("花名册第 3 行有误。", "请改正后再试。")

    kind(refuse)
    job_id = ask()

    assert work(app) == 1
    assert (job(job_id).state, job(job_id).error) == (
        State.FAILED,
        "花名册第 3 行有误。请改正后再试。",
    )
    assert list(folder_of(app.config["SETTINGS"].instance).iterdir()) == []


def test_what_nobody_foresaw_is_tried_again_later(app, kind, ask, job, caplog):
    def stumble(running):
        raise ZeroDivisionError

    kind(stumble)
    job_id = ask()

    assert work(app) == 1
    found = job(job_id)
    assert (found.state, found.attempts) == (State.WAITING, 1)
    assert found.run_after > clock.now()


def test_a_kind_that_this_program_does_not_know_fails_with_advice(app, ask, job):
    job_id = ask()
    work(app)

    assert "升级程序" in job(job_id).error


def test_too_little_memory_is_said_and_not_tried_again(app, kind, ask, job):
    def devour(running):
        raise MemoryError

    kind(devour)
    job_id = ask()
    work(app)

    assert job(job_id).state == State.FAILED
    assert "内存" in job(job_id).error


def test_rights_are_those_at_the_time_of_running(app, cast, kind, ask, job):
    seen = []
    kind(lambda running: seen.append(running.viewer().name))

    def of(role, organisation_id):
        return ask(cast.sun, role=role.value, organisation_id=organisation_id)

    allowed = of(Role.SUPERVISOR, cast.textile)
    missing = of(Role.TRAINER, cast.textile)
    whole_school = ask(cast.zhou, role=Role.SUPERVISOR.value)
    elsewhere = ask(cast.zhou, role=Role.SUPERVISOR.value, organisation_id=cast.textile)
    nobodys = ask(None, role=Role.SUPERVISOR.value)
    work(app)

    assert seen == ["孙主席"]
    assert job(allowed).state == State.FINISHED
    for refused in (missing, whole_school, elsewhere, nobodys):
        assert job(refused).error.startswith("已无权限")


def test_an_appointment_that_ends_before_the_job_runs_ends_the_right(app, cast, kind, ask, job):
    kind(lambda running: running.viewer())
    with app.app_context():
        on = clock.today() - timedelta(days=2)

        def begin():
            cadre = db.session.get_one(Cadre, cast.li_mei)
            union = db.session.get_one(Organisation, cast.textile)
            appoint(cadre, Role.SUPERVISOR, union, from_on=on, by=None, at=clock.now())

        def end():
            yesterday = clock.today() - timedelta(days=1)
            db.session.execute(update(Appointment).values(until_on=yesterday))

        write(begin)
        job_id = ask(cast.li_mei, role="supervisor", organisation_id=cast.textile)
        write(end)
    work(app)

    assert job(job_id).error.startswith("已无权限")


def test_a_kind_may_end_its_job_in_the_unit_of_its_work(app, cast, kind, ask, job):
    def rename(running):
        def unit():
            db.session.get_one(Cadre, cast.li_mei).name = "李小梅"
            running.finish(at=clock.now())

        write(unit)

    kind(rename)
    job_id = ask()
    work(app)

    assert job(job_id).state == State.FINISHED


def test_progress_is_noted_and_a_stopped_job_hears_of_it(app, cast, kind, ask, job):
    went_on = []

    def count(running):
        running.advance(1, 3, "第 1 个镇")
        with app.app_context():
            found = db.session.get_one(Job, running.id)
            assert (found.done, found.total, found.message) == (1, 3, "第 1 个镇")
            db.session.close()
            write(lambda: actions.withdraw(running.id, by=cast.li_mei, at=clock.now()))
        running._noted = None
        running.advance(2, 3)
        went_on.append(running)

    kind(count)
    job_id = ask(cast.li_mei)
    work(app)

    assert not went_on
    assert job(job_id).state == State.WITHDRAWN


def test_files_that_no_job_speaks_of_are_swept_when_they_are_a_day_old(app):
    folder = folder_of(app.config["SETTINGS"].instance)
    folder.mkdir()
    for name in ("1-1-aa.csv", "2-1-bb.csv"):
        (folder / name).touch()

    sweep(folder, {"2-1-bb.csv"}, at=clock.now())
    assert len(list(folder.iterdir())) == 2
    sweep(folder, {"2-1-bb.csv"}, at=clock.now() + timedelta(days=2))
    assert [path.name for path in folder.iterdir()] == ["2-1-bb.csv"]


def test_a_full_disk_is_said_and_not_tried_again(app, kind, ask, job):
    def fill(running):
        raise OSError(errno.ENOSPC, "No space left on device")

    kind(fill)
    job_id = ask()
    work(app)

    assert job(job_id).state == State.FAILED
    assert "存储空间已满" in job(job_id).error
