"""Reads about backups: nobody fetches one of whom the audit rows do not tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db

OPEN_FOR = timedelta(minutes=10)


def may_download(name: str, *, by: int, at: datetime) -> bool:
    """Tell whether this cadre was noted for this backup within the last ten minutes."""
    noted = select(AuditRow.id).where(
        AuditRow.object_kind == "backup",
        AuditRow.object_id == name,
        AuditRow.action == "backup.download",
        AuditRow.actor_id == by,
        AuditRow.at > at - OPEN_FOR,
    )
    return db.session.scalar(noted.limit(1)) is not None
