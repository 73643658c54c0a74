"""Sittings at papers and at practice, parts of questions, marks given by people.

Why      A sitting was one go at a lesson's check; now it is one go at anything that is sat.
Size     Rewrites every sitting, drawn question and mark. A county: a second. A province's
         15,000,000 sittings on PostgreSQL: some minutes, in which nobody can save answers.
Order    Before the new code, with the servers stopped: old code cannot write sittings afterwards.
Back     Gives the old columns back; fails where sittings without a lesson exist, since old code
         could not show them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_OPEN = sa.text("submitted_at IS NULL")
_OF_PAPER = sa.text("paper_id IS NOT NULL")
_TIMED = sa.text("submitted_at IS NULL AND due_at IS NOT NULL")


def upgrade() -> None:
    """Widen sittings, drawn questions and marks; keep what comes too late."""
    _widen_sitting()
    _widen_drawn_question()
    _widen_mark()
    _create_late_answer()


def _widen_sitting() -> None:
    op.drop_index("uq_sitting_open", table_name="sitting")
    with op.batch_alter_table("sitting") as batch:
        batch.drop_constraint(
            op.f("uq_sitting_cadre_id_course_id_lesson_id_number"), type_="unique"
        )
        batch.add_column(sa.Column("mode", sa.String(length=12), nullable=True))
        batch.add_column(sa.Column("subject", sa.String(length=140), nullable=True))
        batch.add_column(sa.Column("paper_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("form", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("due_at", Moment(), nullable=True))
        batch.add_column(sa.Column("seat", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("pending", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE sitting SET mode = 'check', pending = 0, subject = course_id || '/' || lesson_id"
    )
    with op.batch_alter_table("sitting") as batch:
        for name in ("mode", "subject"):
            batch.alter_column(name, existing_type=sa.String(), nullable=False)
        batch.alter_column("pending", existing_type=sa.Integer(), nullable=False)
        for name in ("course_id", "lesson_id"):
            batch.alter_column(name, existing_type=sa.String(length=60), nullable=True)
        batch.alter_column("edition_id", existing_type=sa.Integer(), nullable=True)
        batch.create_unique_constraint(
            op.f("uq_sitting_cadre_id_subject_number"), ["cadre_id", "subject", "number"]
        )
        batch.create_foreign_key(op.f("fk_sitting_paper_id"), "paper", ["paper_id"], ["id"])
        batch.create_check_constraint(op.f("ck_sitting_pending_is_a_number"), "pending >= 0")
        batch.create_check_constraint(
            op.f("ck_sitting_is_of_one_thing"),
            "(lesson_id IS NULL) = (course_id IS NULL)"
            " AND (lesson_id IS NULL) = (edition_id IS NULL)"
            " AND (lesson_id IS NULL OR paper_id IS NULL)",
        )
    _index("uq_sitting_open", ["cadre_id", "subject"], _OPEN, unique=True)
    _index("ix_sitting_due", ["due_at"], _TIMED)
    _index("ix_sitting_paper", ["paper_id"], _OF_PAPER)
    op.create_index("ix_sitting_lesson", "sitting", ["cadre_id", "course_id", "lesson_id"])


def _index(name: str, columns: list[str], where: sa.TextClause, *, unique: bool = False) -> None:
    op.create_index(
        name, "sitting", columns, unique=unique, sqlite_where=where, postgresql_where=where
    )


def _widen_drawn_question() -> None:
    with op.batch_alter_table("drawn_question", table_kwargs={"sqlite_with_rowid": False}) as batch:
        batch.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("points", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("drawn_question", table_kwargs={"sqlite_with_rowid": False}) as batch:
        for name in ("part", "points"):
            batch.alter_column(name, existing_type=sa.Integer(), server_default=None)


def _widen_mark() -> None:
    without = {"sqlite_with_rowid": False}
    with op.batch_alter_table("mark", table_kwargs=without) as batch:
        batch.add_column(sa.Column("marked_by", sa.Integer(), nullable=True))
        batch.add_column(
            sa.Column("reason", sa.String(length=500), nullable=False, server_default="")
        )
        batch.create_foreign_key(op.f("fk_mark_marked_by"), "cadre", ["marked_by"], ["id"])
    with op.batch_alter_table("mark", table_kwargs=without) as batch:
        batch.alter_column("reason", existing_type=sa.String(length=500), server_default=None)


def _create_late_answer() -> None:
    op.create_table(
        "late_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id", "position"],
            ["drawn_question.sitting_id", "drawn_question.position"],
            name=op.f("fk_late_answer_sitting_id_position"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_answer")),
    )
    op.create_index("ix_late_answer_sitting", "late_answer", ["sitting_id"])


def downgrade() -> None:
    """Narrow everything again."""
    op.drop_table("late_answer")
    without = {"sqlite_with_rowid": False}
    with op.batch_alter_table("mark", table_kwargs=without) as batch:
        batch.drop_constraint(op.f("fk_mark_marked_by"), type_="foreignkey")
        batch.drop_column("marked_by")
        batch.drop_column("reason")
    with op.batch_alter_table("drawn_question", table_kwargs=without) as batch:
        batch.drop_column("part")
        batch.drop_column("points")
    for name in ("uq_sitting_open", "ix_sitting_due", "ix_sitting_paper", "ix_sitting_lesson"):
        op.drop_index(name, table_name="sitting")
    with op.batch_alter_table("sitting") as batch:
        batch.drop_constraint(op.f("ck_sitting_is_of_one_thing"), type_="check")
        batch.drop_constraint(op.f("ck_sitting_pending_is_a_number"), type_="check")
        batch.drop_constraint(op.f("fk_sitting_paper_id"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_sitting_cadre_id_subject_number"), type_="unique")
        for name in ("mode", "subject", "paper_id", "form", "due_at", "seat", "pending"):
            batch.drop_column(name)
        for name in ("course_id", "lesson_id"):
            batch.alter_column(name, existing_type=sa.String(length=60), nullable=False)
        batch.alter_column("edition_id", existing_type=sa.Integer(), nullable=False)
        batch.create_unique_constraint(
            op.f("uq_sitting_cadre_id_course_id_lesson_id_number"),
            ["cadre_id", "course_id", "lesson_id", "number"],
        )
    _index("uq_sitting_open", ["cadre_id", "course_id", "lesson_id"], _OPEN, unique=True)
