"""Archiving practice records whose signature nobody questioned for thirty days."""

from __future__ import annotations

from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.learning.practice_records.actions import archive_due

EVERY = 6 * 3600.0
"""Often enough to be done every night, whenever a worker was started."""
_MOST_PORTIONS = 500


def archive() -> int:
    """Archive what is due, some at a time so that nobody waits; return how many there were."""
    number = 0
    for _ in range(_MOST_PORTIONS):
        some = write(lambda: archive_due(at=clock.now()))
        number += some
        if not some:
            break
    return number
