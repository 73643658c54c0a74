"""People by name, those of one union, and for whom codes may be made together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.text import normalise
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node, is_visible_to
from cadreschool.people.models import Appointment, Cadre, Post, Posting, Tie
from cadreschool.people.rules import login_key

PAGE_SIZE = 50
FOUND = 20
"""Results of a search by name that are shown; whoever wants others writes more of the name."""


@dataclass(frozen=True, slots=True)
class FoundCadre:
    """A cadre as an administrator finds them."""

    id: int
    name: str
    login: str
    organisation_id: int
    organisation_name: str
    post: str
    tie: str
    left_on: date | None
    has_password: bool
    is_active: bool
    is_further: bool = False  # here beside their main post elsewhere (兼任)

    @property
    def post_name(self) -> str:
        """Return the post in Chinese."""
        return Post(self.post).label

    @property
    def tie_name(self) -> str:
        """Return 专职, 兼职 or 挂职."""
        return Tie(self.tie).label


_CADRE = (
    Cadre.id,
    Cadre.name,
    Cadre.login,
    Cadre.organisation_id,
    Organisation.name,
    Cadre.post,
    Cadre.tie,
    Cadre.left_on,
    Cadre.password_hash.is_not(None),
    Cadre.deactivated_at.is_(None),
)


def found_cadre(viewer: Viewer, cadre_id: int, *, role: Role) -> FoundCadre:
    """Return one cadre within the viewer's appointment; a foreign one is not found."""
    row = db.session.execute(
        _cadres().where(Cadre.id == cadre_id, is_visible_to(viewer, role))
    ).first()
    if row is None:
        raise NotFoundError
    return FoundCadre(*row)


def find_cadres(viewer: Viewer, text: str, *, role: Role) -> list[FoundCadre]:
    """Return up to `FOUND` cadres whose name holds this text or whose sign-in name begins so."""
    if not normalise(text):
        return []
    rows = db.session.execute(
        _cadres()
        .where(is_visible_to(viewer, role), is_called(text))
        .order_by(Organisation.path, Cadre.position, Cadre.id)
        .limit(FOUND)
    )
    return [FoundCadre(*row) for row in rows]


def _cadres() -> Select[*tuple[Any, ...]]:
    return (
        select(*_CADRE)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.erased_at.is_(None))
    )


def is_called(text: str) -> ColumnElement[bool]:
    """Return the condition "has this in their name, or their sign-in name begins so"."""
    return or_(
        Cadre.name.contains(normalise(text), autoescape=True),
        Cadre.login.startswith(login_key(text), autoescape=True),
    )


class Shown(StrEnum):
    """Which of a union's people a list shows."""

    PRESENT = "present"
    WAITING = "waiting"
    DEACTIVATED = "deactivated"
    LEFT = "left"

    @property
    def label(self) -> str:
        """Return what the list calls them."""
        return _SHOWN_LABELS[self]


_SHOWN_LABELS = {
    Shown.PRESENT: "在职",
    Shown.WAITING: "还没设密码",
    Shown.DEACTIVATED: "账户已停用",
    Shown.LEFT: "已离任",
}
_SHOWN = {
    Shown.PRESENT: Cadre.left_on.is_(None),
    Shown.WAITING: and_(
        Cadre.left_on.is_(None), Cadre.password_hash.is_(None), Cadre.deactivated_at.is_(None)
    ),
    Shown.DEACTIVATED: Cadre.deactivated_at.is_not(None),
    Shown.LEFT: Cadre.left_on.is_not(None),
}


def members_of(node: Node, shown: Shown, *, page: int) -> tuple[list[FoundCadre], int]:
    """Return one page of a union's own people in roster order, and how many there are.

    `node` was fetched through the viewer: that is the permission.
    """
    rows = db.session.execute(
        _cadres()
        .add_columns(func.count().over())
        .where(Cadre.organisation_id == node.id, _SHOWN[shown])
        .order_by(Cadre.position, Cadre.id)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    return [FoundCadre(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def further_members_of(node: Node) -> list[FoundCadre]:
    """Return who holds a further post (兼任) at a union, named with the union they are counted at.

    The first `PAGE_SIZE`: further posts are few.
    """
    rows = db.session.execute(
        select(*_CADRE[:5], Posting.post, Posting.tie, *_CADRE[7:], true())
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .join(Posting, Posting.cadre_id == Cadre.id)
        .where(
            Posting.organisation_id == node.id,
            Posting.until_on.is_(None),
            Posting.is_main.is_(False),
            Cadre.erased_at.is_(None),
        )
        .order_by(Posting.id)
        .limit(PAGE_SIZE)
    )
    return [FoundCadre(*row) for row in rows]


def numbers_of(node: Node) -> dict[Shown, int]:
    """Count a union's own people by what lists show of them."""
    row = db.session.execute(
        select(*(func.count().filter(_SHOWN[shown]) for shown in Shown)).where(
            Cadre.organisation_id == node.id, Cadre.erased_at.is_(None)
        )
    ).one()
    return dict(zip(Shown, row, strict=True))


def visible_cadres(viewer: Viewer, cadre_ids: Sequence[int], *, role: Role) -> set[int]:
    """Return which of these cadres the viewer may open."""
    if not cadre_ids:
        return set()
    return set(
        db.session.scalars(
            select(Cadre.id)
            .join(Organisation, Organisation.id == Cadre.organisation_id)
            .where(Cadre.id.in_(cadre_ids), is_visible_to(viewer, role))
        )
    )


def waiting_cadres(viewer: Viewer, cadre_ids: Sequence[int], *, role: Role) -> list[FoundCadre]:
    """Return those of these cadres for whom codes may be made together, in the order given."""
    rows = db.session.execute(
        _cadres().where(Cadre.id.in_(cadre_ids), is_visible_to(viewer, role), *_may_have_a_slip())
    )
    found = {row[0]: FoundCadre(*row) for row in rows}
    return [found[one] for one in cadre_ids if one in found]


def waiting_members(node: Node, *, limit: int) -> list[FoundCadre]:
    """Return a union's own people for whom codes may be made together, in roster order."""
    rows = db.session.execute(
        _cadres()
        .where(Cadre.organisation_id == node.id, *_may_have_a_slip())
        .order_by(Cadre.position, Cadre.id)
        .limit(limit)
    )
    return [FoundCadre(*row) for row in rows]


def _may_have_a_slip() -> tuple[ColumnElement[bool], ...]:
    """Return what makes a code safe to be made by the heap: nothing but learning hangs on it."""
    was_appointed = select(Appointment.id).where(Appointment.cadre_id == Cadre.id).exists()
    return _SHOWN[Shown.WAITING], ~was_appointed


def people_shown(
    viewer: Viewer, shown: Shown, *, role: Role, page: int
) -> tuple[list[FoundCadre], int]:
    """Return one page of all such people of the viewer's part, and how many there are."""
    rows = db.session.execute(
        _cadres()
        .add_columns(func.count().over())
        .where(is_visible_to(viewer, role), _SHOWN[shown])
        .order_by(Organisation.path, Cadre.position, Cadre.id)
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    return [FoundCadre(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def number_shown(viewer: Viewer, shown: Shown, *, role: Role) -> int:
    """Count all such people of the viewer's part of the tree."""
    counted = (
        select(func.count())
        .select_from(Cadre)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.erased_at.is_(None), is_visible_to(viewer, role), _SHOWN[shown])
    )
    return db.session.scalar(counted) or 0
