"""Sums over whole subtrees, for unions with very many below them.

Why      With 100,000 unions the page of the root took 150 ms; with many courses, seconds.
Size     An empty table; the worker fills it within a minute, some dozen rows for each large union.
Order    Before the new code: it reads the table. Old code ignores it.
Back     Drops the table. Nothing is lost: the sums are made from the counters.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "counter_sum",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("summed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_counter_sum_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "subject", "what", name=op.f("pk_counter_sum")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("counter_sum")
