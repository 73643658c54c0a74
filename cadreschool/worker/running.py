"""What a kind of job is given: its payload, its maker's rights as they are now, a place to write.

`advance` and `viewer` use transactions of their own: call them outside of units.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cadreschool.jobs import actions
from cadreschool.jobs.actions import Result
from cadreschool.jobs.rules import Lease
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ForbiddenError
from cadreschool.kernel.viewer import Viewer
from cadreschool.people.queries import viewer_of_cadre
from cadreschool.worker import results
from cadreschool.worker.entitlement import is_entitled

if TYPE_CHECKING:
    from config import Settings

_LEAST_PAUSE = 1.0
"""Seconds between two notes of progress: each takes the write lock."""
_LONGEST_STEM = 100
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
"""What no system, or not every one, lets stand in the name of a file."""


@dataclass(slots=True)
class RunningJob:
    """One attempt at a job. `message` is what its maker reads when it is finished."""

    lease: Lease
    payload: Mapping[str, Any]
    made_by: int | None
    at: datetime  # when this attempt began
    settings: Settings
    message: str = ""
    is_finished: bool = False
    _result: Result | None = None
    _noted: float | None = None

    @property
    def id(self) -> int:
        """Return the job's id."""
        return self.lease.job_id

    def viewer(self) -> Viewer:
        """Return the maker as they are now; raises ForbiddenError without the right."""
        try:
            return self.viewer_within()
        finally:
            db.session.close()

    def viewer_within(self) -> Viewer:
        """Do the same inside of a unit: what it writes is still theirs to write."""
        at = clock.now()
        found = None if self.made_by is None else viewer_of_cadre(self.made_by, at=at)
        if found is None or not is_entitled(found, self.payload):
            raise ForbiddenError(
                "已无权限：您现在的任命不包括这项内容。", "请联系上级工会的管理员。"
            )
        return found

    def advance(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far it is; raises LeaseLostError when the job was stopped meanwhile.

        May be called as often as one likes: it is noted once a second.
        """
        now = time.monotonic()
        if self._noted is not None and now < self._noted + _LEAST_PAUSE:
            return
        self._noted = now
        write(lambda: actions.advance(self.lease, done, total, message, at=clock.now()))

    def result(self, filename: str, extension: str) -> Path:
        """Return the path to write the result into; the maker downloads it as `filename`."""
        self.discard()
        path = results.new_file(results.folder_of(self.settings.instance), self.lease, extension)
        stem = _NOT_IN_NAMES.sub(" ", filename)[:_LONGEST_STEM]
        self._result = Result(f"{stem}.{extension}", path.name)
        return path

    def finish(self, *, at: datetime) -> None:
        """End the job, inside of a unit: of the kind's own for what must happen exactly once."""
        if self._result is not None:
            results.settle(results.folder_of(self.settings.instance) / self._result.file)
        actions.finish(self.lease, self.message, self._result, at=at)
        self.is_finished = True

    def discard(self) -> None:
        """Remove the result of an attempt that came to nothing."""
        if self._result is not None:
            path = results.folder_of(self.settings.instance) / self._result.file
            path.unlink(missing_ok=True)
            self._result = None
