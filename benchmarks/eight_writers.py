"""Eight processes write answers at once: how long a save takes, and whether any is lost."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

from benchmarks.school import a_school, settings
from cadreschool.app import create_app
from cadreschool.audit.actions import record
from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write

WRITERS, EACH = 8, 60


def _write_some(folder: str, number: int, out: multiprocessing.Queue[list[float]]) -> None:
    app = create_app(settings(Path(folder)))
    waits = []
    with app.app_context():
        for _ in range(EACH):
            began = time.perf_counter()
            write(lambda: record("bench.write", "bench", number, by=None, at=clock.now()))
            waits.append((time.perf_counter() - began) * 1000)
    out.put(waits)


def measure() -> str:
    """Measure and return one line."""
    spawn = multiprocessing.get_context("spawn")
    with a_school() as (app, folder):
        out = spawn.Queue()
        writers = [
            spawn.Process(target=_write_some, args=(str(folder), number, out))
            for number in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        waits = sorted(wait for _ in writers for wait in out.get())
        for writer in writers:
            writer.join()
        with app.app_context():
            kept = db.session.scalar(
                db.select(db.func.count())
                .select_from(AuditRow)
                .where(AuditRow.action == "bench.write")
            )
    p99 = waits[int(len(waits) * 0.99)]
    return (
        f"八个进程同时写 {WRITERS * EACH} 次：p99 {p99:.0f} 毫秒，最长 {waits[-1]:.0f} 毫秒"
        f"（目标 p99 ≤ 350、最长 ≤ 1000），丢失 {WRITERS * EACH - (kept or 0)} 次"
    )
