"""Courses being changed in the browser, and whose a course is.

Why      Trainers change courses without files and commands, and review each other.
Size     Four empty tables; a nullable column in `course`, which has some dozen rows.
Order    Before the new code: it reads the column. Old code ignores it.
Back     Drops the drafts with all their texts, and whose a course is. Publish first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('editing', 'submitted')")


def upgrade() -> None:
    """Create the tables."""
    with op.batch_alter_table("course") as batch:
        batch.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_course_organisation_id"), "organisation", ["organisation_id"], ["id"]
        )
    _create_draft()
    _create_draft_file()
    _create_history()


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("base_edition_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_draft_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_draft_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["base_edition_id"], ["edition.id"], name=op.f("fk_draft_base_edition_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_draft_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(
        "uq_draft_open",
        "draft",
        ["course_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _create_draft_file() -> None:
    op.create_table(
        "draft_file",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "(text IS NULL) <> (file_digest IS NULL)", name=op.f("ck_draft_file_is_text_or_file")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_draft_file_counts_from_one")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_file_draft_id")),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["stored_file.digest"], name=op.f("fk_draft_file_file_digest")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["cadre.id"], name=op.f("fk_draft_file_changed_by")
        ),
        sa.PrimaryKeyConstraint("draft_id", "path", name=op.f("pk_draft_file")),
    )


def _create_history() -> None:
    op.create_table(
        "draft_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_step_draft_id")),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_draft_step_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_step")),
    )
    op.create_index("ix_draft_step_draft_id", "draft_step", ["draft_id"], unique=False)
    op.create_table(
        "kept_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_kept_text_draft_id")),
        sa.ForeignKeyConstraint(["written_by"], ["cadre.id"], name=op.f("fk_kept_text_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_text")),
    )
    op.create_index("ix_kept_text_draft_id", "kept_text", ["draft_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("kept_text")
    op.drop_table("draft_step")
    op.drop_table("draft_file")
    op.drop_table("draft")
    with op.batch_alter_table("course") as batch:
        batch.drop_constraint(op.f("fk_course_organisation_id"), type_="foreignkey")
        batch.drop_column("organisation_id")
