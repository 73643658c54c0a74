"""One attempt, carried out in this process: what came of it is noted under its lease."""

from __future__ import annotations

import logging

from cadreschool.jobs import actions, queries
from cadreschool.jobs.actions import LeaseLostError
from cadreschool.jobs.rules import Lease
from cadreschool.kernel import clock, trace
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import BusyError, CadreSchoolError, FullError
from cadreschool.worker.kinds import KINDS
from cadreschool.worker.running import RunningJob
from config import Settings

log = logging.getLogger("cadreschool.worker")


def carry_out(lease: Lease, settings: Settings) -> None:
    """Do the work of one attempt; a refusal ends the job, anything unforeseen breaks it off.

    Raises what was unforeseen after noting it, so that the child ends with a traceback.
    """
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
    except (BusyError, FullError):
        job.discard()
        write(lambda: actions.break_off(lease, at=clock.now()))
    except CadreSchoolError as refusal:
        job.discard()
        words = f"{refusal.message}{refusal.advice}"
        write(lambda: actions.fail(lease, words, at=clock.now()))
    except MemoryError:
        job.discard()
        words = "数据太多，占用的内存超过了上限。请缩小范围，分几次做。"
        write(lambda: actions.fail(lease, words, at=clock.now()))
    except Exception:
        job.discard()
        log.exception("job %d (%s) broke off", lease.job_id, order.kind)
        write(lambda: actions.break_off(lease, at=clock.now()))


def _do(job: RunningJob, kind: str) -> None:
    if kind not in KINDS:
        raise CadreSchoolError("这个程序不认识这种任务。", "请联系系统管理员升级程序后重试。")
    KINDS[kind](job)
    if not job.is_finished:
        write(lambda: job.finish(at=clock.now()))
