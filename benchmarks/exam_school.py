"""A school with an exam for three hundred people, served the way each engine is served."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask

import config
from benchmarks.people import Person
from benchmarks.school import PASSWORD, entered, keys, settings, silence
from cadreschool.app import create_app
from cadreschool.cli.school import prepare
from cadreschool.courses.pools import pool_of
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import Answer, Sitting
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from cadreschool.people.queries import cadre_named
from cadreschool.questions.papers import actions
from cadreschool.questions.papers.actions import PaperValues
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.rules import plan

ROWS = (Row(12, 4, kind="single"), Row(6, 6, kind="multiple"), Row(6, 3, kind="true_false"))
QUESTIONS = sum(row.number for row in ROWS)
PATIENCE = 120.0
_ADDRESS = re.compile(r"http://\S+:(\d+)")


@dataclass(slots=True)
class Examination:
    """An exam about to begin: who sits it, who reads reports meanwhile, and the papers."""

    app: Flask
    own: config.Settings
    takers: list[Person]
    readers: list[Person]
    papers: list[int]

    def stored(self) -> tuple[int, int]:
        """Return how many answers are stored, and how many sittings are not handed in."""
        ours = Sitting.paper_id.in_(self.papers)
        answers = (
            db.select(db.func.count())
            .select_from(Answer)
            .join(Sitting, Sitting.id == Answer.sitting_id)
        )
        open_ones = db.select(db.func.count()).select_from(Sitting)
        with self.app.app_context():
            found = (
                db.session.scalar(answers.where(ours)) or 0,
                db.session.scalar(open_ones.where(ours, Sitting.submitted_at.is_(None))) or 0,
            )
            db.session.remove()
            db.engine.dispose()
        return found


def prepare_examination(folder: Path, url: str, number: int) -> Examination:
    """Make the demonstration school, so many more people, and two papers open to them."""
    own = replace(settings(folder), database_url=url) if url else settings(folder)
    app = create_app(own)
    silence()
    with app.app_context():
        prepare(own)
        papers = [_paper() for _ in range(2)]
        cadres = _join(number)
        sun = cadre_named("sun")
        db.session.remove()
    takers = [_person(app, cadre) for cadre in cadres]
    return Examination(app, own, takers, [_person(app, sun.id) for _ in range(2)], papers)


def _paper() -> int:
    design = Design(uses_lessons=True, rows=ROWS)
    values = PaperValues("压力测量", design=design, minutes=60, forms=2)
    at, by = clock.now(), cadre_named("hejing").id
    drawn = plan(design, pool_of(design, load_catalogue().curriculum, clock.today()), 2, seed=1)
    assert drawn.is_feasible
    db.session.close()

    def unit() -> int:
        paper = actions.create_paper(values, None, by=by, at=at)
        actions.open_paper(paper, drawn, version=1, by=by, at=at)
        return paper

    return write(unit)


def _join(number: int) -> list[int]:
    union = db.session.scalar(db.select(db.func.max(Organisation.id)))
    db.session.close()

    def unit() -> list[int]:
        home = db.session.get_one(Organisation, union)
        new = (NewCadre(f"taker{at}", "考生", Post.DELEGATE, Tie.PART_TIME) for at in range(number))
        return [add_cadre(one, home, by=None, at=clock.now()).id for one in new]

    return write(unit)


def _person(app: Flask, cadre_id: int) -> Person:
    client = entered(app, cadre_id)
    token = keys(client)["csrf_token"]
    cookie = client.get_cookie("cadreschool")
    assert cookie is not None
    return Person(0, cookie.value, token)


@contextmanager
def waitress(exam: Examination) -> Iterator[int]:
    """Serve by `flask school run`; gives the port."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "school", "run"]
    with _running(command, exam, CADRESCHOOL_PORT="0") as process:
        assert process.stdout is not None
        lines = (line for line in process.stdout if (_ADDRESS.search(line)))
        port = int(_ADDRESS.findall(next(lines))[0])
        assert any(line.startswith("按 Ctrl-C") for line in process.stdout)
        yield port


@contextmanager
def gunicorn(exam: Examination) -> Iterator[int]:
    """Serve by two workers, as docs/operating.md has it; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--workers", "2", "--no-control-socket", "--bind", f"127.0.0.1:{port}"]
    with _running([sys.executable, "-m", "gunicorn", *options, "wsgi:app"], exam):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.2)
        yield port


@contextmanager
def _running(command: list[str], exam: Examination, **more: str) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "CADRESCHOOL_INSTANCE": str(exam.own.instance),
        "CADRESCHOOL_DATABASE_URL": exam.own.database_url,
        "CADRESCHOOL_DEMO_PASSWORD": PASSWORD,
        "PYTHONUNBUFFERED": "1",
        **more,
    }
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parent.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
