"""Giving the mark of a group to very many equal answers. Payload: `task_id`.

The verdict itself is the right to do it: it was given by somebody who may mark.
"""

from __future__ import annotations

from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.learning.marking.deciding import mark_waiting
from cadreschool.worker.running import RunningJob

_AT_ONCE = 20


def run(job: RunningJob) -> None:
    """Mark portion by portion; begun again it goes on where it stopped."""
    task_id, done = int(job.payload["task_id"]), 0
    while number := write(lambda: mark_waiting(task_id, _AT_ONCE, at=clock.now())):
        done += number
        job.advance(done)
    job.message = f"评了 {done} 份相同的回答。"
