"""How often a job is tried, how long a lease holds, how long things are kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=60)
"""How long a worker may be silent before another one takes its job."""
RESULT_KEPT = timedelta(days=7)
JOB_KEPT = timedelta(days=30)
MOST_OPEN = 20
"""Open jobs of one person at a time."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work at a job: good while no later attempt has begun."""

    job_id: int
    attempt: int


def next_try(attempt: int, at: datetime) -> datetime:
    """Return when to try again after an attempt that broke off: later each time."""
    return at + timedelta(seconds=10 * attempt)
