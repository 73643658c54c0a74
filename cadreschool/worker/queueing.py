"""Letting answers that wait for a person and stand in no group join one.

They were handed in before there was a queue; usually there are none.
"""

from __future__ import annotations

import logging
from functools import partial

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.marking.deciding import queue_left_over
from cadreschool.learning.marking.queries import unqueued_sittings

log = logging.getLogger("cadreschool.worker")

EVERY = 600.0
_AT_ONCE = 200


def queue_up() -> int:
    """Queue what stands nowhere, each sitting in a unit of its own; return how many there were."""
    found = unqueued_sittings(_AT_ONCE)
    db.session.close()
    for sitting_id in found:
        try:
            write(partial(queue_left_over, sitting_id, at=clock.now()))
        except Exception:
            log.exception("the answers of sitting %d could not be queued", sitting_id)
    return len(found)
