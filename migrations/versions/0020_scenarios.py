"""Runs of scenarios: that one was begun, each choice, and the ending reached.

Why      Scenario practice: every choice is a fact the moment it is made.
Size     Empty tables.
Order    Before the code that writes them; older code knows nothing of them.
Back     Drops the tables, and with them what was chosen.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_runs()
    _create_steps()


def _create_runs() -> None:
    op.create_table(
        "scenario_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_scenario_run_counts_from_one")),
        sa.CheckConstraint(
            "is_first = (number = 1)", name=op.f("ck_scenario_run_first_is_number_one")
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_scenario_run_cadre_id")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_scenario_run_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_scenario_run_edition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_run")),
        sa.UniqueConstraint(
            "cadre_id",
            "course_id",
            "lesson_id",
            "number",
            name=op.f("uq_scenario_run_cadre_id_course_id_lesson_id_number"),
        ),
    )
    op.create_index(
        "ix_scenario_run_course_id_lesson_id",
        "scenario_run",
        ["course_id", "lesson_id"],
        unique=False,
    )


def _create_steps() -> None:
    op.create_table(
        "scenario_choice",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=60), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_scenario_choice_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["scenario_run.id"], name=op.f("fk_scenario_choice_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", "seq", name=op.f("pk_scenario_choice")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scenario_end",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(length=60), nullable=False),
        sa.Column("ended_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["scenario_run.id"], name=op.f("fk_scenario_end_run_id")
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_scenario_end")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("scenario_end")
    op.drop_table("scenario_choice")
    op.drop_index("ix_scenario_run_course_id_lesson_id", table_name="scenario_run")
    op.drop_table("scenario_run")
