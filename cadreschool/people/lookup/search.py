"""People by how their name begins, for the search page: one query whatever the viewer holds.

Supervisors find the people they supervise by name only: sign-in names are often telephone numbers,
and whoever may not see them must not be able to guess them one figure after the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.db import db
from cadreschool.kernel.text import normalise
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre, Post
from cadreschool.people.queries import holds_further_post
from cadreschool.people.rules import login_key

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who was found; `is_supervised` tells which desk shows them to this viewer."""

    id: int
    name: str
    organisation_name: str
    post: str
    is_supervised: bool

    @property
    def post_name(self) -> str:
        """Return the post in Chinese."""
        return Post(self.post).label


def people_called(viewer: Viewer, text: str, *, limit: int) -> list[PersonRow]:
    """Return people within the viewer's appointments whose name begins so, `limit` at most.

    System administrators also find them by how the sign-in name begins.
    """
    name = normalise(text)
    if not name or not viewer.roles & {Role.SUPERVISOR, Role.SYSTEM_ADMIN}:
        return []
    supervised, administered = _is_supervised_by(viewer), is_visible_to(viewer, Role.SYSTEM_ADMIN)
    rows = db.session.execute(
        select(Cadre.id, Cadre.name, Organisation.name, Cadre.post, supervised)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(
            Cadre.erased_at.is_(None),
            or_(
                and_(_begins(Cadre.name, name), or_(supervised, administered)),
                and_(_begins(Cadre.login, login_key(text)), administered),
            ),
        )
        .order_by(Cadre.name, Organisation.path, Cadre.position, Cadre.id)
        .limit(limit)
    )
    return [PersonRow(*row) for row in rows]


def _is_supervised_by(viewer: Viewer) -> ColumnElement[bool]:
    if Role.SUPERVISOR not in viewer.roles:
        return false()
    own = is_visible_to(viewer, Role.SUPERVISOR)
    return or_(own, holds_further_post(viewer, Role.SUPERVISOR))


def _begins(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Return a condition the index serves: SQLite by range, PostgreSQL by pattern."""
    if db.engine.dialect.name == "postgresql":
        return column.startswith(text, autoescape=True)
    return and_(column >= text, column < text + _LAST)
