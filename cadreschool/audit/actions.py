"""Writing audit rows, sealing them, and taking away what must go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update

from cadreschool.audit import queries
from cadreschool.audit.models import AuditRow, AuditSeal, SealKind
from cadreschool.audit.rules import (
    Link,
    key_id,
    link_mac,
    ranges_text,
    root_of,
    row_digest,
)
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.portions import portions
from cadreschool.kernel.trace import request_id

BATCH = 1000
MOST_REFUSALS = 20
_REFUSALS_WITHIN = timedelta(minutes=10)
_SEALERS_QUEUE = 7355608  # the name of an advisory lock on PostgreSQL
_ROW = table_of(AuditRow)
# Built once: every change runs it.
_INSERT = insert(_ROW)
_SEAL = (
    update(_ROW)
    .where(_ROW.c.id == bindparam("row_id"))
    .values(seal=bindparam("its_seal"), digest=bindparam("its_digest"))
)


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


def record_refusal(route: str, path: str, status: int, *, by: int, at: datetime) -> None:
    """Write down that somebody was refused something; of twenty in ten minutes the rest is lost."""
    recent = queries.number_of_actions("request.refuse", by, since=at - _REFUSALS_WITHIN)
    if recent < MOST_REFUSALS:
        record("request.refuse", "page", route, by=by, at=at, status=status, path=path[:200])


def _written(detail: Mapping[str, str | int | None]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else ""


def seal_batch(key: bytes, *, at: datetime) -> int:
    """Seal the oldest rows that wait, and return how many there were.

    A thousand at the most: they hold the write lock for 0.1 s, measured on two busy cores. One
    sealer at a time: on SQLite by the write lock, on PostgreSQL by a lock of its own. A row that
    is committed later with a lower id simply comes under a later seal.
    """
    wait_for_other_sealers()
    rows = queries.unsealed(BATCH)
    if not rows:
        return 0
    digests = [(row.id, row_digest(key, row)) for row in rows]
    number = add_link(key, SealKind.BATCH, digests, at=at)
    changes = [
        {"row_id": row_id, "its_seal": number, "its_digest": digest} for row_id, digest in digests
    ]
    db.session.execute(_SEAL, changes)
    return len(rows)


def seal_epoch(key: bytes, note: Mapping[str, str | int | None], *, at: datetime) -> int:
    """Begin anew after a restored backup: a link without rows that says so; returns its number."""
    wait_for_other_sealers()
    return add_link(key, SealKind.EPOCH, [], at=at, note=_written(note))


def wait_for_other_sealers() -> None:
    """Let one transaction at a time add links or take rows away, until it ends."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_SEALERS_QUEUE)))


def add_link(
    key: bytes, kind: SealKind, digests: list[tuple[int, str]], *, at: datetime, note: str = ""
) -> int:
    """Hang one link on the end of the chain and return its number."""
    last = queries.newest_seal()
    link = Link(
        number=last.link.number + 1 if last else 1,
        kind=kind,
        made_at=at,
        row_count=len(digests),
        ids=ranges_text([row_id for row_id, _ in digests]),
        root=root_of(digests),
        previous=last.mac if last else "",
        key_id=key_id(key),
        note=note,
    )
    values = {name: getattr(link, name) for name in Link.__slots__}
    db.session.execute(insert(table_of(AuditSeal)), values | {"mac": link_mac(key, link)})
    return link.number
