"""Jobs as pages list them: the same words for their maker and for the administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cadreschool.jobs.models import State
from cadreschool.jobs.queries import JobRow

_BADGES = {State.RUNNING: "in_progress", State.FINISHED: "finished"}


@dataclass(frozen=True, slots=True)
class ShownJob:
    """One job in a list."""

    id: int
    title: str
    badge: str
    state_text: str
    is_open: bool
    has_failed: bool
    made_at: datetime
    made_by: int | None
    finished_at: datetime | None
    done: int
    total: int | None
    words: str
    """How far it is, what came of it, or what is wrong and what to do."""
    file_name: str | None
    file_until: datetime | None
    is_file_over: bool


def shown_jobs(rows: Iterable[JobRow], *, at: datetime) -> list[ShownJob]:
    """Return what a page shows of these jobs."""
    return [_shown(row, at) for row in rows]


def _shown(row: JobRow, at: datetime) -> ShownJob:
    has_file = row.has_file(at)
    return ShownJob(
        id=row.id,
        title=row.title,
        badge=_BADGES.get(row.state, "not_started"),
        state_text=row.state.label,
        is_open=row.is_open,
        has_failed=row.state == State.FAILED,
        made_at=row.made_at,
        made_by=row.made_by,
        finished_at=row.finished_at,
        done=min(row.done, row.total) if row.total else row.done,
        total=row.total if row.state == State.RUNNING else None,
        words=row.error if row.state == State.FAILED else row.message,
        file_name=row.result_name if has_file else None,
        file_until=row.kept_until if has_file else None,
        is_file_over=row.state == State.FINISHED and bool(row.result_name) and not has_file,
    )
