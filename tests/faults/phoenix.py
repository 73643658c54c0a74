"""A server that rises again at once: `python -m tests.faults.phoenix`, with the school's settings.

For each line it reads, a child begins to serve on the port in that line (0: any free one) and
answers "<process id> <port>". Children are forked after the slow imports and before anything is
opened, so that a killed server is back within milliseconds. Beside the pages a child ends what is
overdue, every half a second. Its clock is wrong by the seconds in the file FAULTS_CLOCK.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import config
from cadreschool.app import create_app
from cadreschool.cli.serving import Server
from cadreschool.kernel import clock
from cadreschool.kernel.steady import SteadyClock
from cadreschool.worker import ending
from cadreschool.worker.duties import Duties, Duty
from cadreschool.worker.loop import beside

DUTIES = (Duty("end", 0.5, ending.end_overdue), Duty("clock", 0.5, ending.mark))


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    app = create_app(config.load())
    for line in sys.stdin:
        if os.fork() == 0:
            _follow_a_wrong_clock(Path(os.environ["FAULTS_CLOCK"]))
            app.extensions["steady_clock"] = SteadyClock(clock.now)
            server = Server(app, "127.0.0.1", int(line))
            with beside(app, Duties(DUTIES)):
                server.run(ready=lambda server=server: _say(f"{os.getpid()} {server.port}"))
            os._exit(0)


def _follow_a_wrong_clock(file: Path) -> None:
    """Let the machine's clock be wrong, as somebody who sets it would."""
    true = clock.now

    def now():
        seconds = float(file.read_text()) if file.exists() else 0.0
        return true() + timedelta(seconds=seconds)

    clock.now = now


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
