"""Computing the quality of questions, course by course and bank by bank.

Payload: nothing for all of them, else `course_id` or `bank_id`. What comes of it is derived and
names nobody, so it needs no rights; who may see it is asked when it is shown.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from cadreschool.jobs.actions import enqueue
from cadreschool.kernel import clock
from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.db import db, write
from cadreschool.learning.statistics.actions import store_figures
from cadreschool.learning.statistics.computing import figures
from cadreschool.learning.statistics.queries import (
    JOB,
    Source,
    first_answers,
    last_asked_at,
    sources,
    versions_in,
)
from cadreschool.questions.queries import published_questions
from cadreschool.worker.running import RunningJob

EVERY: Final = 600.0
_HOUR = 2
"""In Shanghai: nobody sits an examination then."""


def run(job: RunningJob) -> None:
    """Compute and store, one source after the other; a second attempt simply does it again."""
    wanted = _wanted(job.payload)
    items = 0
    for done, source in enumerate(wanted, start=1):
        items += _compute(source, at=job.at)
        job.advance(done, len(wanted))
    job.message = f"算了 {items} 道题。"


def _wanted(payload: Any) -> list[Source]:  # noqa: ANN401 -- JSON
    if payload.get("course_id"):
        return [Source(course_id=str(payload["course_id"]))]
    if payload.get("bank_id"):
        return [Source(bank_id=str(payload["bank_id"]))]
    found = sources()
    db.session.close()
    return found


def _compute(source: Source, *, at: datetime) -> int:
    """Read without a lock, compute, and write the result alone."""
    versions = versions_in(source)
    answers = list(first_answers(source))
    items = {one.item for one in answers}
    found = published_questions({version for version, _ in items})
    db.session.close()
    questions = {(version, part): found[version].part(part).question for version, part in items}
    computed = figures(answers, questions)
    write(partial(store_figures, source, versions, computed, at=at))
    return len(computed)


def ask_nightly() -> bool:
    """Ask for all figures once a night, or as soon as somebody works after it."""
    now = clock.now()
    local = now.astimezone(SHANGHAI)
    night = local.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    if night > local:
        night -= timedelta(days=1)
    last = last_asked_at()
    db.session.close()
    if last is not None and last >= night:
        return False
    write(lambda: enqueue(JOB, "计算题目质量", {}, by=None, at=now, single=JOB))
    return True
