"""Reads of postings: a cadre's own line of posts, and who was at a union before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node, is_visible_to
from cadreschool.people.models import Cadre, Post, Posting, Tie
from cadreschool.people.postings.rules import Span


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting as a page shows it."""

    id: int
    cadre_id: int
    organisation_id: int
    organisation_name: str
    post: str
    tie: str
    from_on: date
    until_on: date | None
    is_main: bool
    path: str = ""  # of the union

    @property
    def post_name(self) -> str:
        """Return the post in Chinese."""
        return Post(self.post).label

    @property
    def tie_name(self) -> str:
        """Return 专职, 兼职 or 挂职."""
        return Tie(self.tie).label


_ROW = (
    Posting.id,
    Posting.cadre_id,
    Posting.organisation_id,
    Organisation.name,
    Posting.post,
    Posting.tie,
    Posting.from_on,
    Posting.until_on,
    Posting.is_main,
    Organisation.path,
)


def postings_of(cadre_id: int) -> list[PostingRow]:
    """Return all postings of a cadre who was fetched through the viewer, newest first."""
    rows = db.session.execute(
        select(*_ROW)
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .where(Posting.cadre_id == cadre_id)
        .order_by(Posting.until_on.is_not(None), Posting.is_main.desc(), Posting.from_on.desc())
    )
    return [PostingRow(*tuple(row)) for row in rows]


def posting_for(viewer: Viewer, posting_id: int, *, role: Role = Role.SYSTEM_ADMIN) -> PostingRow:
    """Return a posting at a union within the viewer's appointment; a foreign one is not found."""
    row = db.session.execute(
        select(*_ROW)
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .where(Posting.id == posting_id, is_visible_to(viewer, role))
    ).first()
    if row is None:
        raise NotFoundError
    return PostingRow(*tuple(row))


@dataclass(frozen=True, slots=True)
class FormerMember:
    """Somebody whose post at a union ended, with the days that union may look back at.

    Where they are now is not told: that may be outside what the viewer sees.
    """

    id: int
    name: str
    post: str
    tie: str
    spans: tuple[Span, ...]

    @property
    def post_name(self) -> str:
        """Return the last post there in Chinese."""
        return Post(self.post).label


def former_members(
    node: Node, *, offset: int = 0, limit: int = 50
) -> tuple[list[FormerMember], int]:
    """Return who was at a union and is no more, who left last first, and how many there are."""
    held, again = aliased(Posting), aliased(Posting)
    is_there = select(again.id).where(
        again.cadre_id == Posting.cadre_id,
        again.organisation_id == node.id,
        again.until_on.is_(None),
    )
    rows = db.session.execute(
        select(func.count().over(), Posting.cadre_id, Cadre.name, func.max(Posting.until_on))
        .join(Cadre, Cadre.id == Posting.cadre_id)
        .where(
            Posting.organisation_id == node.id,
            Posting.until_on.is_not(None),
            Cadre.erased_at.is_(None),
            ~is_there.exists(),
        )
        .group_by(Posting.cadre_id, Cadre.name)
        .order_by(func.max(Posting.until_on).desc(), Posting.cadre_id)
        .offset(offset)
        .limit(limit)
    ).all()
    lines: dict[int, list[PostingRow]] = {}
    for line in db.session.execute(
        select(held)
        .where(held.organisation_id == node.id, held.cadre_id.in_([row[1] for row in rows]))
        .order_by(held.from_on)
    ).scalars():
        lines.setdefault(line.cadre_id, []).append(_as_row(line, node.name))
    people = [_former(row[1], row[2], lines[row[1]]) for row in rows]
    return people, rows[0][0] if rows else 0


def _former(cadre_id: int, name: str, lines: Sequence[PostingRow]) -> FormerMember:
    last = lines[-1]
    spans = tuple(Span(line.from_on, line.until_on) for line in lines)
    return FormerMember(cadre_id, name, last.post, last.tie, spans)


def _as_row(line: Posting, union: str) -> PostingRow:
    return PostingRow(
        line.id,
        line.cadre_id,
        line.organisation_id,
        union,
        line.post,
        line.tie,
        line.from_on,
        line.until_on,
        line.is_main,
    )


def copies_that_differ() -> list[int]:
    """Return the cadres whose union, post and tie are not those of their open main posting.

    Whoever left has no open posting of any kind; everybody else has a main one.
    """
    is_copy = and_(
        Posting.organisation_id == Cadre.organisation_id,
        Posting.post == Cadre.post,
        Posting.tie == Cadre.tie,
    )
    held = select(Posting.id).where(Posting.cadre_id == Cadre.id, Posting.until_on.is_(None))
    is_sound = or_(
        and_(Cadre.left_on.is_(None), held.where(Posting.is_main, is_copy).exists()),
        and_(Cadre.left_on.is_not(None), ~held.exists()),
    )
    return list(db.session.scalars(select(Cadre.id).where(~is_sound).order_by(Cadre.id)))
