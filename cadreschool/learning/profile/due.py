"""Noting that facts have changed, so that what is derived of a profile is made anew.

The one thing that other packages of learning ask of this one, in the unit that writes the fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cadreschool.kernel.db import db
from cadreschool.kernel.upsert import upsert
from cadreschool.learning.profile.models import ProfileDue


def note_change(cadre_ids: Iterable[int], *, at: datetime) -> None:
    """Let these profiles be made anew soon.

    A row that is there already is written again: its lock lets whoever makes the profile wait for
    this unit's facts.
    """
    rows = [{"cadre_id": cadre_id, "since": at} for cadre_id in sorted(set(cadre_ids))]
    if not rows:
        return
    statement = upsert(ProfileDue).values(rows)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["cadre_id"], set_={"since": statement.excluded.since}
        )
    )
