"""What a kind of job is given: its payload, its maker's rights as they are now, a place to write.

`advance` and `viewer` use transactions of their own: call them outside of units.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cadreschool.jobs import actions
from cadreschool.jobs.actions import Result
from cadreschool.jobs.rules import Lease
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import ForbiddenError
from cadreschool.kernel.viewer import Viewer
from cadreschool.people.queries import viewer_of_cadre
from cadreschool.worker.entitlement import is_entitled

_LEAST_PAUSE = 1.0
"""Seconds between two notes of progress: each takes the write lock."""


@dataclass(slots=True)
class RunningJob:
    """One attempt at a job."""

    lease: Lease
    payload: Mapping[str, Any]
    made_by: int | None
    at: datetime
    """When this attempt began."""
    results: Path
    """The folder of all result files."""
    message: str = ""
    """What the maker reads when it is finished."""
    is_finished: bool = False
    _result: Result | None = None
    _noted: float = field(default=0.0)

    @property
    def id(self) -> int:
        """Return the job's id."""
        return self.lease.job_id

    def viewer(self) -> Viewer:
        """Return the maker as they are now; raises ForbiddenError without the right."""
        found = viewer_of_cadre(self.made_by, at=clock.now()) if self.made_by else None
        if found is None or not is_entitled(found, self.payload):
            raise ForbiddenError("您已无权限得到这项结果。", "需要时请联系上级工会的管理员。")
        return found

    def advance(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far it is; raises LeaseLostError when the job was stopped meanwhile.

        May be called as often as one likes: it is noted once a second.
        """
        now = time.monotonic()
        if self._noted and now < self._noted + _LEAST_PAUSE:
            return
        self._noted = now
        write(lambda: actions.advance(self.lease, done, total, message, at=clock.now()))

    def result(self, filename: str, extension: str) -> Path:
        """Return the path to write the result into; the maker downloads it as `filename`."""
        self.results.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = f"{self.id}-{self.lease.attempt}-{secrets.token_hex(8)}.{extension}"
        path = self.results / file
        path.touch(mode=0o600)
        self._result = Result(f"{filename}.{extension}", file)
        return path

    def finish(self, *, at: datetime) -> None:
        """End the job inside of a unit of the caller's: for work that must happen exactly once."""
        actions.finish(self.lease, self.message, self._result, at=at)
        self.is_finished = True
