"""What a union tells its cadres, and who has put which of it away.

Why      Administrators reach everybody below them where they study.
Size     Empty tables.
Order    After 0011.
Back     Drops the tables, and with them what was announced.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= from_on",
            name=op.f("ck_announcement_ends_after_it_begins"),
        ),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_announcement_made_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_announcement_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index(
        "ix_announcement_organisation_id", "announcement", ["organisation_id"], unique=False
    )
    op.create_table(
        "announcement_read",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_read_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_announcement_read_cadre_id")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "announcement_id", name=op.f("pk_announcement_read")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("announcement_read")
    op.drop_table("announcement")
