"""Writes of jobs: asking for one, working at it under a lease, ending it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.audit.actions import record
from cadreschool.jobs.models import Job, State
from cadreschool.jobs.rules import (
    JOB_KEPT,
    LEASE,
    MOST_ATTEMPTS,
    MOST_OPEN,
    RESULT_KEPT,
    Lease,
    next_try,
)
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import BusyError, ConflictError, NotFoundError, TooManyError
from cadreschool.kernel.upsert import upsert

_LONGEST = 200
_BROKEN = "处理程序几次中途停止，没有完成。可以重试；还是这样，请联系系统管理员。"


class LeaseLostError(ConflictError):
    """The job was stopped, or another worker has taken it: this one must write nothing more."""

    def __init__(self) -> None:
        """Say so; only a worker's log ever shows it."""
        super().__init__("这个任务已经停止，或者由别的处理程序接手。")


@dataclass(frozen=True, slots=True)
class Result:
    """The file a job leaves: its name for the person, its name among the results."""

    name: str
    file: str


def enqueue(
    kind: str,
    title: str,
    payload: Mapping[str, Any],
    *,
    by: int | None,
    at: datetime,
    single: str | None = None,
) -> int:
    """Ask for a job and return its id; of jobs with the same `single` one at a time is open.

    Two keys of the payload have a meaning for all kinds: `role` is the appointment that the maker
    must hold when the job runs and when its file is fetched, `organisation_id` where; a role
    without it must be held for the whole school.
    """
    if by is not None:
        _refuse_too_many(by)
    job_id: int | None = db.session.scalar(
        upsert(Job)
        .values(
            kind=kind,
            title=title[:120],
            payload=json.dumps(dict(payload), ensure_ascii=False, sort_keys=True),
            state=State.WAITING,
            made_by=by,
            made_at=at,
            run_after=at,
            attempts=0,
            most_attempts=MOST_ATTEMPTS,
            done=0,
            message="",
            error="",
            single=single,
        )
        .on_conflict_do_nothing()
        .returning(Job.id)
    )
    if job_id is None:
        present = select(Job.id).where(Job.single == single, Job.finished_at.is_(None))
        found = db.session.scalar(present)
        if found is None:  # it ended in between: the same form may be sent again
            raise BusyError
        return found
    record("job.create", "job", job_id, by=by, at=at, kind=kind)
    return job_id


def _refuse_too_many(by: int) -> None:
    open_ones = select(func.count()).where(Job.made_by == by, Job.finished_at.is_(None))
    if (db.session.scalar(open_ones) or 0) >= MOST_OPEN:
        raise TooManyError(
            f"您已有 {MOST_OPEN} 个任务没有处理完。", "请等它们完成，或在“我的任务”里停止几个。"
        )


def claim(*, at: datetime) -> Lease | None:
    """Take the job that has waited longest, or one whose worker has fallen silent; None if none.

    On PostgreSQL several workers claim at the same time without waiting for each other.
    """
    _give_up_broken(at)
    job_id = db.session.scalar(_next(at))
    if job_id is None:
        return None
    attempt = db.session.scalar(
        update(Job)
        .where(Job.id == job_id)
        .values(
            state=State.RUNNING,
            attempts=Job.attempts + 1,
            lease_until=at + LEASE,
            done=0,
            total=None,
            message="",
            error="",
        )
        .returning(Job.attempts)
    )
    return None if attempt is None else Lease(job_id, attempt)


def _is_due(at: datetime) -> ColumnElement[bool]:
    """Return the condition "waits for a worker", by nature or because its own has died."""
    return or_(
        and_(Job.state == State.WAITING, Job.run_after <= at),
        and_(Job.state == State.RUNNING, Job.lease_until < at),
    )


def _next(at: datetime) -> Select[int]:
    return (
        select(Job.id)
        .where(_is_due(at), Job.attempts < Job.most_attempts)
        .order_by(Job.run_after, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _give_up_broken(at: datetime) -> None:
    """End the jobs that broke off as often as they may."""
    db.session.execute(
        update(Job)
        .where(_is_due(at), Job.attempts >= Job.most_attempts)
        .values(state=State.FAILED, error=_BROKEN, finished_at=at, lease_until=None)
    )


def renew(lease: Lease, *, at: datetime) -> None:
    """Say that the worker is alive; raises LeaseLostError."""
    _work(lease, lease_until=at + LEASE)


def advance(lease: Lease, done: int, total: int | None, message: str, *, at: datetime) -> None:
    """Note how far the job is; raises LeaseLostError."""
    _work(lease, done=done, total=total, message=message[:_LONGEST], lease_until=at + LEASE)


def finish(lease: Lease, message: str, result: Result | None, *, at: datetime) -> None:
    """End the job well; raises LeaseLostError.

    The last unit of a kind's work may call it: then the work is done exactly once.
    """
    _work(
        lease,
        state=State.FINISHED,
        message=message[:_LONGEST],
        result_name=result.name[:120] if result else None,
        result_file=result.file if result else None,
        kept_until=at + RESULT_KEPT if result else None,
        finished_at=at,
        lease_until=None,
    )


def fail(lease: Lease, error: str, *, at: datetime) -> None:
    """End the job with a reason that the maker can read; raises LeaseLostError."""
    _work(lease, state=State.FAILED, error=error, finished_at=at, lease_until=None)


def break_off(lease: Lease, *, at: datetime, counts: bool = True) -> None:
    """Give the job back after an attempt that broke off; it is tried again a little later.

    A worker that is told to stop gives back what it holds without the attempt being counted.
    """
    if not counts:
        _work(
            lease,
            state=State.WAITING,
            lease_until=None,
            run_after=at,
            most_attempts=Job.most_attempts + 1,
        )
        return
    most = db.session.scalar(select(Job.most_attempts).where(Job.id == lease.job_id))
    if most is not None and lease.attempt >= most:
        fail(lease, _BROKEN, at=at)
    else:
        _work(lease, state=State.WAITING, lease_until=None, run_after=next_try(lease.attempt, at))


def _work(lease: Lease, **values: object) -> None:
    """Change a job under its lease."""
    changed = db.session.scalar(
        update(Job)
        .where(Job.id == lease.job_id, Job.attempts == lease.attempt, Job.state == State.RUNNING)
        .values(**values)
        .returning(Job.id)
    )
    if changed is None:
        raise LeaseLostError


def withdraw(job_id: int, *, by: int | None, at: datetime, own_only: bool = True) -> None:
    """Stop an open job; its worker notices within seconds. Ended already: nothing happens.

    With `own_only` somebody else's job is not found.
    """
    job = _locked(job_id)
    if own_only and job.made_by != by:
        raise NotFoundError
    if job.finished_at is not None:
        return
    job.state, job.finished_at, job.lease_until = State.WITHDRAWN, at, None
    record("job.withdraw", "job", job_id, by=by, at=at, kind=job.kind)


def retry(job_id: int, *, by: int | None, at: datetime, own_only: bool = False) -> None:
    """Let a failed job begin again; raises ConflictError when it has not failed.

    With `own_only` somebody else's job is not found.
    """
    job = _locked(job_id)
    if own_only and job.made_by != by:
        raise NotFoundError
    if job.state != State.FAILED:
        raise ConflictError("这个任务没有失败，不用重试。", "请刷新任务列表，看它现在的状态。")
    if job.single is not None:
        twin = select(Job.id).where(Job.single == job.single, Job.finished_at.is_(None))
        if db.session.scalar(twin) is not None:
            raise ConflictError("同样的任务已经在处理。", "请刷新任务列表，等它完成。")
    job.state, job.finished_at, job.run_after = State.WAITING, None, at
    job.most_attempts, job.error = job.attempts + MOST_ATTEMPTS, ""
    record("job.retry", "job", job_id, by=by, at=at, kind=job.kind)


def _locked(job_id: int) -> Job:
    job = db.session.scalar(select(Job).where(Job.id == job_id).with_for_update())
    if job is None:
        raise NotFoundError
    return job


def forget_old_jobs(*, at: datetime) -> None:
    """Forget jobs that ended a month ago, and result files whose time is over."""
    over = (Job.kept_until <= at, Job.result_file.is_not(None))
    db.session.execute(update(Job).where(*over).values(result_file=None))
    db.session.execute(delete(Job).where(Job.finished_at < at - JOB_KEPT))
