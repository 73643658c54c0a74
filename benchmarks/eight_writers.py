"""Eight processes save answers: at the pace of a busy exam, and as fast as they can.

Every save is a whole request: session, guard, keys, audit, `synchronous=FULL`. Three hundred people
at an exam save about twelve times a second; here it is forty.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.measuring import request
from benchmarks.school import a_school, entered, keys, settings, silence
from cadreschool.app import create_app
from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer
from cadreschool.people.models import Cadre

WRITERS, EACH, SECONDS_BETWEEN = 8, 50, 0.2
LESSON = "/courses/a1-union-law/lessons/cadre-protection"


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, folder):
        with app.app_context():
            newest = db.select(Cadre.id).order_by(Cadre.id.desc()).limit(2 * WRITERS)
            people = list(db.session.scalars(newest))
            before = _answers()
        paced = _everybody_saves(folder, people[:WRITERS], SECONDS_BETWEEN)
        hurried = _everybody_saves(folder, people[WRITERS:], 0)
        with app.app_context():
            lost = len(paced) + len(hurried) - (_answers() - before)
    return (
        f"八个进程同时保存答案：每秒四十次时 p50 {_at(paced, 0.5):.0f}、"
        f"p99 {_at(paced, 0.99):.0f} 毫秒（目标 p99 ≤ 25）；"
        f"全速时 p99 {_at(hurried, 0.99):.0f}、最长 {hurried[-1]:.0f} 毫秒（目标 ≤ 350、≤ 1000）；"
        f"丢失 {lost} 次"
    )


def _answers() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Answer)) or 0


def _at(waits: list[float], share: float) -> float:
    return waits[int(len(waits) * share)]


def _everybody_saves(folder: Path, people: list[int], pause: float) -> list[float]:
    """Let all writers save; return how long each save took in milliseconds, in order."""
    spawn = multiprocessing.get_context("spawn")
    out, together = spawn.Queue(), spawn.Barrier(WRITERS)
    writers = [
        spawn.Process(target=_write, args=(str(folder), cadre_id, pause, together, out))
        for cadre_id in people
    ]
    for writer in writers:
        writer.start()
    waits = sorted(wait for _ in writers for wait in out.get())
    for writer in writers:
        writer.join()
    return waits


def _write(
    folder: str, cadre_id: int, pause: float, together: Barrier, out: Queue[list[float]]
) -> None:
    """Save answers as one person in one process."""
    app = create_app(settings(Path(folder)))
    silence()
    client = entered(app, cadre_id)
    form = {**keys(client), "do": "save"}
    paper: str = client.post(f"{LESSON}/sittings", data=form).location
    send = request(app, client, f"{paper}answers", form=form)
    together.wait()
    time.sleep(random.uniform(0, pause))
    out.put([_timed(send, form, cadre_id, number, pause) for number in range(EACH)])


def _timed(
    send: Callable[[], bytes], form: dict[str, str], cadre_id: int, number: int, pause: float
) -> float:
    """Save once, then wait until it is time for the next."""
    question, base = number % 5 + 1, number // 5
    for name in [name for name in form if name.startswith("q")]:
        del form[name]
    form |= {f"q{question}": str(base % 2 + 1), f"q{question}-base": str(base)}
    form["request_key"] = f"{cadre_id:08}-{number:012}"
    began = time.perf_counter()
    send()
    waited = time.perf_counter() - began
    time.sleep(max(0.0, pause * random.uniform(0.8, 1.2) - waited))
    return waited * 1000
