"""Writing audit rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions
from cadreschool.kernel.trace import request_id

# Built once: every change runs it.
_INSERT = insert(table_of(AuditRow))


def record_all(
    action: str,
    object_kind: str,
    details: Mapping[int, Mapping[str, str | int | None]],
    *,
    by: int | None,
    at: datetime,
) -> None:
    """Write one audit row for each of many objects {id: detail} of which the same was done."""
    shared = {
        "at": at,
        "actor_id": by,
        "action": action,
        "object_kind": object_kind,
        "request_id": request_id(),
    }
    for some in portions(details.items()):
        rows = [
            {**shared, "object_id": str(object_id), "detail": _written(detail)}
            for object_id, detail in some
        ]
        db.session.execute(_INSERT, rows)


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
            "detail": _written(detail),
            "request_id": request_id(),
        },
    )


def _written(detail: Mapping[str, str | int | None]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else ""
