"""Beginning an exam when three times as many press the button as a process can take.

One server process as in a county. Everybody who is told to wait knocks again when told; what counts
is that nobody waits long for any answer, that all get in, and that each has one sitting.
"""

from __future__ import annotations

import http.client
import multiprocessing
import random
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from benchmarks.school import a_school, entered, keys, settings, silence
from cadreschool.app import create_app
from cadreschool.cli.serving import Server
from cadreschool.courses.pools import pool_of
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import Sitting
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.questions.papers import actions
from cadreschool.questions.papers.actions import PaperValues
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.rules import plan

TAKERS, RATE, PATIENCE = 600, 180, 120.0
DESIGN = Design(uses_lessons=True, rows=(Row(20, 2, kind="single"), Row(10, 3, kind="multiple")))


@dataclass(slots=True)
class Taker:
    """One person with a browser: cookie and form made beforehand, and what happened."""

    cookie: str
    body: str
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    got_in: bool = False


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, folder):
        paper, people = _prepare(app)
        takers = [_taker(app, cadre_id) for cadre_id in people]
        here, there = multiprocessing.get_context("spawn").Pipe()
        server = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(str(folder), there), daemon=True
        )
        server.start()
        port = here.recv()
        began = time.perf_counter()
        threads = [
            threading.Thread(target=_begin, args=(one, port, paper, number / RATE))
            for number, one in enumerate(takers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - began
        server.terminate()
        server.join()
        with app.app_context():
            sittings = db.session.scalar(
                db.select(db.func.count()).select_from(Sitting).where(Sitting.paper_id == paper)
            )
    answers = sorted(wait for one in takers for wait in one.waits)
    admitted = sorted(one.waits[-1] for one in takers if one.got_in)
    refused = sum(one.refused for one in takers)
    return (
        f"{TAKERS} 人在 {TAKERS / RATE:.0f} 秒里开始考试：{len(admitted)} 人进入、{sittings} 份卷，"
        f"全部进入用 {took:.0f} 秒；进入的一次 p99 {_at(admitted, 0.99):.0f} 毫秒（目标 ≤ 2000），"
        f"任何回答最长 {answers[-1]:.0f} 毫秒（目标 ≤ 5000），请稍候 {refused} 次"
    )


def _at(waits: list[float], share: float) -> float:
    return waits[int(len(waits) * share)]


def _prepare(app: Flask) -> tuple[int, list[int]]:
    """Open a paper, and add people who may sit it."""
    at = clock.now()

    def unit() -> tuple[int, list[int]]:
        union = db.session.scalars(db.select(Organisation).order_by(Organisation.id)).first()
        assert union is not None
        new = [
            NewCadre(f"taker{number}", f"考生{number}", Post.GROUP_LEADER, Tie.PART_TIME)
            for number in range(TAKERS)
        ]
        people = [add_cadre(one, union, by=None, at=at).id for one in new]
        maker = db.session.scalars(db.select(Cadre.id).where(Cadre.login == "hejing")).one()
        values = PaperValues("开考", design=DESIGN, minutes=60, closes_at=at + timedelta(hours=3))
        paper = actions.create_paper(values, None, by=maker, at=at)
        pool = pool_of(DESIGN, load_catalogue().curriculum, clock.today())
        drawn = plan(DESIGN, pool, 1, seed=1)
        actions.open_paper(paper, drawn, version=1, by=maker, at=at)
        return paper, people

    with app.app_context():
        return write(unit)


def _taker(app: Flask, cadre_id: int) -> Taker:
    client = entered(app, cadre_id)
    form = keys(client)
    cookie = "; ".join(f"{c.key}={c.value}" for c in client._cookies.values())  # noqa: SLF001 -- all of them
    return Taker(cookie, urlencode(form))


def _serve(folder: str, out: Connection) -> None:
    """Serve the school as `flask school run` does."""
    app = create_app(settings(Path(folder)))
    silence()
    server = Server(app, "127.0.0.1", 0)
    out.send(server.port)
    server.serve()


def _begin(taker: Taker, port: int, paper: int, after: float) -> None:
    """Press the button, and again whenever told to, until in."""
    time.sleep(after)
    ends = time.perf_counter() + PATIENCE
    headers = {
        "Cookie": taker.cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Host": "localhost",
    }
    while time.perf_counter() < ends:
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", f"/exams/{paper}/sittings", taker.body, headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        taker.waits.append((time.perf_counter() - began) * 1000)
        if answer.status != http.HTTPStatus.SERVICE_UNAVAILABLE:
            taker.got_in = answer.status == http.HTTPStatus.SEE_OTHER
            return
        taker.refused += 1
        time.sleep(int(answer.headers["Retry-After"]) + random.random() * 2)
