"""The time that deadlines go by, one for this process (see `kernel.steady`)."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Flask, current_app

from cadreschool.kernel.steady import SteadyClock, steady_now


def init_app(app: Flask) -> None:
    """Give the application its clock; it begins when it is first looked at."""
    app.extensions["steady_clock"] = SteadyClock()


def deadline_now() -> datetime:
    """Return the moment that sittings are begun, answered and handed in at."""
    return steady_now(cast("SteadyClock", current_app.extensions["steady_clock"]))
