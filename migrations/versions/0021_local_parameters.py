"""Amounts that a region sets, by union and date.

Why      Calculators need them, and nobody may guess them.
Size     An empty table.
Order    Before the new code: it reads the table. Old code ignores it.
Back     Drops the table with all that was set.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "local_parameter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_local_parameter_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_parameter")),
    )
    op.create_index(
        "ix_local_parameter_place", "local_parameter", ["organisation_id", "name", "from_on"]
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("local_parameter")
