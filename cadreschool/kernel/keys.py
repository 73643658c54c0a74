"""Request keys: the same form sent twice is one change, and gets the same answer twice.

A rendered form carries a key. The key, the sender and a digest of what was sent identify a
request; the answer is stored in the transaction of its effect. The same key with another body
(Back, then edit) is simply another request. Knows nothing of HTTP beyond the stored answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment, db, table_of

KEPT_FOR = timedelta(days=7)


class RequestKey(Model):
    """One request that was carried out, with the answer it got."""

    __tablename__ = "request_key"

    sender: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    status: Mapped[int]
    location: Mapped[str]
    body: Mapped[str]
    notice: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(Moment, index=True)


# Built once, and without the ORM: every POST runs both.
_TABLE = table_of(RequestKey)
_STORED = select(_TABLE.c.status, _TABLE.c.location, _TABLE.c.notice, _TABLE.c.body).where(
    _TABLE.c.sender == bindparam("sender"),
    _TABLE.c.key == bindparam("key"),
    _TABLE.c.digest == bindparam("digest"),
)
_STORE = insert(_TABLE)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a writing unit answers: where to go next, a notice for that page, or a JSON body."""

    status: int = 303
    location: str = ""
    notice: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What identifies a request: who sent it, its form's key, and a digest of what was sent."""

    sender: str
    key: str
    digest: str


def stored_reply(request: Request) -> Reply | None:
    """Return the answer this very request already got, if any."""
    row = db.session.execute(
        _STORED, {"sender": request.sender, "key": request.key, "digest": request.digest}
    ).first()
    return Reply(*row) if row else None


def store_reply(request: Request, reply: Reply, *, at: datetime) -> None:
    """Keep the answer in the transaction of its effect."""
    db.session.execute(
        _STORE,
        {
            "sender": request.sender,
            "key": request.key,
            "digest": request.digest,
            "status": reply.status,
            "location": reply.location,
            "notice": reply.notice,
            "body": reply.body,
            "answered_at": at,
        },
    )


def forget_old_replies(*, at: datetime) -> int:
    """Drop the answers older than seven days and return how many there were."""
    result = db.session.execute(delete(RequestKey).where(RequestKey.answered_at < at - KEPT_FOR))
    return int(getattr(result, "rowcount", 0))
