"""A large spreadsheet as a job: how long it takes, and how long answers wait to be saved meanwhile.

Beside it what a worker costs that has nothing to do, and how long the smallest job takes.
"""

from __future__ import annotations

import resource
import threading
import time

from flask import Flask

from benchmarks.measuring import cpu_ms, request
from benchmarks.roster import LARGE, grow
from benchmarks.school import a_school, entered, keys
from cadreschool.jobs.actions import enqueue
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.people.queries import cadre_named
from cadreschool.worker.loop import Worker

LESSON = "/courses/a1-union-law/lessons/cadre-protection"
PAUSE, QUIET = 0.02, 200
REPORTS = 3


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, _):
        worker = Worker(app)
        [idle] = cpu_ms([worker.work_once], times=100)
        with app.app_context():
            write(grow)
            write(lambda: enqueue("unknown", "最小的任务", {}, by=None, at=clock.now()))
        smallest = _seconds(worker)
        quiet, meanwhile, seconds = _saves(app, worker)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return (
        f"任务：空闲的处理程序每秒 {idle:.1f} 毫秒 CPU，最小的任务 {smallest:.1f} 秒；"
        f"{LARGE:,} 行的表格 {seconds / REPORTS:.1f} 秒，子进程内存至多 {memory} MB；"
        f"保存答案 p99 平时 {_p99(quiet):.0f}、做表格时 {_p99(meanwhile):.0f} 毫秒（目标 ≤ 2 倍）"
    )


def _seconds(worker: Worker) -> float:
    began = time.perf_counter()
    assert worker.work_once()
    return time.perf_counter() - began


def _saves(app: Flask, worker: Worker) -> tuple[list[float], list[float], float]:
    """Save answers first in peace, then while spreadsheets are made."""
    with app.app_context():
        learner, sun = (cadre_named(login).id for login in ("limei", "sun"))
        payload = {
            "role": "supervisor",
            "organisation_id": LARGE,
            "view": "roster",
            "format": "xlsx",
            "arguments": {},
        }
    client = entered(app, learner)
    form = {**keys(client), "do": "save"}
    paper: str = client.post(f"{LESSON}/sittings", data=form).location
    send = request(app, client, f"{paper}answers", form=form)
    quiet = [_save(send, form, number) for number in range(QUIET)]
    with app.app_context():
        for _ in range(REPORTS):
            write(lambda: enqueue("report", "名单", payload, by=sun, at=clock.now()))
    taken: list[float] = []
    making = threading.Thread(target=lambda: taken.extend(_seconds(worker) for _ in range(REPORTS)))
    making.start()
    meanwhile = []
    while making.is_alive():
        meanwhile.append(_save(send, form, QUIET + len(meanwhile)))
    return quiet, meanwhile, sum(taken)


def _save(send, form: dict[str, str], number: int) -> float:  # noqa: ANN001 -- a call, see measuring
    """Change one answer and save; return the milliseconds that it took."""
    for name in [name for name in form if name.startswith("q")]:
        del form[name]
    question, base = number % 5 + 1, number // 5
    form |= {f"q{question}": str(base % 2 + 1), f"q{question}-base": str(base)}
    form["request_key"] = f"{number:024}"
    began = time.perf_counter()
    send()
    waited = (time.perf_counter() - began) * 1000
    time.sleep(PAUSE)
    return waited


def _p99(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.99)]
