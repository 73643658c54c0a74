"""The worker for tests: carries out what was asked for, in this process and at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadreschool.jobs import actions
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.worker.child import carry_out

if TYPE_CHECKING:
    from flask import Flask


def work(app: Flask) -> int:
    """Carry out every job that is due; return how many attempts there were."""
    number = 0
    while True:
        with app.app_context():
            lease = write(lambda: actions.claim(at=clock.now()))
            if lease is None:
                return number
            carry_out(lease, app.config["SETTINGS"])
            db.session.remove()
        number += 1
