"""Keeping the list of rechecks true, also where nobody published: questions of banks change too."""

from __future__ import annotations

from cadreschool.courses.actions import move_stamp
from cadreschool.courses.queries import load_registry, published_folder_digest
from cadreschool.courses.radar.actions import refresh
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.profile.due import note_reviewed

EVERY = 600.0


def recheck() -> None:
    """Compare what is cited with the laws as they are known now; workers hear of a difference."""
    registry = load_registry()
    db.session.close()

    def unit() -> None:
        at = clock.now()
        done = refresh(registry, at=at)
        if done.opened or done.closed:
            move_stamp(published_folder_digest())
            note_reviewed(at=at)

    write(unit)
