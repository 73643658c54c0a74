"""Publications that die on the way: `python -m tests.faults.publications`, with settings.

A line holds a content folder and a moment; a forked child publishes the folder and kills itself
just before the statement or commit with that number (0: never). Moment -1 is while courses are
rendered, before the first statement of the writing half. The answer: "killed", or how many moments
there were.
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import event

import config
from cadreschool.app import create_app
from cadreschool.cli.content import publish_folder
from cadreschool.kernel import clock
from cadreschool.kernel.db import db

RENDERING = -1


def publish(app: Flask, folder: Path, moment: int) -> int:
    """Publish, and return the number of moments, or do not return."""
    moments = count(1)

    def pass_by(*_arguments: object) -> None:
        if next(moments) == moment:
            _die()

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", pass_by)
        event.listen(db.engine, "commit", pass_by)
        if moment == RENDERING:
            signal.signal(signal.SIGALRM, lambda *_: _die())
            signal.setitimer(signal.ITIMER_REAL, 0.1)
        publish_folder(folder, at=clock.now(), quiet=True)
    return next(moments) - 1


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Answer line by line."""
    app = create_app(config.load())
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # publications talk
    for line in sys.stdin:
        folder, moment = line.rstrip("\n").split("\t")
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writing, str(publish(app, Path(folder), int(moment))).encode())
            os._exit(0)
        os.close(writing)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told = "killed" if status == -signal.SIGKILL else os.read(reading, 100).decode()
        os.close(reading)
        answers.write(f"{told}\n")
        answers.flush()


if __name__ == "__main__":
    main()
