"""What the tests of faults ask for: schools in other processes, on a copy of the school."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest
from flask import Flask

from cadreschool.kernel.db import db, write
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.organisations.models import OrganisationKind as Kind
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from tests.architecture.sources import ROOT
from tests.faults.writers import COUNTED, UNION
from tests.school.cast import MONDAY
from tests.school.processes import settings_of

WRITERS = 8
SECONDS = float(os.environ.get("CADRESCHOOL_FAULT_SECONDS", "4"))
"""For how long faults rage in one test: `make faults` wants ten minutes."""


@pytest.fixture
def settings(app: Flask, content: Path) -> dict[str, str]:
    """Return the environment in which another process has the same school."""
    ours = app.config["SETTINGS"]
    own = settings_of(
        ours.instance,
        content,
        DATABASE_URL=ours.database_url,
        SECRET_KEY=ours.secret_key,
        DEMO="0",
    )
    return own | {"FAULTS_CLOCK": str(ours.instance / "clock")}


Program = Callable[[str, Mapping[str, str]], "Talk"]


class Talk:
    """A program of these tests that answers line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._in: IO[str] = process.stdin
        self._out: IO[str] = process.stdout

    def say(self, *words: object) -> None:
        """Send a line."""
        self._in.write("\t".join(str(word) for word in words) + "\n")
        self._in.flush()

    def hear(self) -> str:
        """Return the next line."""
        return self._out.readline().strip()

    def ask(self, *words: object) -> str:
        """Send a line and return the answer."""
        self.say(*words)
        return self.hear()


@contextmanager
def running(module: str, settings: Mapping[str, str]) -> Iterator[Talk]:
    """Run a program of these tests for a while."""
    with subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        talk = Talk(process)
        yield talk


class Phoenix:
    """The server that rises again."""

    def __init__(self, talk: Talk, clock: Path) -> None:
        self._talk = talk
        self._clock = clock
        self.pid, self.port = 0, 0
        self.rise()

    def set_clock(self, seconds: float) -> None:
        """Let its machine's clock be wrong by so much."""
        written = self._clock.with_suffix(".new")
        written.write_text(str(seconds))
        written.replace(self._clock)

    def rise(self) -> None:
        """Begin to serve, on the same port as before."""
        self.pid, self.port = (int(word) for word in self._talk.ask(self.port).split())

    def kill(self) -> None:
        """Die at once, and be gone with all that was open."""
        with suppress(ProcessLookupError):
            while True:
                os.kill(self.pid, signal.SIGKILL)
                time.sleep(0.005)


@pytest.fixture
def phoenix(settings: dict[str, str]) -> Iterator[Phoenix]:
    """Serve the school from another process, which may be killed."""
    with running("tests.faults.phoenix", settings) as talk:
        server = Phoenix(talk, Path(settings["FAULTS_CLOCK"]))
        yield server
        server.kill()


@pytest.fixture
def writers(app: Flask, settings: dict[str, str]) -> Iterator[tuple[Talk, int]]:
    """Return the program that writes, and the first of the cadres it writes for."""

    def unit() -> int:
        union = db.session.get_one(Organisation, UNION)
        assert union.kind == Kind.COUNTY
        db.session.add(
            Counter(organisation_id=UNION, subject=COUNTED[1], what=COUNTED[2], number=0)
        )
        cadres = [
            add_cadre(
                NewCadre(f"writer{number}", "写手", Post.DELEGATE, Tie.PART_TIME),
                union,
                by=None,
                at=MONDAY,
            ).id
            for number in range(WRITERS)
        ]
        assert cadres == list(range(cadres[0], cadres[0] + WRITERS))
        return cadres[0]

    with app.app_context():
        first = write(unit)
        db.session.remove()
        db.engine.dispose()
    with running("tests.faults.writers", settings) as talk:
        yield talk, first
