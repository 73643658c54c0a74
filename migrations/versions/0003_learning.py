"""What cadres leave: starts, sittings, answers, marks, records.

Why      Progress is computed from these facts.
Size     Empty tables.
Order    Before the first start.
Back     Drops these tables with all they hold.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# In the order of creation: parents before those who point to them.
TABLES = (
    "course_start",
    "reading_position",
    "course_record",
    "sitting",
    "drawn_question",
    "lesson_record",
    "answer",
    "mark",
)


def upgrade() -> None:
    """Create the tables."""
    _course_start()
    _reading_position()
    _course_record()
    _sitting()
    _drawn_question()
    _lesson_record()
    _answer()
    _mark()


def downgrade() -> None:
    """Drop the tables, children first."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _course_start() -> None:
    op.create_table(
        "course_start",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_course_start_cadre_id")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_start_course_id")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "course_id", name=op.f("pk_course_start")),
        sqlite_with_rowid=False,
    )


def _reading_position() -> None:
    op.create_table(
        "reading_position",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("block", sa.String(length=80), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_reading_position_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_reading_position_course_id")
        ),
        sa.PrimaryKeyConstraint(
            "cadre_id", "course_id", "lesson_id", name=op.f("pk_reading_position")
        ),
        sqlite_with_rowid=False,
    )


def _course_record() -> None:
    op.create_table(
        "course_record",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("finished_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_course_record_cadre_id")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_record_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_course_record_edition_id")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "course_id", name=op.f("pk_course_record")),
        sqlite_with_rowid=False,
    )


def _sitting() -> None:
    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("submitted_at", Moment(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (score IS NULL)",
            name=op.f("ck_sitting_score_comes_with_submission"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_sitting_counts_from_one")),
        sa.CheckConstraint(
            "score IS NULL OR score BETWEEN 0 AND 100", name=op.f("ck_sitting_score_is_percent")
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_sitting_cadre_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_sitting_course_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_sitting_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint(
            "cadre_id",
            "course_id",
            "lesson_id",
            "number",
            name=op.f("uq_sitting_cadre_id_course_id_lesson_id_number"),
        ),
    )
    op.create_index(
        "uq_sitting_open",
        "sitting",
        ["cadre_id", "course_id", "lesson_id"],
        unique=True,
        sqlite_where=sa.text("submitted_at IS NULL"),
        postgresql_where=sa.text("submitted_at IS NULL"),
    )


def _drawn_question() -> None:
    op.create_table(
        "drawn_question",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("option_order", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_drawn_question_question_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_drawn_question_sitting_id")
        ),
        sa.PrimaryKeyConstraint("sitting_id", "position", name=op.f("pk_drawn_question")),
        sqlite_with_rowid=False,
    )


def _lesson_record() -> None:
    op.create_table(
        "lesson_record",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_lesson_record_cadre_id")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_lesson_record_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_lesson_record_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_lesson_record_sitting_id")
        ),
        sa.PrimaryKeyConstraint(
            "cadre_id", "course_id", "lesson_id", name=op.f("pk_lesson_record")
        ),
        sqlite_with_rowid=False,
    )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id", "position"],
            ["drawn_question.sitting_id", "drawn_question.position"],
            name=op.f("fk_answer_sitting_id_position"),
        ),
        sa.PrimaryKeyConstraint("sitting_id", "position", "seq", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )


def _mark() -> None:
    op.create_table(
        "mark",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("thousandths", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("marked_at", Moment(), nullable=False),
        sa.CheckConstraint("thousandths BETWEEN 0 AND 1000", name=op.f("ck_mark_is_a_share")),
        sa.ForeignKeyConstraint(
            ["sitting_id", "position"],
            ["drawn_question.sitting_id", "drawn_question.position"],
            name=op.f("fk_mark_sitting_id_position"),
        ),
        sa.PrimaryKeyConstraint("sitting_id", "position", "seq", name=op.f("pk_mark")),
        sqlite_with_rowid=False,
    )
