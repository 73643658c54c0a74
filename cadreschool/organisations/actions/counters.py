"""Adding to counters. Knows not what is counted, nor of whom."""

from __future__ import annotations

from sqlalchemy import update

from cadreschool.kernel.db import db
from cadreschool.kernel.upsert import upsert
from cadreschool.organisations.models import Counter


def count(organisation_id: int, subject: str, what: str, *, by: int = 1) -> None:
    """Add `by` to one counter of one organisation; the row appears with the first count."""
    # Both engines check the row to be inserted even where it then only updates: below nothing
    # would be refused at once. So a subtraction makes sure of the row first.
    row = upsert(Counter).values(
        organisation_id=organisation_id, subject=subject, what=what, number=max(by, 0)
    )
    key = [Counter.organisation_id, Counter.subject, Counter.what]
    if by >= 0:
        added = {"number": Counter.number + by}
        db.session.execute(row.on_conflict_do_update(index_elements=key, set_=added))
        return
    db.session.execute(row.on_conflict_do_nothing(index_elements=key))
    db.session.execute(
        update(Counter)
        .where(
            Counter.organisation_id == organisation_id,
            Counter.subject == subject,
            Counter.what == what,
        )
        .values(number=Counter.number + by)
    )
