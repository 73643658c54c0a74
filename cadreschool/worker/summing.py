"""Rebuilding the sums of unions with very many below them, every minute."""

from __future__ import annotations

from datetime import timedelta

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.organisations.sums.actions import store_sums
from cadreschool.organisations.sums.queries import large_sums, last_summed_at

EVERY = 60.0
_RECENT = timedelta(seconds=EVERY * 0.8)


def sum_up() -> int:
    """Rebuild the sums and return of how many unions; another worker may just have done it.

    Reading takes a second in the largest schools and holds no lock; only the result is written.
    """
    at = clock.now()
    last = last_summed_at()
    if last is not None and last > at - _RECENT:
        db.session.close()
        return 0
    sums = large_sums()
    db.session.close()
    if sums or last is not None:
        write(lambda: store_sums(sums, at=at))
    return len(sums)
