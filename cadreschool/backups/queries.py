"""Reads about backups: nobody fetches one of whom the audit rows do not tell."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.backups.rules import FETCH, KIND, OPEN_FOR
from cadreschool.kernel.db import db


def may_download(name: str, *, by: int, at: datetime) -> bool:
    """Tell whether this cadre was noted for this backup within the last ten minutes."""
    noted = select(AuditRow.id).where(
        AuditRow.object_kind == KIND,
        AuditRow.object_id == name,
        AuditRow.action == FETCH,
        AuditRow.actor_id == by,
        AuditRow.at > at - OPEN_FOR,
    )
    return db.session.scalar(noted.limit(1)) is not None
