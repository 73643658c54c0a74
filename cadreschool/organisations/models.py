"""Unions in their tree, and the counters that each keeps for its direct members."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model


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
    """A union organisation. `path` holds the ids from the root down to itself: `/1/31/340/`."""

    __tablename__ = "organisation"
    __table_args__ = (
        UniqueConstraint("path"),
        UniqueConstraint("parent_id", "name"),
        CheckConstraint("path LIKE '/%/'", name="path_has_slashes"),
        Index("ix_organisation_parent_id_position", "parent_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    path: Mapped[str] = mapped_column(_PATH)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]  # the order that custom wants, among the children of one parent
    is_demonstration: Mapped[bool] = mapped_column(default=False)


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
