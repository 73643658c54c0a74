"""Jobs: asked for once, worked at by one, never lost, and ended in exactly one way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.jobs import actions, queries
from cadreschool.jobs.actions import LeaseLostError, Result
from cadreschool.jobs.models import Job, State
from cadreschool.jobs.rules import JOB_KEPT, LEASE, MOST_ATTEMPTS, MOST_OPEN, RESULT_KEPT
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError, TooManyError
from tests.school.cast import MONDAY

pytestmark = pytest.mark.usefixtures("session")
LATER = MONDAY + LEASE + timedelta(seconds=1)


def ask(kind="report", *, by=None, at=MONDAY, single=None, **payload):
    return write(lambda: actions.enqueue(kind, "完成情况", payload, by=by, at=at, single=single))


def claim(at=MONDAY):
    return write(lambda: actions.claim(at=at))


def job(job_id) -> Job:
    db.session.close()
    return db.session.get_one(Job, job_id)


def test_what_waited_longest_is_claimed_first_and_only_once():
    first, second = ask(), ask(at=MONDAY + timedelta(seconds=1))
    at = MONDAY + timedelta(seconds=2)

    assert [claim(at).job_id, claim(at).job_id] == [first, second]
    assert claim(at) is None


def test_of_jobs_that_are_single_one_is_open_at_a_time():
    first = ask("backup", single="backup")

    assert ask("backup", single="backup") == first
    write(lambda: actions.withdraw(first, by=None, at=MONDAY))
    assert ask("backup", single="backup") != first


def test_a_worker_that_falls_silent_loses_its_job_and_can_write_nothing_more():
    job_id = ask()
    silent = claim()
    taken = claim(LATER)

    assert (taken.job_id, taken.attempt) == (job_id, silent.attempt + 1)
    for late in (
        lambda: actions.renew(silent, at=LATER),
        lambda: actions.advance(silent, 1, 2, "", at=LATER),
        lambda: actions.finish(silent, "", None, at=LATER),
        lambda: actions.fail(silent, "太晚了", at=LATER),
        lambda: actions.break_off(silent, at=LATER),
    ):
        with pytest.raises(LeaseLostError):
            write(late)
    write(lambda: actions.finish(taken, "好了", None, at=LATER))
    assert job(job_id).state == State.FINISHED


def test_who_renews_keeps_the_job():
    ask()
    lease = claim()
    write(lambda: actions.renew(lease, at=MONDAY + timedelta(seconds=40)))

    assert claim(LATER) is None


def test_after_three_attempts_that_broke_off_the_job_has_failed_with_a_reason():
    job_id = ask()
    at = MONDAY
    for _ in range(MOST_ATTEMPTS):
        lease = claim(at)
        write(lambda lease=lease, at=at: actions.break_off(lease, at=at))
        at += timedelta(hours=1)

    assert claim(at) is None
    found = job(job_id)
    assert found.state == State.FAILED
    assert "重试" in found.error


def test_one_that_breaks_off_leaves_others_at_their_last_attempt_alone():
    last = ask()
    at = MONDAY
    for _ in range(MOST_ATTEMPTS):
        held = claim(at)
        at += LEASE * 2
    at = at - LEASE * 2 + LEASE / 2
    write(lambda: actions.break_off(claim_another(at), at=at))

    assert job(last).state == State.RUNNING
    write(lambda: actions.finish(held, "好了", None, at=at))


def claim_another(at):
    actions.enqueue("report", "另一个", {}, by=None, at=at)
    lease = actions.claim(at=at)
    assert lease is not None
    return lease


def test_three_workers_that_were_killed_are_as_bad():
    job_id = ask()
    at = MONDAY
    for _ in range(MOST_ATTEMPTS):
        assert claim(at)
        at += LEASE * 2

    assert claim(at) is None
    assert job(job_id).state == State.FAILED


def test_a_worker_that_is_told_to_stop_does_not_count_as_an_attempt():
    job_id = ask()
    for _ in range(MOST_ATTEMPTS + 2):
        lease = claim()
        write(lambda lease=lease: actions.break_off(lease, at=MONDAY, counts=False))

    assert job(job_id).state == State.WAITING
    assert claim() is not None


def test_trying_again_begins_anew_and_the_old_lease_stays_worthless():
    job_id = ask()
    old = claim()
    write(lambda: actions.fail(old, "没有权限", at=MONDAY))
    write(lambda: actions.retry(job_id, by=None, at=MONDAY))
    new = claim()

    with pytest.raises(LeaseLostError):
        write(lambda: actions.finish(old, "", None, at=MONDAY))
    write(lambda: actions.finish(new, "好了", None, at=MONDAY))
    assert job(job_id).error == ""


def test_only_what_failed_can_be_tried_again():
    job_id = ask()

    with pytest.raises(ConflictError):
        write(lambda: actions.retry(job_id, by=None, at=MONDAY))


def test_a_failed_job_that_is_single_waits_for_its_twin():
    failed = ask("backup", single="backup")
    lease = claim()
    write(lambda: actions.fail(lease, "磁盘坏了", at=MONDAY))
    ask("backup", single="backup")

    with pytest.raises(ConflictError, match="已经在处理"):
        write(lambda: actions.retry(failed, by=None, at=MONDAY))


def test_a_job_that_is_stopped_takes_the_lease_from_its_worker(cast):
    job_id = ask(by=cast.li_mei)
    lease = claim()
    write(lambda: actions.withdraw(job_id, by=cast.li_mei, at=MONDAY))

    assert not queries.is_held(lease)
    with pytest.raises(LeaseLostError):
        write(lambda: actions.finish(lease, "", None, at=MONDAY))


def test_nobody_stops_the_job_of_somebody_else(cast):
    job_id = ask(by=cast.li_mei)

    with pytest.raises(NotFoundError):
        write(lambda: actions.withdraw(job_id, by=cast.sun, at=MONDAY))
    assert job(job_id).state == State.WAITING


def test_stopping_twice_or_too_late_changes_nothing(cast):
    job_id = ask(by=cast.li_mei)
    lease = claim()
    write(lambda: actions.finish(lease, "好了", None, at=MONDAY))
    write(lambda: actions.withdraw(job_id, by=cast.li_mei, at=MONDAY))

    assert job(job_id).state == State.FINISHED


def test_one_person_has_so_many_open_jobs_and_no_more(cast):
    for _ in range(MOST_OPEN):
        ask(by=cast.li_mei)

    with pytest.raises(TooManyError):
        ask(by=cast.li_mei)
    assert ask(by=cast.sun)


def test_results_are_over_after_a_week_and_jobs_after_a_month():
    ask()
    lease = claim()
    write(lambda: actions.finish(lease, "", Result("表.xlsx", "1-1-a.xlsx"), at=MONDAY))
    waiting = ask()

    at = MONDAY + RESULT_KEPT
    write(lambda: actions.forget_old_jobs(at=at))
    assert queries.kept_files() == set()
    assert job(lease.job_id).result_name == "表.xlsx"

    at = MONDAY + JOB_KEPT + timedelta(days=1)
    write(lambda: actions.forget_old_jobs(at=at))
    assert [row.id for row in queries.jobs_in(None, offset=0, limit=9)] == [waiting]
