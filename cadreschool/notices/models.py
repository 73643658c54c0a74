"""Announcements and messages, and what of them was put away."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class Announcement(Model):
    """A text of a union to all cadres at it and below, shown from a day until a day (inclusive)."""

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_it_begins"),
        Index("ix_announcement_organisation_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(60))
    text: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class AnnouncementRead(Model):
    """A cadre has put an announcement away: it is not shown on their first page any more.

    No moment is kept, and nobody is shown who did: it serves the reader alone.
    """

    __tablename__ = "announcement_read"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)


class Message(Model):
    """Something told to one cadre alone: what became of what they asked, what changed for them.

    `about` names the occasion ("question_report:7"): the same is told once. Put away by its reader
    it is not shown on their first page any more; no moment of that is kept.
    """

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("cadre_id", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    about: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str]
    link: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(Moment)
    is_put_away: Mapped[bool]
