"""Two processes that seal as fast as they can: `python -m tests.faults.sealers`.

The first line begins, the second ends it. The answer is a line of JSON: how many rows each sealed.
"""

from __future__ import annotations

import json
import os
import sys
import time

import config
from cadreschool.app import create_app
from cadreschool.audit.sealing import seal
from cadreschool.audit.vault import Vault
from cadreschool.kernel import clock

SEALERS = 2


def work(told_to_stop: int) -> int:
    """Seal until the other end of the pipe is closed; return how many rows there were."""
    settings = config.load()
    os.set_blocking(told_to_stop, False)
    rows, is_told = 0, False
    with create_app(settings).app_context():
        while True:
            rows += seal(Vault(settings.instance), at=clock.now())
            if is_told:
                return rows
            try:
                is_told = os.read(told_to_stop, 1) == b""
            except BlockingIOError:
                time.sleep(0.005)


def main() -> None:
    """Begin at the first line, end at the second."""
    sys.stdin.readline()
    end, stop = os.pipe()
    answers = []
    for _ in range(SEALERS):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.close(stop)
            os.write(writing, str(work(end)).encode())
            os._exit(0)
        os.close(writing)
        answers.append(reading)
    sys.stdin.readline()
    os.close(stop)
    told = [int(os.fdopen(one).read() or -1) for one in answers]
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
