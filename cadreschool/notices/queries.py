"""Reads of announcements (to a cadre, or looked after by an administrator) and of messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.notices import rules
from cadreschool.notices.models import Announcement, AnnouncementRead, Message
from cadreschool.notices.rules import State
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to

PAGE_SIZE = 30
ROLE = Role.SYSTEM_ADMIN


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """An announcement with the union that speaks."""

    id: int
    title: str
    text: str
    organisation_id: int
    organisation_name: str
    from_on: date
    until_on: date | None
    withdrawn_at: datetime | None

    @property
    def paragraphs(self) -> list[str]:
        """Return the text in paragraphs."""
        return rules.paragraphs(self.text)

    def state(self, on: date) -> State:
        """Tell whether it is shown on a day."""
        is_withdrawn = self.withdrawn_at is not None
        return rules.state(self.from_on, self.until_on, is_withdrawn=is_withdrawn, on=on)


_ROW = (
    Announcement.id,
    Announcement.title,
    Announcement.text,
    Announcement.organisation_id,
    Organisation.name,
    Announcement.from_on,
    Announcement.until_on,
    Announcement.withdrawn_at,
)


def announcements_to(
    viewer: Viewer, *, on: date, unread: bool = False, limit: int | None = None
) -> list[AnnouncementRow]:
    """Return what the viewer's own union and those above it say on a day, newest first."""
    statement = _rows().where(_reaches(viewer), _is_shown(on))
    if unread:
        statement = statement.where(~_is_put_away(viewer))
    rows = db.session.execute(
        statement.order_by(Announcement.from_on.desc(), Announcement.id.desc()).limit(limit)
    )
    return [AnnouncementRow(*row) for row in rows]


def announcement_to(viewer: Viewer, announcement_id: int, *, on: date) -> AnnouncementRow:
    """Return one announcement that reaches the viewer; any other is not found."""
    row = db.session.execute(
        _rows().where(Announcement.id == announcement_id, _reaches(viewer), _is_shown(on))
    ).first()
    if row is None:
        raise NotFoundError
    return AnnouncementRow(*row)


def announcements_for(viewer: Viewer, *, page: int) -> tuple[list[AnnouncementRow], int]:
    """Return a page of the announcements of unions the viewer administers, and how many."""
    is_mine = is_visible_to(viewer, ROLE)
    number = db.session.scalar(
        select(func.count())
        .select_from(Announcement)
        .join(Organisation, Organisation.id == Announcement.organisation_id)
        .where(is_mine)
    )
    rows = db.session.execute(
        _rows()
        .where(is_mine)
        .order_by(Announcement.from_on.desc(), Announcement.id.desc())
        .offset((page - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    )
    return [AnnouncementRow(*row) for row in rows], number or 0


def announcement_for(viewer: Viewer, announcement_id: int) -> Announcement:
    """Return an announcement within the viewer's administration, locked, for a change."""
    found = db.session.scalar(
        select(Announcement)
        .join(Organisation, Organisation.id == Announcement.organisation_id)
        .where(Announcement.id == announcement_id, is_visible_to(viewer, ROLE))
        .with_for_update(of=Announcement)
    )
    if found is None:
        raise NotFoundError
    return found


def _rows() -> Select[*tuple[Any, ...]]:
    return select(*_ROW).join(Organisation, Organisation.id == Announcement.organisation_id)


def _reaches(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition "the union that speaks is the viewer's own or one above it"."""
    own = aliased(Organisation)
    path = select(own.path).where(own.id == viewer.organisation_id).scalar_subquery()
    return func.substr(path, 1, func.length(Organisation.path)) == Organisation.path


def _is_shown(on: date) -> ColumnElement[bool]:
    return and_(
        Announcement.withdrawn_at.is_(None),
        Announcement.from_on <= on,
        or_(Announcement.until_on.is_(None), Announcement.until_on >= on),
    )


def _is_put_away(viewer: Viewer) -> ColumnElement[bool]:
    return (
        select(AnnouncementRead.announcement_id)
        .where(
            AnnouncementRead.announcement_id == Announcement.id,
            AnnouncementRead.cadre_id == viewer.cadre_id,
        )
        .exists()
    )


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as its reader sees it."""

    id: int
    title: str
    text: str
    link: str
    made_at: datetime
    is_put_away: bool

    @property
    def paragraphs(self) -> list[str]:
        """Return the text in paragraphs."""
        return rules.paragraphs(self.text)


def messages_to(
    viewer: Viewer, *, unread: bool = False, limit: int | None = None
) -> list[MessageRow]:
    """Return what the viewer was told, newest first."""
    statement = select(
        Message.id,
        Message.title,
        Message.text,
        Message.link,
        Message.made_at,
        Message.is_put_away,
    ).where(Message.cadre_id == viewer.cadre_id)
    if unread:
        statement = statement.where(~Message.is_put_away)
    rows = db.session.execute(statement.order_by(Message.id.desc()).limit(limit))
    return [MessageRow(*row) for row in rows]
