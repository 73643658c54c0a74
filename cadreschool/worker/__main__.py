"""The child: `python -m cadreschool.worker JOB ATTEMPT`, started by the loop and by nobody else.

Makes the smallest application that a job can work in: settings and database, no pages. Ends with
its parent, whose end of the pipe on standard input is closed by the system when it dies.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

import config
from cadreschool.jobs.queries import order_of
from cadreschool.jobs.rules import Lease
from cadreschool.kernel.db import db
from cadreschool.kernel.log_lines import log_to_standard_error
from cadreschool.worker.child import carry_out
from cadreschool.worker.limits import limits_of, take_on
from cadreschool.worker.program import bare_application


def _end_with_the_parent() -> None:
    sys.stdin.buffer.read()
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)  # with the programs that this one has started
    os._exit(1)


def main() -> None:
    """Carry out one attempt."""
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    lease = Lease(int(sys.argv[1]), int(sys.argv[2]))
    log_to_standard_error()
    settings = config.load()
    with bare_application(settings).app_context():
        order = order_of(lease)
        db.session.close()
        take_on(limits_of(order.kind if order else ""))
        carry_out(lease, settings)


if __name__ == "__main__":
    main()
