"""One-time codes with which cadres set their passwords.

Why      Real people come in by roster and have no password yet.
Size     An empty table; nothing existing is touched.
Order    Before the first import.
Back     Drops the table: codes on slips that were handed out are worth nothing any more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "activation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_activation_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_activation_code_digest")),
    )
    op.create_index("ix_activation_cadre_id", "activation", ["cadre_id"], unique=False)
    op.create_index(
        "uq_activation_open",
        "activation",
        ["cadre_id"],
        unique=True,
        sqlite_where=sa.text("used_at IS NULL"),
        postgresql_where=sa.text("used_at IS NULL"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("activation")
