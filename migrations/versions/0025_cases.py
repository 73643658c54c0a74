"""The case library.

Why      What happened at work is told for others to learn from.
Size     Empty tables.
Order    Before the code that writes them; older code knows nothing of them.
Back     Drops the tables, and with them the cases.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_case_study()
    _create_case_step()


def _create_case_study() -> None:
    op.create_table(
        "case_study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("thoughts", sa.String(), nullable=False),
        sa.Column("citations", sa.String(length=500), nullable=False),
        sa.Column("lessons", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("consented_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "consented_at IS NOT NULL OR state IN ('draft', 'withdrawn')",
            name=op.f("ck_case_study_is_consented"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn')",
            name=op.f("ck_case_study_state_is_known"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["cadre.id"], name=op.f("fk_case_study_author_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_case_study_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_study")),
    )
    op.create_index("ix_case_study_author_id", "case_study", ["author_id"], unique=False)
    op.create_index("ix_case_study_state", "case_study", ["state"], unique=False)


def _create_case_step() -> None:
    op.create_table(
        "case_step",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_case_step_counts_from_one")),
        sa.ForeignKeyConstraint(["case_id"], ["case_study.id"], name=op.f("fk_case_step_case_id")),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_case_step_made_by")),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_case_step")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("case_step")
    op.drop_table("case_study")
