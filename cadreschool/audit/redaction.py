"""Taking sealed rows or their details away where they must go, without breaking the chain.

A digest of what was there stays, and a mac shows who took it away. Not for convenience: personal
data that has to be erased, and the rows of the demonstration school.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update

from cadreschool.audit.actions import wait_for_other_sealers
from cadreschool.audit.models import AuditRedaction, AuditRow
from cadreschool.audit.rules import detail_digest, redaction_mac
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions

ROW, DETAIL = "row", "detail"


def remove_rows(key: bytes, condition: ColumnElement[bool], *, reason: str, at: datetime) -> int:
    """Take the rows away that a condition names, and return how many there were."""
    wait_for_other_sealers()
    found = db.session.execute(
        select(AuditRow.id, AuditRow.seal, AuditRow.digest).where(condition)
    ).all()
    for some in portions(found):
        ids = [row[0] for row in some]
        db.session.execute(delete(AuditRedaction).where(AuditRedaction.row_id.in_(ids)))
        sealed = [(row_id, seal, digest or "") for row_id, seal, digest in some if seal is not None]
        _keep(key, sealed, ROW, reason, at)
        db.session.execute(delete(AuditRow).where(AuditRow.id.in_(ids)))
    return len(found)


def clear_details(key: bytes, condition: ColumnElement[bool], *, reason: str, at: datetime) -> int:
    """Empty the details of the rows that a condition names, and return how many there were."""
    wait_for_other_sealers()
    found = db.session.execute(
        select(AuditRow.id, AuditRow.seal, AuditRow.detail).where(condition, AuditRow.detail != "")
    ).all()
    for some in portions(found):
        sealed = [
            (row_id, seal, detail_digest(key, detail))
            for row_id, seal, detail in some
            if seal is not None
        ]
        _keep(key, sealed, DETAIL, reason, at)
        ids = [row[0] for row in some]
        db.session.execute(update(AuditRow).where(AuditRow.id.in_(ids)).values(detail=""))
    return len(found)


def _keep(
    key: bytes, rows: Sequence[tuple[int, int, str]], what: str, reason: str, at: datetime
) -> None:
    """Keep the digests (row, seal, digest) of what goes."""
    values = [
        {
            "row_id": row_id,
            "seal": seal,
            "what": what,
            "digest": digest,
            "reason": reason,
            "made_at": at,
            "mac": redaction_mac(key, row_id, seal, what, digest),
        }
        for row_id, seal, digest in rows
    ]
    if values:
        db.session.execute(insert(table_of(AuditRedaction)), values)
