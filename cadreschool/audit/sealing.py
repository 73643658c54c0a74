"""Sealing from end to end: rows, then the anchor. Whoever runs it, runs all of it.

The one place of this package that opens units of its own: the anchor is written after the commit,
and a backlog takes many short units rather than a long one. A crash between commit and anchor is
made good by the next sealing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from cadreschool.audit import actions, queries
from cadreschool.audit.models import SealKind
from cadreschool.audit.queries import StoredSeal
from cadreschool.audit.vault import Anchored, Vault
from cadreschool.kernel.db import db, write

_AT_ONCE = 500


def seal(vault: Vault, *, at: datetime) -> int:
    """Seal all rows that wait and return how many there were; with none waiting nothing is locked.

    To be run every few seconds by one process of the school; several do no harm.
    """
    key, number = vault.key(), 0
    while queries.waits():
        sealed = write(lambda: actions.seal_batch(key, at=at))
        if not sealed:  # another sealer was quicker
            break
        number += sealed
    _bring_up_to_date(vault)
    db.session.close()
    return number


def begin_anew(vault: Vault, note: Mapping[str, str | int | None], *, at: datetime) -> int:
    """Seal the beginning after a restored backup; what the anchor held beyond it is given up."""
    key, head = vault.key(), vault.head()
    told = dict(note)
    if head is not None:
        told |= {"anchor": head.number, "anchor_mac": head.mac}
    number = write(lambda: actions.seal_epoch(key, told, at=at))
    vault.add(_lines(queries.seals_after(number - 1, 1)))
    db.session.close()
    return number


def _bring_up_to_date(vault: Vault) -> None:
    """Write into the anchor what it does not hold yet.

    A database that is behind its anchor is left as it is: verifying will say so.
    """
    head = vault.head()
    after = head.number if head else 0
    while seals := queries.seals_after(after, _AT_ONCE):
        vault.add(_lines(seals))
        after = seals[-1].link.number


def _lines(seals: list[StoredSeal]) -> Iterator[Anchored]:
    for one in seals:
        at = one.link.made_at.isoformat(timespec="seconds")
        is_epoch = one.link.kind == SealKind.EPOCH
        yield Anchored(one.link.number, at, one.mac, is_epoch)
