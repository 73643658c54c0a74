"""Records of work done, and what was said to them.

Why      Work done is evidence once somebody else has signed it.
Size     Empty tables.
Order    Before the code that writes them; older code knows nothing of them.
Back     Drops the tables, and with them what was written and signed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_practice_record()
    _create_practice_step()


def _create_practice_record() -> None:
    op.create_table(
        "practice_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("case_code", sa.String(length=40), nullable=False),
        sa.Column("deed", sa.String(length=300), nullable=False),
        sa.Column("citations", sa.String(length=500), nullable=False),
        sa.Column("result", sa.String(length=300), nullable=False),
        sa.Column("next_time", sa.String(length=300), nullable=False),
        sa.Column("competencies", sa.String(length=100), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(submitted_at IS NOT NULL) OR state IN ('draft', 'withdrawn')",
            name=op.f("ck_practice_record_is_submitted_first"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'signed', 'sampled', 'archived',"
            " 'withdrawn')",
            name=op.f("ck_practice_record_state_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_practice_record_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_practice_record_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["witness_id"], ["cadre.id"], name=op.f("fk_practice_record_witness_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_record")),
        sa.UniqueConstraint(
            "cadre_id", "form_key", name=op.f("uq_practice_record_cadre_id_form_key")
        ),
    )
    op.create_index(
        "ix_practice_record_organisation_id_state",
        "practice_record",
        ["organisation_id", "state"],
        unique=False,
    )


def _create_practice_step() -> None:
    op.create_table(
        "practice_step",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("results", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_practice_step_counts_from_one")),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_practice_step_made_by")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["practice_record.id"], name=op.f("fk_practice_step_record_id")
        ),
        sa.PrimaryKeyConstraint("record_id", "seq", name=op.f("pk_practice_step")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_practice_step_made_by_made_at", "practice_step", ["made_by", "made_at"], unique=False
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("practice_step")
    op.drop_table("practice_record")
