"""What one attempt at a job may use. The parent keeps the clock, the child takes on the rest."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds on the clock, seconds of processor, bytes of memory, and how far to stand back."""

    seconds: int = 30 * 60
    processor_seconds: int = 20 * 60
    memory: int = 1024 * _MIB
    niceness: int = 10


_BACKUP = Limits(seconds=6 * 3600, processor_seconds=3 * 3600)
# Who holds the write lock for long must not stand back: everybody waits for it.
LIMITS = {
    "backup": _BACKUP,
    "backup_verify": _BACKUP,
    "regrade": Limits(seconds=6 * 3600, processor_seconds=3 * 3600, niceness=0),
    "roster_import": Limits(niceness=0),
    "statistics": Limits(seconds=6 * 3600, processor_seconds=3 * 3600),
}
"""Kinds that need other limits than most."""


def limits_of(kind: str) -> Limits:
    """Return the limits of a kind."""
    return LIMITS.get(kind, Limits())


def take_on(limits: Limits) -> None:
    """Limit this process and stand behind those who answer pages; on Windows nothing happens."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 -- platform: Windows has no such module

        os.nice(limits.niceness)
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        processor = limits.processor_seconds
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
