"""The time that deadlines go by: it never goes back, and does not leap ahead with the machine's.

Somebody who moves the machine's clock by hours must neither end an examination nor open one again.
So the time since this process began is measured by a counter that nobody sets; the machine's clock
is followed while the two agree within five minutes, as they do when it is corrected little by
little. After a leap the counter is followed, and the log and `flask doctor` say so; a restart takes
the machine's clock for right again, but no earlier moment than was written down (`ClockMark`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel import clock
from cadreschool.kernel.db import Model, Moment, db
from cadreschool.kernel.upsert import upsert

log = logging.getLogger("cadreschool.clock")

TRUSTED: Final = timedelta(minutes=5)
_LEAP_AT_MOST: Final = 2**31 - 1


class ClockMark(Model):
    """The latest moment any process has seen, and by how much a clock leapt. One row."""

    __tablename__ = "clock_mark"
    __table_args__ = (CheckConstraint("id = 1", name="is_one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    leap_seconds: Mapped[int]


def _counted() -> float:
    """Return seconds that nobody can set; where the system can tell, with those of its sleep."""
    boot: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class SteadyClock:
    """One process's steady time; threads share it."""

    def __init__(
        self, wall: Callable[[], datetime] = clock.now, counted: Callable[[], float] = _counted
    ) -> None:
        """Know where the time comes from; the first look sets the beginning."""
        self._wall = wall
        self._counted = counted
        self._lock = threading.Lock()
        self._began: tuple[datetime, float] | None = None
        self._latest: datetime | None = None
        self.leap = timedelta()

    @property
    def has_begun(self) -> bool:
        """Tell whether the beginning is set."""
        return self._began is not None

    def begin(self, seen_at: datetime | None) -> None:
        """Begin, not before what was seen earlier, in whatever process."""
        with self._lock:
            if self._began is None:
                wall = self._wall()
                self._began = (max(wall, seen_at or wall), self._counted())

    def moment(self) -> datetime:
        """Return the moment deadlines are compared with."""
        if self._began is None:
            self.begin(None)
        with self._lock:
            return self._moment()

    def _moment(self) -> datetime:
        wall, counted = self._wall(), self._counted()
        began, count = self._began or (wall, counted)
        expected = began + timedelta(seconds=counted - count)
        leap = wall - expected
        if abs(leap) <= TRUSTED:
            self._began = (wall, counted)
            present = wall
            leap = timedelta()
        else:
            present = expected
        if leap and not self.leap:
            seconds = leap.total_seconds()
            log.error("the clock leapt by %d seconds; deadlines go by the counter", seconds)
        self.leap = leap
        self._latest = max(present, self._latest or present)
        return self._latest


def steady_now(of: SteadyClock) -> datetime:
    """Return the steady time; at the first look the mark of earlier processes is read."""
    if not of.has_begun:
        of.begin(seen_at())
    return of.moment()


def seen_at() -> datetime | None:
    """Return the latest moment that was written down."""
    return db.session.scalar(select(ClockMark.seen_at))


def leap_seconds() -> int:
    """Return by how much a running process saw the clock leap, 0 for not at all."""
    return db.session.scalar(select(ClockMark.leap_seconds)) or 0


def mark_clock(of: SteadyClock) -> None:
    """Write down how late it is. Runs inside a unit."""
    at, leap = steady_now(of), int(of.leap.total_seconds())
    leap = max(-_LEAP_AT_MOST, min(leap, _LEAP_AT_MOST))
    statement = upsert(ClockMark).values(id=1, seen_at=at, leap_seconds=leap)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[ClockMark.id],
            set_={"seen_at": statement.excluded.seen_at, "leap_seconds": leap},
            where=ClockMark.seen_at <= statement.excluded.seen_at,
        )
    )
