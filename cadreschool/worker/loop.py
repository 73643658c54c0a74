"""The worker: claims jobs one after the other and sees each through in a child process.

Runs as a thread beside the pages (`flask school run`) or as a process of its own (`flask jobs
work`); any number of them work side by side. Between looks it sleeps: a look at an empty table is
two small reads a second.
"""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from cadreschool.jobs import actions, queries
from cadreschool.jobs.actions import LeaseLostError
from cadreschool.jobs.rules import LEASE, Lease
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import BusyError, CadreSchoolError
from cadreschool.worker import program
from cadreschool.worker.duties import Duties
from cadreschool.worker.limits import limits_of

log = logging.getLogger("cadreschool.worker")

_PAUSE = 1.0
_RENEWAL = LEASE.total_seconds() / 3
_AFTER_TROUBLE = 5.0
_TROUBLE = (DBAPIError, PoolTimeoutError, CadreSchoolError, OSError)


class Worker:
    """One worker; `stop` may be called from another thread or a signal."""

    def __init__(self, app: Flask, duties: Duties | None = None, *, pause: float = _PAUSE) -> None:
        """Know the school, and what is to be done now and then beside the jobs."""
        self._app = app
        self._duties = duties
        self._pause = pause
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask to stop: the job under way is given back, and another worker begins it again."""
        self._stopping.set()

    def run(self) -> None:
        """Work until asked to stop; a database that is away is asked again."""
        while not self._stopping.is_set():
            try:
                self._look_after_duties()
                worked = self.work_once()
            except _TROUBLE as error:
                log.warning("the worker waits: %s: %s", type(error).__name__, _reason(error))
                self._stopping.wait(_AFTER_TROUBLE)
            except Exception:
                log.exception("the worker stumbled")
                self._stopping.wait(_AFTER_TROUBLE)
            else:
                if not worked:
                    self._stopping.wait(self._pause)

    def work_once(self) -> bool:
        """Claim one job and see it through; False when there is none."""
        with self._app.app_context():
            if not queries.has_due(at=clock.now()):
                return False
            lease = write(lambda: actions.claim(at=clock.now()))
        if lease is None:
            return False
        self._see_through(lease)
        return True

    def _see_through(self, lease: Lease) -> None:
        with self._app.app_context():
            order = queries.order_of(lease)
        seconds = limits_of(order.kind if order else "").seconds
        child = program.start(lease, self._app.config["SETTINGS"])
        try:
            outcome = self._watched(child, lease, seconds)
        finally:
            program.end(child)
        with self._app.app_context(), suppress(LeaseLostError):
            if outcome == "late":
                words = f"超过了 {seconds // 60} 分钟的时限，没有完成。请缩小范围，分几次做。"
                write(lambda: actions.fail(lease, words, at=clock.now()))
            elif outcome == "stopping":
                write(lambda: actions.break_off(lease, at=clock.now(), counts=False))
            elif outcome == "ended" and child.returncode != 0:
                log.error("the child of job %d ended with %d", lease.job_id, child.returncode)
                write(lambda: actions.break_off(lease, at=clock.now()))

    def _watched(self, child: subprocess.Popen[bytes], lease: Lease, seconds: float) -> str:
        """Wait for the child; tell whether it ended, took too long, lost its lease, or we stop."""
        began = renewed = time.monotonic()
        while True:
            with suppress(subprocess.TimeoutExpired):
                child.wait(self._pause)
                return "ended"
            now = time.monotonic()
            if self._stopping.is_set():
                return "stopping"
            if now > began + seconds:
                return "late"
            try:
                if not self._is_ours(lease, renew=now > renewed + _RENEWAL):
                    return "lost"
                renewed = now if now > renewed + _RENEWAL else renewed
                self._look_after_duties()
            except BusyError:  # the child itself may hold the write lock, and then nobody claims
                continue
            except _TROUBLE as error:  # the child meets it too; until the lease is over it is ours
                log.warning("job %d is on its own: %s", lease.job_id, _reason(error))

    def _is_ours(self, lease: Lease, *, renew: bool) -> bool:
        with self._app.app_context():
            if not renew:
                return queries.is_held(lease)
            try:
                write(lambda: actions.renew(lease, at=clock.now()))
            except LeaseLostError:
                return False
            return True

    def _look_after_duties(self) -> None:
        if self._duties is not None:
            with self._app.app_context():
                self._duties.look_after()


def _reason(error: Exception) -> object:
    """Return what the driver said, without the statement."""
    return getattr(error, "orig", None) or getattr(error.__cause__, "orig", error)


@contextmanager
def beside(app: Flask, duties: Duties) -> Iterator[None]:
    """Work in a thread of this process for as long as the block runs."""
    worker = Worker(app, duties)
    thread = threading.Thread(target=worker.run, name="worker")
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join()
