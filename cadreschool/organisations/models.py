"""Unions in their tree, and the counters that each keeps for its direct members."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class OrganisationKind(StrEnum):
    """The kinds of union organisation (工会法 articles 11 and 12; groups by custom)."""

    ACFTU = "acftu"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    INDUSTRY = "industry"
    TOWN = "town"
    JOINT = "joint"
    GRASSROOTS = "grassroots"
    GROUP = "group"

    @property
    def label(self) -> str:
        """Return the kind's name as a cadre reads it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    OrganisationKind.ACFTU: "全国总工会",
    OrganisationKind.PROVINCE: "省级总工会",
    OrganisationKind.CITY: "市级总工会",
    OrganisationKind.COUNTY: "县级总工会",
    OrganisationKind.INDUSTRY: "产业工会",
    OrganisationKind.TOWN: "乡镇（街道）工会",
    OrganisationKind.JOINT: "联合工会",
    OrganisationKind.GRASSROOTS: "基层工会",
    OrganisationKind.GROUP: "工会小组",
}

# Prefix search needs byte order: SQLite has it, PostgreSQL must be told.
_PATH = String(255).with_variant(String(255, collation="C"), "postgresql")


class Organisation(Model):
    """A union organisation. `path` holds the ids from the root down to itself: `/1/31/340/`.

    `parent_id` is the line of report (工会法 article 10); `guided_by_id` names an industry union
    that guides its work (业务指导) and gives nobody any right over it.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("path"),
        CheckConstraint("path LIKE '/%/'", name="path_has_slashes"),
        CheckConstraint("closed_on IS NOT NULL OR merged_into_id IS NULL", name="merged_is_closed"),
        Index("ix_organisation_parent_id_position", "parent_id", "position"),
        Index(
            "uq_organisation_open_name",
            "parent_id",
            "name",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    path: Mapped[str] = mapped_column(_PATH)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]  # the order that custom wants, among the children of one parent
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date | None]  # unknown for those that were here before days were kept
    closed_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    guided_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))


class EventKind(StrEnum):
    """What can happen to a union."""

    CREATE = "create"
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    CLOSE = "close"
    GUIDE = "guide"

    @property
    def label(self) -> str:
        """Return what happened, as a history tells it."""
        return _EVENT_LABELS[self]


_EVENT_LABELS = {
    EventKind.CREATE: "建立",
    EventKind.RENAME: "更名",
    EventKind.MOVE: "调整隶属",
    EventKind.MERGE: "合并",
    EventKind.CLOSE: "撤销",
    EventKind.GUIDE: "业务指导",
}


class OrganisationEvent(Model):
    """One line of a union's history (沿革): what happened on which day, and on what ground.

    `before` and `after` are names as they were then. Of a merger `other_id` is the union that goes
    on; the line is written once and told by both.
    """

    __tablename__ = "organisation_event"
    __table_args__ = (
        Index("ix_organisation_event_organisation_id", "organisation_id"),
        Index("ix_organisation_event_other_id", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(20))
    effective_on: Mapped[date]
    before: Mapped[str] = mapped_column(String(120), default="")
    after: Mapped[str] = mapped_column(String(120), default="")
    other_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    basis: Mapped[str] = mapped_column(String(200), default="")
    made_by: Mapped[int | None]  # the cadre; cadres are known further up
    made_at: Mapped[datetime] = mapped_column(Moment)


class Counter(Model):
    """How many of something an organisation's *direct* members have; sums up the tree at reading.

    `subject` and `what` belong to whoever counts (a course id and "finished", say).
    """

    __tablename__ = "counter"
    __table_args__ = (
        CheckConstraint("number >= 0", name="is_never_negative"),
        {"sqlite_with_rowid": False},
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int]
