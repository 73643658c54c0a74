"""A server that rises again at once: `python -m tests.faults.phoenix`, with the school's settings.

For each line it reads, a child begins to serve on the port in that line (0: any free one) and
answers "<process id> <port>". Children are forked after the slow imports and before anything is
opened, so that a killed server is back within milliseconds.
"""

from __future__ import annotations

import os
import signal
import sys

import config
from cadreschool.app import create_app
from cadreschool.cli.serving import Server


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    app = create_app(config.load())
    for line in sys.stdin:
        if os.fork() == 0:
            server = Server(app, "127.0.0.1", int(line))
            server.run(ready=lambda server=server: _say(f"{os.getpid()} {server.port}"))
            os._exit(0)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
