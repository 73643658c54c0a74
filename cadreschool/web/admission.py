"""The door to examinations: so many may begin in a second, the others wait their turn.

Beginning is the dearest request there is, and a whole county presses the button in one minute.
Past what a process can take, answering everybody ends in answering nobody; so each process lets in
as many as it can, and tells the others after how long to knock again, each another time, so that
they do not all come back at once. How many that is, it learns from how long beginnings take: a
process with threads keeps the half of them free for answers, one without the half of its time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Final, cast

from flask import Flask, current_app

AT_ONCE: Final = 4
"""Beginnings under way at a time; the other threads save answers meanwhile."""
_LONGEST: Final = 60.0
_SHARE: Final = 0.5
_AT_A_STRETCH: Final = 0.5
"""Seconds that beginnings may take one after the other where nothing else is done meanwhile."""
_MEMORY: Final = 8


@dataclass(slots=True)
class Door:
    """Lets `rate` people in a second begin, and as many more at once after a quiet second."""

    rate: float
    counted: Callable[[], float] = time.monotonic
    at_once: int = AT_ONCE
    chance: Random = field(default_factory=Random)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _tokens: float = 0.0
    _filled: float | None = None
    _inside: int = 0
    _queue_ends: float = 0.0
    _usual: float = 0.0
    _spent: float = 0.0

    def enter(self, *, is_alone: bool = False) -> float:
        """Return 0 when somebody may begin now, and must `leave`; else after how many seconds.

        `is_alone` where a process does one thing at a time: those who wait for it are not seen.
        """
        with self._lock:
            now = self.counted()
            since = 0.0 if self._filled is None else now - self._filled
            full = self.rate if self._filled is None else self._tokens + since * self.rate
            self._tokens, self._filled = min(full, self.rate), now
            self._spent = max(self._spent - since * _SHARE, 0.0)
            has_time = not is_alone or self._spent <= _AT_A_STRETCH
            if self._tokens >= 1 and self._inside < self.at_once and has_time:
                self._tokens -= 1
                self._inside += 1
                return 0.0
            self._queue_ends = max(self._queue_ends, now) + 1 / self._pace(is_alone=is_alone)
            wait = min(self._queue_ends - now, _LONGEST)
            return 1 + wait * self.chance.uniform(1.0, 1.3)

    def _pace(self, *, is_alone: bool) -> float:
        """Return how many can begin in a second, as it went lately."""
        places = _SHARE if is_alone else self.at_once
        return min(self.rate, places / self._usual) if self._usual else self.rate

    def leave(self, took: float = 0.0) -> None:
        """Make room for the next one, and remember how long this one took."""
        with self._lock:
            self._inside -= 1
            self._spent += took
            self._usual += (took - self._usual) / _MEMORY

    @contextmanager
    def entered(self, *, is_alone: bool = False) -> Iterator[float]:
        """Hold a place for as long as the block runs; yields the seconds to wait, 0 for none."""
        wait = self.enter(is_alone=is_alone)
        began = self.counted()
        try:
            yield wait
        finally:
            if not wait:
                self.leave(self.counted() - began)


def init_app(app: Flask) -> None:
    """Give the application its door."""
    app.extensions["exam_door"] = Door(float(app.config["SETTINGS"].starts_per_second))


def exam_door() -> Door:
    """Return the door of this process."""
    return cast("Door", current_app.extensions["exam_door"])
