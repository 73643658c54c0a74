"""THE table of kinds: what `enqueue(kind, …)` may name, and the function that does it.

Loaded in the child only. A kind finds in its payload what its maker asked for, asks for the maker's
rights again (`job.viewer()`), and may be run again from the start after a crash.
"""

from __future__ import annotations

from collections.abc import Callable

from cadreschool.worker import (
    audit_export,
    audit_verify,
    backup,
    backup_verify,
    bank_check,
    bank_export,
    bank_import,
    marking,
    regrade,
    report,
    roster_check,
    roster_import,
    statistics,
)
from cadreschool.worker.running import RunningJob

KINDS: dict[str, Callable[[RunningJob], None]] = {
    "audit_export": audit_export.run,
    "audit_verify": audit_verify.run,
    "backup": backup.run,
    "backup_verify": backup_verify.run,
    "bank_check": bank_check.run,
    "bank_export": bank_export.run,
    "bank_import": bank_import.run,
    "marking": marking.run,
    "regrade": regrade.run,
    "report": report.run,
    "roster_check": roster_check.run,
    "roster_import": roster_import.run,
    "statistics": statistics.run,
}
