"""One writer at a time for each person's mistake book and review cards.

What is written up is read from answers first: of two at once, the later one must see the earlier
one's answers. SQLite has one writer for everything.
"""

from __future__ import annotations

from sqlalchemy import func, select

from cadreschool.kernel.db import db

_NAME = 7355609  # of the advisory locks; any number that nobody else uses


def take_turn(cadre_id: int) -> None:
    """Wait, to the end of the unit, until nobody else writes up the same person's answers."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_NAME, cadre_id)))
