"""Handing in, as they stand, sittings whose time is over and whose owner does not come back.

Goes by the steady clock. While that clock says the machine's has leapt, nothing is ended: somebody
who set the clock must not end an examination; whoever does come back is told the time by their own
next request.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import cast

from flask import current_app

from cadreschool.kernel.db import db, write
from cadreschool.kernel.steady import SteadyClock, mark_clock, steady_now
from cadreschool.learning.actions import hand_in_overdue
from cadreschool.learning.sittings.queries import overdue_sittings

log = logging.getLogger("cadreschool.worker")

EVERY = 10.0
MARKING = 60.0
_AT_ONCE = 200


def _clock() -> SteadyClock:
    return cast("SteadyClock", current_app.extensions["steady_clock"])


def end_overdue() -> int:
    """Hand in what is overdue, each in a unit of its own; return how many there were."""
    clock = _clock()
    at = steady_now(clock)
    overdue = overdue_sittings(at=at, limit=_AT_ONCE)
    db.session.close()
    if overdue and clock.leap:
        log.error("%d sittings are not ended: the clock has leapt", len(overdue))
        return 0
    ended = 0
    for sitting_id in overdue:
        try:
            outcome = write(partial(hand_in_overdue, sitting_id, at=at))
        except Exception:
            log.exception("sitting %d could not be handed in", sitting_id)
        else:
            ended += outcome is not None
    return ended


def mark() -> None:
    """Write down how late it is, for processes that begin after the clock was set back."""
    write(lambda: mark_clock(_clock()))
