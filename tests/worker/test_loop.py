"""The worker and its children, as real processes: nothing is done twice, nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from cadreschool.backups.folder import backups_in
from cadreschool.jobs import actions
from cadreschool.jobs.models import Job, State
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.worker import limits
from cadreschool.worker.duties import Duties, Duty
from cadreschool.worker.limits import Limits
from cadreschool.worker.loop import Worker
from tests.architecture.sources import ROOT
from tests.school.processes import eventually

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("client_programs")]


@pytest.fixture
def ask(app):
    """Return what asks for a job that takes a second: one of an unknown kind has to start too."""

    def ask(kind="unknown"):
        with app.app_context():
            return write(lambda: actions.enqueue(kind, "试一试", {}, by=None, at=clock.now()))

    return ask


@pytest.fixture
def job(app):
    """Return what fetches a job."""

    def fetch(job_id) -> Job:
        with app.app_context():
            return db.session.get_one(Job, job_id)

    return fetch


def is_running(job, job_id):
    return lambda: job(job_id).state == State.RUNNING


def test_a_child_carries_a_job_out_and_its_words_reach_the_maker(app, ask, job):
    job_id = ask()

    assert Worker(app, pause=0.05).work_once()
    assert job(job_id).state == State.FAILED
    assert "升级程序" in job(job_id).error


def test_there_is_nothing_to_do_in_a_quiet_school(app):
    assert not Worker(app).work_once()


def test_a_job_that_takes_too_long_is_ended(app, ask, job, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "unknown", Limits(seconds=0))
    job_id = ask()
    Worker(app, pause=0.01).work_once()

    assert job(job_id).state == State.FAILED
    assert "时限" in job(job_id).error


def test_a_job_that_is_stopped_ends_its_child(app, ask, job):
    job_id = ask()
    worker = Worker(app, pause=0.01)
    thread = threading.Thread(target=worker.work_once)
    thread.start()
    assert eventually(is_running(job, job_id))
    with app.app_context():
        write(lambda: actions.withdraw(job_id, by=None, at=clock.now(), own_only=False))
    thread.join()

    assert job(job_id).state == State.WITHDRAWN


def test_a_worker_that_stops_gives_its_job_back(app, ask, job):
    job_id = ask()
    worker = Worker(app, pause=0.01)
    thread = threading.Thread(target=worker.run)
    thread.start()
    assert eventually(is_running(job, job_id))
    worker.stop()
    thread.join()

    found = job(job_id)
    assert found.state in {State.WAITING, State.FAILED}  # it may just have ended by itself
    assert Worker(app, pause=0.05).work_once() == (found.state == State.WAITING)
    assert job(job_id).state == State.FAILED


def _environment(app):
    settings = app.config["SETTINGS"]
    return {
        **os.environ,
        "CADRESCHOOL_INSTANCE": str(settings.instance),
        "CADRESCHOOL_DATABASE_URL": settings.database_url,
        "CADRESCHOOL_CONTENT": str(settings.content),
        "CADRESCHOOL_SECRET_KEY": settings.secret_key,
    }


def test_the_job_of_a_killed_worker_is_taken_up_again_and_its_child_is_gone(app, ask, job):
    job_id = ask()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
    killed = subprocess.Popen(command, cwd=ROOT, env=_environment(app), stdout=subprocess.DEVNULL)
    assert eventually(is_running(job, job_id))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    time.sleep(1)  # long enough for the child, had it not ended with its parent
    assert job(job_id).state == State.RUNNING

    with app.app_context():
        over = clock.now() - timedelta(seconds=1)
        write(lambda: db.session.execute(update(Job).values(lease_until=over)))
    assert Worker(app, pause=0.05).work_once()
    assert (job(job_id).state, job(job_id).attempts) == (State.FAILED, 2)


def test_workers_side_by_side_share_the_jobs_and_do_none_twice(app, ask):
    number = 40
    for _ in range(number):
        ask()
    claimed: list[int] = []

    def take() -> None:
        with app.app_context():
            while lease := write(lambda: actions.claim(at=clock.now())):
                claimed.append(lease.job_id)
                write(lambda lease=lease: actions.finish(lease, "", None, at=clock.now()))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(claimed) == number
    assert len(set(claimed)) == number


def test_duties_come_at_their_time_and_one_that_fails_comes_again(app):
    done: list[str] = []

    def stumble() -> None:
        done.append("stumbled")
        raise ZeroDivisionError

    duties = Duties((Duty("stumble", 0, stumble), Duty("daily", 1000, lambda: done.append("no"))))
    for _ in range(2):
        duties.look_after()

    assert done == ["stumbled", "stumbled"]


def test_a_backup_is_a_job_like_any_other(app, cast, ask, job):
    with app.app_context():
        job_id = write(
            lambda: actions.enqueue("backup", "生成备份", {}, by=cast.sun, at=clock.now())
        )
    Worker(app, pause=0.05).work_once()

    assert (job(job_id).state, job(job_id).error) == (State.FINISHED, "")
    assert len(backups_in(app.config["SETTINGS"].instance)) == 1
