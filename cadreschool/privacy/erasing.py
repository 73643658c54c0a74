"""Erasing from end to end: the file of erasures, the database, and what the disk still knows.

Opens units of its own: a line is written before the commit, the log of SQLite folded in after it.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from cadreschool.audit.vault import Vault
from cadreschool.kernel.db import db, sqlite, write
from cadreschool.kernel.errors import NotFoundError
from cadreschool.privacy import actions
from cadreschool.privacy.erasures import Erasure, mark_of, remember, remembered
from cadreschool.privacy.queries import person_with


def erase_person(instance: Path, cadre_id: int, *, by: int | None, at: datetime) -> list[str]:
    """Erase somebody who has left; returns the names of result files that must go as well."""
    key = Vault(instance).key()
    person = person_with(cadre_id)
    actions.refuse_in_office(person)
    db.session.close()
    remember(instance, cadre_id, mark_of(key, person.joined_at), at=at)
    files = write(lambda: actions.erase(cadre_id, key, by=by, at=at))
    fold_log_in()
    return files


def erase_who_came_back(instance: Path, *, at: datetime) -> int:
    """Erase again whom a restored backup brought back; returns how many there were."""
    key, number = Vault(instance).key(), 0
    for one in list(remembered(instance)):
        if _has_come_back(one, key):
            write(partial(actions.erase_again, one.cadre_id, key, at=at))
            number += 1
    db.session.close()
    if number:
        fold_log_in()
    return number


def _has_come_back(one: Erasure, key: bytes) -> bool:
    try:
        person = person_with(one.cadre_id)
    except NotFoundError:
        return False
    return not person.is_erased and mark_of(key, person.joined_at) == one.mark


def fold_log_in() -> bool:
    """Write SQLite's log into its file and empty it: what was erased is in neither any more.

    False when somebody is reading meanwhile; the next quiet moment does it then. PostgreSQL keeps
    old rows until it vacuums, of itself.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    db.session.close()
    path = str(db.engine.url.database)
    with closing(sqlite.connect(path, timeout=5, isolation_level=None)) as connection:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
