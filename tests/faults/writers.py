"""Many processes that write as fast as they can: `python -m tests.faults.writers`.

A line holds how many processes, how many units each, and a first cadre id; each process writes for
a cadre of its own. Every unit saves an answer and reads a counter to write it back one higher,
which loses counts wherever two units overlap. The answer is a line of JSON: how many units there
were, the longest wait in milliseconds, and the names of errors.
"""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import count

from flask import Flask

import config
from cadreschool.app import create_app
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import start_sitting
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import sheet_for
from cadreschool.learning.sittings.rules import Given
from cadreschool.organisations.models import Counter

UNION = 1
COUNTED = (UNION, "faults", "units")


def work(app: Flask, units: int, cadre_id: int) -> tuple[list[float], list[str]]:
    """Write `units` units; return how long each took, and what went wrong."""
    waits: list[float] = []
    errors: list[str] = []
    viewer = Viewer(cadre_id, 0, "", UNION, "")
    with app.app_context():
        course = load_catalogue().course("speaking")
        assert course is not None
        lesson, at = course.lessons[0], clock.now()
        sitting = write(lambda: start_sitting(viewer, course, lesson, seed=1, at=at))
        position = sheet_for(viewer, sitting).drawn[0].position
        values = count(1)

        def unit() -> None:
            given = Given(position, f"v{next(values)}", 0)
            newest = sheet_for(viewer, sitting, locked=True).drawn[0].newest
            base = newest.seq if newest else 0
            mine = [Given(position, given.value, base)]
            save_answers(viewer, sitting, lambda _: mine, at=clock.now())
            counter = db.session.get_one(Counter, COUNTED, with_for_update=True)
            counter.number += 1

        for _ in range(units):
            began = time.perf_counter()
            try:
                write(unit)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the test wants to know
                errors.append(f"{type(error).__name__}: {error}")
            waits.append(time.perf_counter() - began)
    return waits, errors


def main() -> None:
    """Answer line by line."""
    app = create_app(config.load())
    for line in sys.stdin:
        processes, units, first = (int(word) for word in line.split())
        pipes = []
        for number in range(processes):
            reading, writing = os.pipe()
            if os.fork() == 0:
                answer = work(app, units, first + number)
                os.write(writing, json.dumps(answer).encode())
                os._exit(0)
            os.close(writing)
            pipes.append(reading)
        answers = [json.loads(os.fdopen(pipe, "rb").read()) for pipe in pipes]
        waits = sorted(wait for found, _ in answers for wait in found)
        told = {
            "units": len(waits),
            "longest": round(waits[-1] * 1000),
            "errors": sorted({error for _, errors in answers for error in errors}),
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
