"""Reads of jobs: one's own, everybody's for the administrator, and what a worker must know."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.jobs.models import Job, State
from cadreschool.jobs.rules import Lease
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as lists show it."""

    id: int
    kind: str
    title: str
    state_name: str
    made_by: int | None
    made_at: datetime
    done: int
    total: int | None
    message: str
    error: str
    result_name: str | None
    result_file: str | None
    finished_at: datetime | None
    kept_until: datetime | None
    attempts: int

    @property
    def state(self) -> State:
        """Return where it stands."""
        return State(self.state_name)

    @property
    def is_open(self) -> bool:
        """Tell whether it waits or runs."""
        return self.finished_at is None

    def has_file(self, at: datetime) -> bool:
        """Tell whether its file may be fetched now."""
        over = self.kept_until is None or self.kept_until <= at
        return self.state == State.FINISHED and self.result_file is not None and not over


_ROW = (
    Job.id,
    Job.kind,
    Job.title,
    Job.state,
    Job.made_by,
    Job.made_at,
    Job.done,
    Job.total,
    Job.message,
    Job.error,
    Job.result_name,
    Job.result_file,
    Job.finished_at,
    Job.kept_until,
    Job.attempts,
)


def _row(values: Sequence[Any]) -> JobRow:
    return JobRow(*values)


def own_jobs(viewer: Viewer, *, offset: int, limit: int) -> list[JobRow]:
    """Return the viewer's own jobs, newest first."""
    rows = db.session.execute(
        select(*_ROW)
        .where(Job.made_by == viewer.cadre_id)
        .order_by(Job.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [_row(row) for row in rows]


def own_jobs_with(
    viewer: Viewer, kinds: Collection[str], key: str, value: str, *, limit: int
) -> list[JobRow]:
    """Return the viewer's own jobs of some kinds whose payload says this, newest first."""
    said = json.dumps({key: value}, ensure_ascii=False)[1:-1]
    rows = db.session.execute(
        select(*_ROW)
        .where(
            Job.made_by == viewer.cadre_id,
            Job.kind.in_(kinds),
            Job.payload.contains(said, autoescape=True),
        )
        .order_by(Job.id.desc())
        .limit(limit)
    )
    return [_row(row) for row in rows]


def own_job_number(viewer: Viewer) -> int:
    """Count the viewer's own jobs."""
    return db.session.scalar(select(func.count()).where(Job.made_by == viewer.cadre_id)) or 0


def own_job(viewer: Viewer, job_id: int) -> JobRow:
    """Return one of the viewer's own jobs; somebody else's is not found."""
    row = db.session.execute(
        select(*_ROW).where(Job.id == job_id, Job.made_by == viewer.cadre_id)
    ).first()
    if row is None:
        raise NotFoundError
    return _row(row)


def payload_of(job_id: int) -> dict[str, Any]:
    """Return what a job was asked to do. Who may know the job was asked before."""
    text = db.session.scalar(select(Job.payload).where(Job.id == job_id))
    payload: dict[str, Any] = json.loads(text or "{}")
    return payload


def jobs_in(state: State | None, *, offset: int, limit: int) -> list[JobRow]:
    """Return everybody's jobs in a state (None is any), newest first; for administrators."""
    query = select(*_ROW).order_by(Job.id.desc()).offset(offset).limit(limit)
    if state is not None:
        query = query.where(Job.state == state)
    return [_row(row) for row in db.session.execute(query)]


def jobs_of_kind(kind: str, *, limit: int) -> list[JobRow]:
    """Return the newest jobs of one kind; for administrators."""
    query = select(*_ROW).where(Job.kind == kind).order_by(Job.id.desc()).limit(limit)
    return [_row(row) for row in db.session.execute(query)]


def numbers_by_state() -> dict[State, int]:
    """Count everybody's jobs by state: {state: number}, states without jobs left out."""
    rows = db.session.execute(select(Job.state, func.count()).group_by(Job.state))
    return {State(state): number for state, number in rows}


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker must know of a job."""

    kind: str
    payload: dict[str, Any]
    made_by: int | None


def order_of(lease: Lease) -> Order | None:
    """Return what is to be done under this lease; None when it is no longer good."""
    row = db.session.execute(
        select(Job.kind, Job.payload, Job.made_by).where(_is_under(lease))
    ).first()
    return Order(row[0], json.loads(row[1]), row[2]) if row else None


def _is_under(lease: Lease) -> ColumnElement[bool]:
    return and_(Job.id == lease.job_id, Job.attempts == lease.attempt, Job.state == State.RUNNING)


def number_waiting_since(moment: datetime) -> int:
    """Count the jobs that could have been begun at that moment and still wait."""
    waiting = select(func.count()).where(Job.state == State.WAITING, Job.run_after < moment)
    return db.session.scalar(waiting) or 0


def is_held(lease: Lease) -> bool:
    """Tell whether a lease is still good."""
    return db.session.scalar(select(Job.id).where(_is_under(lease))) is not None


def has_due(*, at: datetime) -> bool:
    """Tell whether there may be something to claim: a cheap look before taking the write lock."""
    waiting = select(Job.id).where(Job.state == State.WAITING, Job.run_after <= at)
    silent = select(Job.id).where(Job.state == State.RUNNING, Job.lease_until < at)
    return any(db.session.scalar(query.limit(1)) is not None for query in (waiting, silent))


def kept_files() -> set[str]:
    """Return the names of all result files that a job speaks of."""
    return {
        name
        for name in db.session.scalars(select(Job.result_file).where(Job.result_file.is_not(None)))
        if name
    }
