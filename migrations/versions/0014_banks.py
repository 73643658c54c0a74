"""Banks of questions, and every version's texts as HTML.

Why      Papers and practice draw questions that stand in no lesson.
Size     Empty tables.
Order    Before the new code: it reads them. Old code ignores them.
Back     Drops these tables with all they hold.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# In the order of creation: parents before those who point to them.
TABLES = (
    "question_rendering",
    "bank",
    "bank_entry",
    "bank_tag",
    "bank_step",
)


def upgrade() -> None:
    """Create the tables."""
    _question_rendering()
    _bank()
    _bank_entry()
    _bank_tag()
    _bank_step()


def downgrade() -> None:
    """Drop the tables, children first."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _question_rendering() -> None:
    op.create_table(
        "question_rendering",
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_question_rendering_question_version_id"),
        ),
        sa.PrimaryKeyConstraint("question_version_id", name=op.f("pk_question_rendering")),
    )


def _bank() -> None:
    op.create_table(
        "bank",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("folder_digest", sa.String(length=64), nullable=True),
        sa.Column("folder_version", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_bank_made_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_bank_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank")),
    )


def _bank_entry() -> None:
    op.create_table(
        "bank_entry",
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("bank_id", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("given_id", sa.String(length=100), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "difficulty BETWEEN 1 AND 3", name=op.f("ck_bank_entry_is_a_difficulty")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["cadre.id"], name=op.f("fk_bank_entry_author_id")),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_bank_entry_bank_id")),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_bank_entry_question_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["cadre.id"], name=op.f("fk_bank_entry_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_bank_entry")),
    )
    op.create_index(
        "ix_bank_entry_quota",
        "bank_entry",
        ["bank_id", "state", "kind", "unit", "difficulty"],
        unique=False,
    )
    op.create_index("uq_bank_entry_given_id", "bank_entry", ["bank_id", "given_id"], unique=True)


def _bank_tag() -> None:
    op.create_table(
        "bank_tag",
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("sort", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["bank_entry.question_id"], name=op.f("fk_bank_tag_question_id")
        ),
        sa.PrimaryKeyConstraint("question_id", "sort", "value", name=op.f("pk_bank_tag")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bank_tag_value", "bank_tag", ["sort", "value"], unique=False)


def _bank_step() -> None:
    op.create_table(
        "bank_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_bank_step_made_by")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["bank_entry.question_id"], name=op.f("fk_bank_step_question_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_bank_step_question_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_step")),
    )
    op.create_index("ix_bank_step_question_id", "bank_step", ["question_id"], unique=False)
