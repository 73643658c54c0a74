"""Writes of announcements and messages: made, withdrawn, put away by a reader."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update

from cadreschool.audit.actions import record
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.upsert import upsert
from cadreschool.kernel.viewer import Viewer
from cadreschool.notices.models import Announcement, AnnouncementRead, Message
from cadreschool.notices.queries import ROLE, announcement_for, announcement_to
from cadreschool.notices.rules import MESSAGES_KEPT, NewAnnouncement, NewMessage, State, state
from cadreschool.organisations.queries import organisation_for


def create_announcement(
    viewer: Viewer, organisation_id: int, new: NewAnnouncement, *, at: datetime
) -> Announcement:
    """Let a union within the viewer's administration say something to all at it and below."""
    node = organisation_for(viewer, organisation_id, role=ROLE)
    if node.closed_on is not None:
        raise ConflictError(f"“{node.name}”已经撤销，不能再发公告。")
    made = Announcement(
        organisation_id=node.id,
        title=new.title,
        text=new.text,
        from_on=new.from_on,
        until_on=new.until_on,
        made_by=viewer.cadre_id,
        made_at=at,
    )
    db.session.add(made)
    db.session.flush()
    record(
        "announcement.create",
        "announcement",
        made.id,
        by=viewer.cadre_id,
        at=at,
        organisation=node.id,
        title=new.title,
    )
    return made


def withdraw_announcement(viewer: Viewer, announcement_id: int, *, at: datetime) -> Announcement:
    """Take an announcement down: nobody is shown it any more, the row stays."""
    found = announcement_for(viewer, announcement_id)
    is_withdrawn = found.withdrawn_at is not None
    present = state(found.from_on, found.until_on, is_withdrawn=is_withdrawn, on=day_of(at))
    if present not in {State.SHOWN, State.UPCOMING}:
        raise ConflictError(f"公告“{found.title}”{present.label}，不用再撤下。")
    found.withdrawn_at = at
    db.session.flush()
    record("announcement.withdraw", "announcement", found.id, by=viewer.cadre_id, at=at)
    return found


def put_away(viewer: Viewer, announcement_id: int, *, at: datetime) -> None:
    """Show an announcement to its reader no more; not audited, it concerns nobody else."""
    announcement_to(viewer, announcement_id, on=day_of(at))
    db.session.execute(
        upsert(AnnouncementRead)
        .values(cadre_id=viewer.cadre_id, announcement_id=announcement_id)
        .on_conflict_do_nothing()
    )


def tell(cadre_ids: Collection[int], new: NewMessage, *, at: datetime) -> None:
    """Tell each of these cadres something that concerns them alone; the same occasion once.

    Not audited by itself: what it tells of is.
    """
    for some in portions(sorted(set(cadre_ids))):
        db.session.execute(
            upsert(Message)
            .values(
                [
                    {
                        "cadre_id": cadre_id,
                        "about": new.about,
                        "title": new.title,
                        "text": new.text,
                        "link": new.link,
                        "made_at": at,
                        "is_put_away": False,
                    }
                    for cadre_id in some
                ]
            )
            .on_conflict_do_nothing()
        )


def put_message_away(viewer: Viewer, message_id: int) -> None:
    """Show a message on its reader's first page no more; it can be read again for a year."""
    statement = (
        update(Message)
        .where(Message.id == message_id, Message.cadre_id == viewer.cadre_id)
        .values(is_put_away=True)
        .returning(Message.id)
    )
    if db.session.execute(statement).first() is None:
        raise NotFoundError


def forget_old_messages(*, at: datetime) -> None:
    """Drop messages of more than a year ago."""
    db.session.execute(delete(Message).where(Message.made_at < at - MESSAGES_KEPT))
