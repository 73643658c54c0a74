"""What is kept of profiles beside the facts.

No evidence: that is read from the facts. What was derived of it for counting, what somebody says
of themselves, and what they disagree with.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class ProfileStanding(Model):
    """One axis of a profile as it was on `as_of`: derived, made anew when facts change.

    Without enough evidence there is no mean, no interval and no level.
    """

    __tablename__ = "profile_standing"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 4", name="level_is_known"),
        CheckConstraint(
            "(mean IS NULL) = (level IS NULL) AND (mean IS NULL) = (low IS NULL)"
            " AND (mean IS NULL) = (high IS NULL)",
            name="is_a_point_or_none",
        ),
        {"sqlite_with_rowid": False},
    )

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    competency: Mapped[str] = mapped_column(String(60), primary_key=True)
    evidence_count: Mapped[int]
    weight: Mapped[float]
    mean: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    level: Mapped[int | None]
    newest_on: Mapped[date | None]
    as_of: Mapped[date]


class UnitEvidence(Model):
    """The last day on which somebody showed in a unit that they can do it: derived likewise."""

    __tablename__ = "unit_evidence"
    __table_args__ = (
        Index("ix_unit_evidence_unit", "unit", "newest_on"),
        {"sqlite_with_rowid": False},
    )

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(10), primary_key=True)
    newest_on: Mapped[date]


class ProfileDue(Model):
    """A profile whose facts have changed: what is derived of it is to be made anew."""

    __tablename__ = "profile_due"
    __table_args__ = (Index("ix_profile_due_since", "since"), {"sqlite_with_rowid": False})

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


class SelfRating(Model):
    """The level somebody gives themselves; the newest of each competency shows.

    Rows are only added, or all of a competency taken back: saying it rests on consent.
    """

    __tablename__ = "self_rating"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 4", name="level_is_known"),
        Index("ix_self_rating_cadre_id", "cadre_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    competency: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    rated_at: Mapped[datetime] = mapped_column(Moment)


class EvidenceDispute(Model):
    """Somebody disagrees with a piece of evidence; a reviewer keeps it or takes it out."""

    __tablename__ = "evidence_dispute"
    __table_args__ = (
        CheckConstraint("decision IN ('kept', 'removed')", name="decision_is_known"),
        CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)"
            " AND (decision IS NULL) = (decided_by IS NULL)",
            name="is_decided_by_somebody",
        ),
        Index(
            "uq_evidence_dispute_open",
            "cadre_id",
            "source",
            unique=True,
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
        Index("ix_evidence_dispute_cadre_id", "cadre_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"))
    source: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(500))
    raised_at: Mapped[datetime] = mapped_column(Moment)
    decision: Mapped[str | None] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(500))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("cadre.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class ProfileSharing(Model):
    """Somebody lets the supervisors of their union see their profile; no row: they do not."""

    __tablename__ = "profile_sharing"
    __table_args__ = ({"sqlite_with_rowid": False},)

    cadre_id: Mapped[int] = mapped_column(ForeignKey("cadre.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)
