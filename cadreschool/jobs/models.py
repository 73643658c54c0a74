"""The job: asked for in the transaction of its form, carried out by a worker, kept for a while."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class State(StrEnum):
    """Where a job stands. The last three are ends; a failed one may be tried again."""

    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state as a person reads it."""
        return _LABELS[self]


_LABELS = {
    State.WAITING: "等待处理",
    State.RUNNING: "正在处理",
    State.FINISHED: "已完成",
    State.FAILED: "没有完成",
    State.WITHDRAWN: "已停止",
}
_OPEN = text("finished_at IS NULL")


class Job(Model):
    """One piece of work. `finished_at` is empty as long as it is open: waiting or running.

    The maker's id carries no foreign key: jobs know nobody. `attempts` grows with every claim and
    never falls: it is the fence that keeps a worker out whose lease another one has taken.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_state", "state", "run_after"),
        Index("ix_job_made_by", "made_by"),
        Index("ix_job_finished_at", "finished_at"),
        Index(
            "uq_job_single_open", "single", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    payload: Mapped[str]  # JSON
    state: Mapped[str] = mapped_column(String(12))
    made_by: Mapped[int | None]  # the cadre; none for the command line
    made_at: Mapped[datetime] = mapped_column(Moment)
    run_after: Mapped[datetime] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    most_attempts: Mapped[int]  # what `attempts` may grow to; trying again raises it
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    message: Mapped[str] = mapped_column(String(200), default="")
    error: Mapped[str] = mapped_column(default="")  # for the maker: what is wrong and what to do
    result_name: Mapped[str | None] = mapped_column(String(120))  # as it is downloaded
    result_file: Mapped[str | None] = mapped_column(String(80))  # as it lies among the results
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    kept_until: Mapped[datetime | None] = mapped_column(Moment)  # the result file, no longer
    single: Mapped[str | None] = mapped_column(String(80))  # of these one at a time is open
