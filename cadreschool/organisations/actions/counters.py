"""Adding to counters. Knows not what is counted, nor of whom."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Executable, update

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.upsert import once, upsert
from cadreschool.organisations.models import Counter


@cache
def _adding(_engine: str) -> Executable:
    """Return the INSERT that adds to what is there, built once for each engine."""
    table = table_of(Counter)
    row = upsert(table)
    total = {"number": table.c.number + row.excluded.number}
    key = ["organisation_id", "subject", "what"]
    return row.on_conflict_do_update(index_elements=key, set_=total)


def count(organisation_id: int, subject: str, what: str, *, by: int = 1) -> None:
    """Add `by` to one counter of one organisation; the row appears with the first count."""
    # Both engines check the row to be inserted even where it then only updates: below nothing
    # would be refused at once. So a subtraction makes sure of the row first.
    whose = {"organisation_id": organisation_id, "subject": subject, "what": what}
    if by >= 0:
        db.session.execute(_adding(db.engine.dialect.name), {**whose, "number": by})
        return
    db.session.execute(once(table_of(Counter)), {**whose, "number": 0})
    db.session.execute(
        update(Counter)
        .where(
            Counter.organisation_id == organisation_id,
            Counter.subject == subject,
            Counter.what == what,
        )
        .values(number=Counter.number + by)
    )
