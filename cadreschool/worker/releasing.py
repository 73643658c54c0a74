"""Writing up what was answered, once its right answers may be told: papers end by the clock.

Goes by the steady clock, and rests while that says the machine's has leapt: somebody who set the
clock must not be told the answers of an examination.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import cast

from flask import current_app

from cadreschool.kernel.db import db, write
from cadreschool.kernel.steady import SteadyClock, steady_now
from cadreschool.learning.profile.due import note_change
from cadreschool.learning.verdicts.actions import let_go
from cadreschool.learning.verdicts.queries import told_waiting

EVERY = 60.0
_AT_ONCE = 500


def release() -> int:
    """Take sittings that waited into mistake books and reviews; return how many there were.

    One unit for each person: nobody's answers are kept waiting by somebody else's.
    """
    clock = cast("SteadyClock", current_app.extensions["steady_clock"])
    at = steady_now(clock)
    found = {} if clock.leap else told_waiting(at=at, limit=_AT_ONCE)
    db.session.close()
    for cadre_id, sitting_ids in found.items():
        write(partial(_release, cadre_id, sitting_ids, at=at))
    return sum(len(some) for some in found.values())


def _release(cadre_id: int, sitting_ids: Sequence[int], *, at: datetime) -> None:
    let_go(cadre_id, sitting_ids)
    note_change([cadre_id], at=at)
