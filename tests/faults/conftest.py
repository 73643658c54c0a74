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

from tests.architecture.sources import ROOT
from tests.school.processes import settings_of


@pytest.fixture
def settings(app: Flask, content: Path) -> dict[str, str]:
    """Return the environment in which another process has the same school."""
    ours = app.config["SETTINGS"]
    return settings_of(
        ours.instance,
        content,
        DATABASE_URL=ours.database_url,
        SECRET_KEY=ours.secret_key,
        DEMO="0",
    )


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

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.pid, self.port = 0, 0
        self.rise()

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
        server = Phoenix(talk)
        yield server
        server.kill()
