"""What the tests of migrations ask for: an empty database on the engine under test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from cadreschool.kernel.db import engine_options, prepare
from tests.architecture.sources import ROOT


@pytest.fixture
def empty_database(new_database: Callable[[str], str]) -> Callable[[], str]:
    """Return a maker of empty databases; it returns their addresses."""
    numbers = count(1)
    return lambda: new_database(f"empty_{next(numbers)}")


@pytest.fixture
def connect() -> Iterator[Callable[[str], Engine]]:
    """Return a maker of engines as the school makes them; they are closed at the end."""
    made: list[Engine] = []

    def make(address: str) -> Engine:
        engine = create_engine(address, **engine_options(address))
        prepare(engine)
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def engine(empty_database: Callable[[], str], connect: Callable[[str], Engine]) -> Engine:
    """Return the engine of an empty database."""
    return connect(empty_database())


@pytest.fixture(scope="session")
def upgrade() -> Iterator[Callable[[str, Path, int], str]]:
    """Return what upgrades a database in another process, which may be killed: see killed.py."""
    command = [sys.executable, "-m", "tests.migrations.killed"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin
        assert program.stdout
        lines_in, lines_out = program.stdin, program.stdout

        def run(address: str, folder: Path, moment: int) -> str:
            lines_in.write(f"{address}\t{folder}\t{moment}\n")
            lines_in.flush()
            return lines_out.readline().strip()

        yield run
        lines_in.close()
