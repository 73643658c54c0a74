"""The folder of result files: private, each file named by its job and unguessable."""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cadreschool.jobs.rules import Lease

_ORPHAN = timedelta(days=1)


def folder_of(instance: Path) -> Path:
    """Return where the results of an instance lie."""
    return instance / "results"


def new_file(folder: Path, lease: Lease, extension: str) -> Path:
    """Make an empty file for the result of one attempt, for its owner's eyes only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{lease.job_id}-{lease.attempt}-{secrets.token_hex(8)}.{extension}"
    path.touch(mode=0o600, exist_ok=False)
    return path


def settle(path: Path) -> None:
    """Bring a written file to the disk before any row speaks of it."""
    path.chmod(0o600)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sweep(folder: Path, kept: Collection[str], *, at: datetime) -> None:
    """Remove the files that no job speaks of; those of attempts under way are younger."""
    for path in folder.glob("*-*-*.*"):
        age = at - datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if path.name not in kept and age > _ORPHAN:
            path.unlink(missing_ok=True)
