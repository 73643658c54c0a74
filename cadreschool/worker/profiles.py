"""Making anew what is kept of profiles whose facts have changed, and of those that have aged.

Facts are read outside the unit, which then only writes. A mark on what is due is put there before
and looked for after: whoever wrote a fact in between has taken it off, and the next turn does it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import select

from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.queries import load_catalogue, stamp_number
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.portions import portions
from cadreschool.learning.profile.actions import claim, keep_claimed
from cadreschool.learning.profile.deriving import derive
from cadreschool.learning.profile.due import note_change
from cadreschool.learning.profile.queries import due_cadres, evidence_of, stale_cadres

EVERY: Final = 5.0
AGEING: Final = 3600.0
_AT_ONCE: Final = 20
_MOST: Final = 400
"""In one turn: the other duties wait meanwhile."""
_MOST_STALE: Final = 10_000
_LONG_AGO: Final = datetime(1990, 1, 1, tzinfo=UTC)


class _Known:
    """The catalogue, loaded anew only when something was published."""

    catalogue: Catalogue | None = None


def make_due_anew() -> int:
    """Make due profiles anew, those of longest ago first; return how many."""
    due = due_cadres(_MOST)
    if not due:
        db.session.close()
        return 0
    catalogue = _catalogue()
    db.session.close()
    return make_anew(due, catalogue=catalogue, on=clock.today())


def make_anew(cadre_ids: Collection[int], *, catalogue: Catalogue, on: date) -> int:
    """Make these profiles anew, as far as they are due, a few at a time; return how many."""
    return sum(_make(some, catalogue, on) for some in portions(cadre_ids, _AT_ONCE))


def _make(cadre_ids: list[int], catalogue: Catalogue, on: date) -> int:
    mark = _LONG_AGO + timedelta(microseconds=secrets.randbelow(10**14))
    write(partial(claim, cadre_ids, mark))
    evidence = evidence_of(cadre_ids, catalogue=catalogue, on=on)
    db.session.close()
    derived = {key: derive(key, rows, on) for key, rows in evidence.items()}
    return len(write(partial(keep_claimed, derived, mark)))


def let_age() -> int:
    """Note those of whom what is kept is old, or who have facts and nothing kept of them."""
    found = stale_cadres(clock.today(), limit=_MOST_STALE)
    db.session.close()
    for some in portions(found):
        write(partial(note_change, some, at=clock.now()))
    return len(found)


def _catalogue() -> Catalogue:
    stamp = db.session.scalar(select(stamp_number())) or 0
    known = _Known.catalogue
    if known is None or known.stamp != stamp:
        known = _Known.catalogue = load_catalogue()
    return known
