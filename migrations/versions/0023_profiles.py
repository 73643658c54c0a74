"""What is derived of profiles, and what people say of them.

Why      A profile is shown with its evidence; unions are counted without reading all facts.
Size     Empty tables. One row for everybody who has begun a course.
Order    Before the code that writes them; older code knows nothing of them.
Back     Drops the tables: what was derived is made anew, self-ratings and disputes are lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_profile_standing()
    _create_unit_evidence()
    _create_profile_due()
    _create_self_rating()
    _create_evidence_dispute()
    _create_profile_sharing()
    op.execute(
        "INSERT INTO profile_due (cadre_id, since)"
        " SELECT cadre_id, min(started_at) FROM course_start GROUP BY cadre_id"
    )


def _create_profile_standing() -> None:
    op.create_table(
        "profile_standing",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("competency", sa.String(length=60), nullable=False),
        sa.Column("evidence_count", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("newest_on", sa.Date(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(mean IS NULL) = (level IS NULL) AND (mean IS NULL) = (low IS NULL)"
            " AND (mean IS NULL) = (high IS NULL)",
            name=op.f("ck_profile_standing_is_a_point_or_none"),
        ),
        sa.CheckConstraint(
            "level BETWEEN 0 AND 4", name=op.f("ck_profile_standing_level_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_profile_standing_cadre_id")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "competency", name=op.f("pk_profile_standing")),
        sqlite_with_rowid=False,
    )


def _create_unit_evidence() -> None:
    op.create_table(
        "unit_evidence",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("newest_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_unit_evidence_cadre_id")),
        sa.PrimaryKeyConstraint("cadre_id", "unit", name=op.f("pk_unit_evidence")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unit_evidence_unit", "unit_evidence", ["unit", "newest_on"], unique=False)


def _create_profile_due() -> None:
    op.create_table(
        "profile_due",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_profile_due_cadre_id")),
        sa.PrimaryKeyConstraint("cadre_id", name=op.f("pk_profile_due")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_profile_due_since", "profile_due", ["since"], unique=False)


def _create_self_rating() -> None:
    op.create_table(
        "self_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("competency", sa.String(length=60), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("rated_at", Moment(), nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_self_rating_level_is_known")),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_self_rating_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_rating")),
    )
    op.create_index("ix_self_rating_cadre_id", "self_rating", ["cadre_id"], unique=False)


def _create_evidence_dispute() -> None:
    op.create_table(
        "evidence_dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("raised_at", Moment(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('kept', 'removed')", name=op.f("ck_evidence_dispute_decision_is_known")
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)"
            " AND (decision IS NULL) = (decided_by IS NULL)",
            name=op.f("ck_evidence_dispute_is_decided_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_evidence_dispute_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["cadre.id"], name=op.f("fk_evidence_dispute_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_dispute")),
    )
    op.create_index("ix_evidence_dispute_cadre_id", "evidence_dispute", ["cadre_id"], unique=False)
    op.create_index(
        "uq_evidence_dispute_open",
        "evidence_dispute",
        ["cadre_id", "source"],
        unique=True,
        sqlite_where=sa.text("decision IS NULL"),
        postgresql_where=sa.text("decision IS NULL"),
    )


def _create_profile_sharing() -> None:
    op.create_table(
        "profile_sharing",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_profile_sharing_cadre_id")
        ),
        sa.PrimaryKeyConstraint("cadre_id", name=op.f("pk_profile_sharing")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("profile_sharing")
    op.drop_table("evidence_dispute")
    op.drop_table("self_rating")
    op.drop_table("profile_due")
    op.drop_table("unit_evidence")
    op.drop_table("profile_standing")
