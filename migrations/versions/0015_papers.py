"""Papers, their questions, exceptions for one person, and how late it was last.

Why      Exams and mock exams are drawn from banks by a design that was fixed before; their time
         must not be lengthened by setting back the machine's clock.
Size     Empty tables.
Order    Before the new code: it reads them. Old code ignores them.
Back     Drops these tables with all they hold.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# In the order of creation: parents before those who point to them.
TABLES = (
    "paper",
    "paper_item",
    "paper_exception",
    "clock_mark",
)


def upgrade() -> None:
    """Create the tables."""
    _paper()
    _paper_item()
    _paper_exception()
    _clock_mark()


def downgrade() -> None:
    """Drop the tables, children first."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _paper() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("design", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("scoring", sa.String(length=12), nullable=False),
        sa.Column("release", sa.String(length=12), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("shuffles", sa.Boolean(), nullable=False),
        sa.Column("second_marker", sa.Boolean(), nullable=False),
        sa.Column("opens_at", Moment(), nullable=True),
        sa.Column("closes_at", Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("attempts IS NULL OR attempts >= 1", name=op.f("ck_paper_can_be_sat")),
        sa.CheckConstraint("forms BETWEEN 1 AND 8", name=op.f("ck_paper_forms_are_few")),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes BETWEEN 1 AND 600", name=op.f("ck_paper_time_is_sane")
        ),
        sa.CheckConstraint(
            "pass_mark BETWEEN 0 AND 100", name=op.f("ck_paper_pass_mark_is_percent")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_paper_made_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["cadre.id"], name=op.f("fk_paper_opened_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_paper_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )


def _paper_item() -> None:
    op.create_table(
        "paper_item",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.CheckConstraint("points BETWEEN 1 AND 100", name=op.f("ck_paper_item_points_are_sane")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_item_paper_id")),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_paper_item_question_version_id"),
        ),
        sa.PrimaryKeyConstraint("paper_id", "form", "position", name=op.f("pk_paper_item")),
        sqlite_with_rowid=False,
    )


def _paper_exception() -> None:
    op.create_table(
        "paper_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_paper_exception_cadre_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_paper_exception_made_by")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_paper_exception_paper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_exception")),
    )
    op.create_index(
        "ix_paper_exception_whose", "paper_exception", ["paper_id", "cadre_id"], unique=False
    )


def _clock_mark() -> None:
    op.create_table(
        "clock_mark",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("leap_seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_mark_is_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_mark")),
    )
