"""Upgrades that die on the way: a program that does one for every line it reads.

A line holds an address, a migrations folder and a moment. Statements and commits are counted; just
before the one with that number the upgrade kills itself, with a signal that nothing can catch.
Moment 0 never comes. The answer is a line too: "killed", or how many moments there were. Each
upgrade is a forked child: the slow imports are done once.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

import alembic.command
from sqlalchemy import create_engine
from sqlalchemy.event import listen

from cadreschool.cli.database import migrate
from cadreschool.kernel.db import engine_options, prepare

assert alembic.command  # imported here, so that no child has to


def upgrade(address: str, folder: str, moment: int) -> int:
    """Upgrade and return the number of moments, or do not return."""
    engine = create_engine(address, **engine_options(address))
    prepare(engine)
    moments = count(1)

    def pass_by(*_arguments: object) -> None:
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    listen(engine, "before_cursor_execute", pass_by)
    listen(engine, "commit", pass_by)
    migrate(engine, folder=Path(folder))
    return next(moments) - 1


def main() -> None:
    """Answer line by line."""
    for line in sys.stdin:
        address, folder, moment = line.rstrip("\n").split("\t")
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writing, str(upgrade(address, folder, int(moment))).encode())
            os._exit(0)
        os.close(writing)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        answer = "killed" if status == -signal.SIGKILL else os.read(reading, 100).decode()
        os.close(reading)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
