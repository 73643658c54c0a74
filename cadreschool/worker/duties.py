"""THE table of what is done now and then, by the worker itself and without a job."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cadreschool.kernel.errors import BusyError
from cadreschool.worker import (
    archiving,
    ending,
    profiles,
    queueing,
    rechecking,
    releasing,
    statistics,
    summing,
)
from cadreschool.worker.sealing import seal
from cadreschool.worker.tidying import tidy_up

log = logging.getLogger("cadreschool.worker")
_DAY = 24 * 3600.0
_SEALING = 10.0


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done every so many seconds, in an application context, quickly."""

    name: str
    every: float
    do: Callable[[], object]


DUTIES: tuple[Duty, ...] = (
    Duty("seal", _SEALING, seal),
    Duty("end", ending.EVERY, ending.end_overdue),
    Duty("clock", ending.MARKING, ending.mark),
    Duty("sum", summing.EVERY, summing.sum_up),
    Duty("release", releasing.EVERY, releasing.release),
    Duty("profiles", profiles.EVERY, profiles.make_due_anew),
    Duty("ageing", profiles.AGEING, profiles.let_age),
    Duty("recheck", rechecking.EVERY, rechecking.recheck),
    Duty("queue", queueing.EVERY, queueing.queue_up),
    Duty("statistics", statistics.EVERY, statistics.ask_nightly),
    Duty("archive", archiving.EVERY, archiving.archive),
    Duty("tidy", _DAY, tidy_up),
)


class Duties:
    """When each duty is due next."""

    def __init__(self, duties: Sequence[Duty] = DUTIES, *, at_once: bool = False) -> None:
        """Begin to count now: the first time comes after one interval, or at once."""
        began = time.monotonic()
        self._next = {duty: began if at_once else began + duty.every for duty in duties}

    def look_after(self) -> None:
        """Do what is due; what fails is logged and comes again at its time."""
        for duty, due in self._next.items():
            now = time.monotonic()
            if now < due:
                continue
            self._next[duty] = now + duty.every
            try:
                duty.do()
            except BusyError:
                log.warning("the duty %s had to wait", duty.name)
            except Exception:
                log.exception("the duty %s failed", duty.name)
