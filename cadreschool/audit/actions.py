"""Writing audit rows."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import insert

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.trace import request_id

# Built once: every change runs it.
_INSERT = insert(table_of(AuditRow))


def record(
    action: str,
    object_kind: str,
    object_id: object,
    *,
    by: int | None,
    at: datetime,
    **detail: str | int | None,
) -> None:
    """Write one audit row in the transaction under way.

    `by` is the cadre's id, None for the command line or somebody not signed in. `detail` must
    hold no secret and no text of an answer.
    """
    db.session.execute(
        _INSERT,
        {
            "at": at,
            "actor_id": by,
            "action": action,
            "object_kind": object_kind,
            "object_id": str(object_id),
            "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else "",
            "request_id": request_id(),
        },
    )
