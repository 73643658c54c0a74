"""Texts written for drills, and how they were marked.

Why      Writing is practised: written first, compared with an exemplar, marked by its points.
Size     Empty tables.
Order    Before the code that writes them; older code knows nothing of them.
Back     Drops the tables, and with them what was written.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_works()
    _create_marks()


def _create_works() -> None:
    op.create_table(
        "drill_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_drill_work_counts_from_one")),
        sa.CheckConstraint(
            "submitted_at IS NULL OR closed_at IS NOT NULL",
            name=op.f("ck_drill_work_submitted_after_closing"),
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_drill_work_cadre_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_drill_work_course_id")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_drill_work_edition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill_work")),
        sa.UniqueConstraint(
            "cadre_id",
            "course_id",
            "lesson_id",
            "number",
            name=op.f("uq_drill_work_cadre_id_course_id_lesson_id_number"),
        ),
    )
    op.create_index(
        "ix_drill_work_course_id_submitted_at",
        "drill_work",
        ["course_id", "submitted_at"],
        unique=False,
    )


def _create_marks() -> None:
    op.create_table(
        "drill_mark",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("points", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("marked_at", Moment(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_drill_mark_counts_from_one")),
        sa.ForeignKeyConstraint(["marked_by"], ["cadre.id"], name=op.f("fk_drill_mark_marked_by")),
        sa.ForeignKeyConstraint(["work_id"], ["drill_work.id"], name=op.f("fk_drill_mark_work_id")),
        sa.PrimaryKeyConstraint("work_id", "seq", name=op.f("pk_drill_mark")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("drill_mark")
    op.drop_index("ix_drill_work_course_id_submitted_at", table_name="drill_work")
    op.drop_table("drill_work")
