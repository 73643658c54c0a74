"""Previewing, applying and undoing a regrade. Payload: `regrade_id`, and what to `do`.

That it was approved stands in the regrade itself, so nobody's rights are asked for again: a state
that does not fit ends the job without a change. Each portion is a unit of its own, and begun again
it goes on where it stopped: every answer is corrected once.
"""

from __future__ import annotations

from functools import partial

from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.learning.regrading import actions, applying
from cadreschool.learning.regrading.queries import lock
from cadreschool.learning.regrading.rules import RegradeState
from cadreschool.worker.running import RunningJob

_AT_ONCE = 20
_LOOKED_AT = 500


def run(job: RunningJob) -> None:
    """Do one of the three."""
    regrade_id = int(job.payload["regrade_id"])
    job.message = {"preview": _preview, "apply": _apply, "undo": _undo}[str(job.payload["do"])](
        job, regrade_id
    )


def _preview(job: RunningJob, regrade_id: int) -> str:
    """Plan anew from the beginning: another attempt may have looked at other marks."""
    write(partial(actions.forget_lines, regrade_id))
    after, done = 0, 0

    def some() -> int:
        regrade = lock(regrade_id)
        if regrade.state != RegradeState.PREVIEWING:
            return -1
        last = actions.add_lines(regrade, after=after, most=_LOOKED_AT)
        if not last:
            actions.finish_preview(regrade, at=clock.now())
        return last

    while (after := write(some)) > 0:
        done += _LOOKED_AT
        job.advance(done)
    return "预览好了，请核对。" if after == 0 else "改判已经放弃，没有预览。"


def _apply(job: RunningJob, regrade_id: int) -> str:
    """Correct what was previewed, then what was being handed in at that moment."""
    done = 0
    while True:
        while number := write(lambda: applying.apply_some(regrade_id, _AT_ONCE, at=clock.now())):
            done += number
            job.advance(done)
        after = 0
        while after := write(partial(applying.sweep, regrade_id, after, _LOOKED_AT)):
            job.advance(done)
        if write(lambda: applying.finish_applying(regrade_id, at=clock.now())):
            return f"改判执行完毕，处理 {done} 份。"
        if not write(partial(_has_left, regrade_id)):
            return "改判已经执行过，没有再做。"


def _has_left(regrade_id: int) -> bool:
    return lock(regrade_id).state == RegradeState.APPLYING


def _undo(job: RunningJob, regrade_id: int) -> str:
    done = 0
    while number := write(lambda: applying.undo_some(regrade_id, _AT_ONCE, at=clock.now())):
        done += number
        job.advance(done)
    is_done = write(lambda: applying.finish_undoing(regrade_id, at=clock.now()))
    return f"改判撤销完毕，处理 {done} 份。" if is_done else "改判已经撤销过，没有再做。"
