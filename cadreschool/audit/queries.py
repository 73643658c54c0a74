"""Reads of audit rows and seals as they lie; who may see which is for packages above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from cadreschool.audit.models import AuditRedaction, AuditRow, AuditSeal
from cadreschool.audit.rules import Link, SealedText
from cadreschool.kernel.db import db

_TEXT = (
    AuditRow.id,
    AuditRow.at,
    AuditRow.actor_id,
    AuditRow.action,
    AuditRow.object_kind,
    AuditRow.object_id,
    AuditRow.detail,
    AuditRow.request_id,
)
_UNSEALED: ColumnElement[bool] = AuditRow.seal.is_(None)
_LINK = (
    AuditSeal.number,
    AuditSeal.kind,
    AuditSeal.made_at,
    AuditSeal.row_count,
    AuditSeal.ids,
    AuditSeal.root,
    AuditSeal.previous,
    AuditSeal.key_id,
    AuditSeal.note,
)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row with the seal it says it has."""

    text: SealedText
    seal: int | None
    digest: str | None


@dataclass(frozen=True, slots=True)
class StoredSeal:
    """A seal with the mac it says it has."""

    link: Link
    mac: str


@dataclass(frozen=True, slots=True)
class StoredRedaction:
    """A redaction as it lies."""

    row_id: int
    seal: int
    what: str
    digest: str
    reason: str
    mac: str


@dataclass(frozen=True, slots=True)
class State:
    """How far sealing is."""

    seals: int
    made_at: datetime | None
    mac: str
    unsealed: int
    oldest_unsealed: datetime | None


def newest_seal() -> StoredSeal | None:
    """Return the end of the chain."""
    row = db.session.execute(
        select(*_LINK, AuditSeal.mac).order_by(AuditSeal.number.desc()).limit(1)
    ).first()
    return _seal(row) if row else None


def seals_after(number: int, limit: int) -> list[StoredSeal]:
    """Return the next seals in order."""
    rows = db.session.execute(
        select(*_LINK, AuditSeal.mac)
        .where(AuditSeal.number > number)
        .order_by(AuditSeal.number)
        .limit(limit)
    )
    return [_seal(row) for row in rows]


def _seal(row: Iterable[Any]) -> StoredSeal:
    *values, mac = row
    return StoredSeal(Link(*values), mac)


def made_before(link: Link) -> datetime | None:
    """Return when sealing was done last before this seal was made."""
    return db.session.scalar(
        select(AuditSeal.made_at)
        .where(AuditSeal.number < link.number, AuditSeal.made_at < link.made_at)
        .order_by(AuditSeal.number.desc())
        .limit(1)
    )


def waits() -> bool:
    """Tell whether any row waits for its seal."""
    return db.session.scalar(select(AuditRow.id).where(_UNSEALED).limit(1)) is not None


def unsealed(limit: int) -> list[SealedText]:
    """Return the rows that wait, oldest first."""
    rows = db.session.execute(select(*_TEXT).where(_UNSEALED).order_by(AuditRow.id).limit(limit))
    return [SealedText(*row) for row in rows]


def all_rows(size: int = 2000) -> Iterator[StoredRow]:
    """Yield every row in the order of ids, in portions."""
    after = -1
    while True:
        rows = db.session.execute(
            select(*_TEXT, AuditRow.seal, AuditRow.digest)
            .where(AuditRow.id > after)
            .order_by(AuditRow.id)
            .limit(size)
        ).all()
        for row in rows:
            yield _row(row)
        if len(rows) < size:
            return
        after = rows[-1][0]


def _row(row: Iterable[Any]) -> StoredRow:
    *values, seal, digest = row
    return StoredRow(SealedText(*values), seal, digest)


def number_of_rows() -> int:
    """Count the rows."""
    return db.session.scalar(select(func.count()).select_from(AuditRow)) or 0


def number_of_actions(action: str, actor_id: int, *, since: datetime) -> int:
    """Count how often somebody did something of late."""
    query = select(func.count()).where(
        AuditRow.actor_id == actor_id, AuditRow.at > since, AuditRow.action == action
    )
    return db.session.scalar(query) or 0


def redactions() -> dict[int, StoredRedaction]:
    """Return every redaction by the id of its row."""
    rows = db.session.execute(
        select(
            AuditRedaction.row_id,
            AuditRedaction.seal,
            AuditRedaction.what,
            AuditRedaction.digest,
            AuditRedaction.reason,
            AuditRedaction.mac,
        )
    )
    return {row[0]: StoredRedaction(*row) for row in rows}


def state() -> State:
    """Return how far sealing is, for a page: three short queries."""
    newest = newest_seal()
    count, oldest = db.session.execute(
        select(func.count(), func.min(AuditRow.at)).where(_UNSEALED)
    ).one()
    return State(
        newest.link.number if newest else 0,
        newest.link.made_at if newest else None,
        newest.mac if newest else "",
        count,
        oldest,
    )
