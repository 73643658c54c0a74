"""One attempt, carried out in this process: what came of it is noted under its lease."""

from __future__ import annotations

import errno
import logging
from contextlib import suppress

from cadreschool.jobs import actions, queries
from cadreschool.jobs.actions import LeaseLostError
from cadreschool.jobs.rules import Lease
from cadreschool.kernel import clock, trace
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import BusyError, CadreSchoolError
from cadreschool.worker.kinds import KINDS
from cadreschool.worker.running import RunningJob
from config import Settings

log = logging.getLogger("cadreschool.worker")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def carry_out(lease: Lease, settings: Settings) -> None:
    """Do the work of one attempt; a refusal ends the job, anything unforeseen breaks it off."""
    trace.new_request_id()
    order = queries.order_of(lease)
    db.session.close()
    if order is None:
        return
    job = RunningJob(lease, order.payload, order.made_by, clock.now(), settings)
    try:
        _do(job, order.kind)
    except LeaseLostError:
        job.discard()
    except Exception as error:
        job.discard()
        words = _refusal(error)
        if words is None:
            log.exception("job %d (%s) broke off", lease.job_id, order.kind)
        with suppress(LeaseLostError):
            write(lambda: _end(lease, words))


def _refusal(error: Exception) -> str | None:
    """Return what the maker reads of it; None when another attempt may well succeed."""
    if isinstance(error, BusyError):
        return None
    if isinstance(error, CadreSchoolError):
        return f"{error.message}{error.advice}"
    if isinstance(error, MemoryError):
        return "数据太多，占用的内存超过了上限。请缩小范围，分几次做。"
    if isinstance(error, OSError) and error.errno in _FULL:
        return "服务器存储空间已满，没有做成。请联系管理员清理空间后重试。"
    return None


def _end(lease: Lease, words: str | None) -> None:
    at = clock.now()
    if words is None:
        actions.break_off(lease, at=at)
    else:
        actions.fail(lease, words, at=at)


def _do(job: RunningJob, kind: str) -> None:
    if kind not in KINDS:
        raise CadreSchoolError("这个程序不认识这种任务。", "请联系系统管理员升级程序后重试。")
    KINDS[kind](job)
    if not job.is_finished:
        write(lambda: job.finish(at=clock.now()))
