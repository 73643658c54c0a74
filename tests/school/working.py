"""The worker for tests: carries out what was asked for, in this process and at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

from cadreschool.jobs import actions
from cadreschool.jobs.models import Job, State
from cadreschool.jobs.rules import RESULT_KEPT
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.worker.child import carry_out
from cadreschool.worker.results import folder_of
from tests.school.cast import MONDAY

if TYPE_CHECKING:
    from flask import Flask


def work(app: Flask) -> int:
    """Carry out every job that is due; return how many attempts there were."""
    number = 0
    while True:
        with app.app_context():
            lease = write(lambda: actions.claim(at=clock.now()))
            if lease is None:
                return number
            carry_out(lease, app.config["SETTINGS"])
            db.session.remove()
        number += 1


def leave_job(cadre_id: int, state: State) -> int:
    """Leave a job that has ended, with a file when it ended well; inside of a unit."""
    is_good = state == State.FINISHED
    row = Job(
        kind="report",
        title="导出完成情况",
        payload="{}",
        state=state,
        made_by=cadre_id,
        made_at=MONDAY,
        run_after=MONDAY,
        attempts=1,
        most_attempts=3,
        message="共 12 行。" if is_good else "",
        error="" if is_good else "处理程序几次中途停止，没有完成。",
        result_name="完成情况.csv" if is_good else None,
        result_file=f"0-1-{cadre_id}.csv" if is_good else None,
        finished_at=MONDAY,
        kept_until=clock.now() + RESULT_KEPT if is_good else None,
    )
    db.session.add(row)
    db.session.flush()
    if row.result_file:
        folder = folder_of(current_app.config["SETTINGS"].instance)
        folder.mkdir(exist_ok=True)
        (folder / row.result_file).write_text("姓名,状态\n", encoding="utf-8")
    return row.id
