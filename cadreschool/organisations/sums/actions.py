"""Writing kept sums: all of them anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions
from cadreschool.organisations.queries import Counted
from cadreschool.organisations.sums.models import CounterSum


def store_sums(sums: Mapping[int, Mapping[Counted, int]], *, at: datetime) -> None:
    """Replace the kept sums by those that were read at a moment."""
    db.session.execute(delete(CounterSum))
    rows = (
        {
            "organisation_id": organisation_id,
            "subject": subject,
            "what": what,
            "number": number,
            "summed_at": at,
        }
        for organisation_id, figures in sums.items()
        for (subject, what), number in figures.items()
    )
    for some in portions(rows):
        db.session.execute(insert(table_of(CounterSum)), some)
