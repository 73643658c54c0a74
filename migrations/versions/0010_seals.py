"""Audit rows sealed in batches.

Why      Who can write to the database could change what it tells of them; now it shows.
Size     Two columns that may be empty (no rewrite), two indexes on audit_row: some seconds per
         million rows. Two empty tables.
Order    After 0009. The first sealing after it takes all rows that are there, 1,000 at a time.
Back     Drops seals and redactions: the rows stay, and nothing proves them any more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and the two columns of a sealed row."""
    op.add_column("audit_row", sa.Column("seal", sa.Integer(), nullable=True))
    op.add_column("audit_row", sa.Column("digest", sa.String(length=32), nullable=True))
    op.create_index("ix_audit_row_actor_id_at", "audit_row", ["actor_id", "at"], unique=False)
    op.create_index(
        "ix_audit_row_unsealed",
        "audit_row",
        ["id"],
        unique=False,
        sqlite_where=sa.text("seal IS NULL"),
        postgresql_where=sa.text("seal IS NULL"),
    )
    op.create_table(
        "audit_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("ids", sa.String(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_audit_seal_counts_from_one")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_seal_previous")),
    )
    op.create_table(
        "audit_redaction",
        sa.Column("row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_audit_redaction")),
    )


def downgrade() -> None:
    """Drop the tables and the columns."""
    op.drop_table("audit_redaction")
    op.drop_table("audit_seal")
    op.drop_index("ix_audit_row_unsealed", table_name="audit_row")
    op.drop_index("ix_audit_row_actor_id_at", table_name="audit_row")
    op.drop_column("audit_row", "digest")
    op.drop_column("audit_row", "seal")
