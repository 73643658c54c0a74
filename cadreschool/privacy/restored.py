"""After a restored backup: say so in the chain of seals, and erase again who was erased since.

A restored schema may be older than the program; so the restoring leaves a note beside the
database, and whoever finds the schema up to date settles it. Opens units of its own.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cadreschool.audit.actions import record
from cadreschool.audit.sealing import begin_anew, seal
from cadreschool.audit.vault import Vault
from cadreschool.kernel.db import write
from cadreschool.privacy.erasing import erase_who_came_back

NOTE = "restored.json"


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done: the number of the seal that says so, and how many were erased again."""

    seal: int
    erased: int


def leave_note(instance: Path, made_at: str) -> None:
    """Remember that a backup of that moment was restored here."""
    partial = instance / f"{NOTE}.part"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump({"backup": made_at}, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(instance / NOTE)


def settle(instance: Path, *, at: datetime) -> Settled | None:
    """Settle what a restoring left to do; None when there was none.

    Killed meanwhile, it is done again from the start: a second seal of the same kind does no harm,
    and nobody can be erased twice.
    """
    note = instance / NOTE
    try:
        made_at = str(json.loads(note.read_text(encoding="utf-8"))["backup"])
    except FileNotFoundError:
        return None
    vault = Vault(instance)
    number = begin_anew(vault, {"backup": made_at}, at=at)
    write(lambda: record("backup.restore", "backup", made_at[:19], by=None, at=at))
    erased = erase_who_came_back(instance, at=at)
    seal(vault, at=at)
    note.unlink()
    return Settled(number, erased)
