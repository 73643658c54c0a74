"""The marking queue, figures of questions, regrades; marks that wait again or count for nobody.

Why      Essays and what a program cannot decide are marked by people; wrong keys are corrected.
Size     Empty tables, and an index over all drawn questions. On SQLite every mark is rewritten: a
         county, a second. A province's 75,000,000 drawn questions on PostgreSQL: some minutes.
Order    Before the new code, with the servers stopped: old code cannot write marks afterwards.
Back     Drops these tables with all they hold. Marks taken back or annulled become nothing (0).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# In the order of creation: parents before those who point to them.
TABLES = (
    "marking_task",
    "marking_verdict",
    "marking_answer",
    "question_statistics",
    "regrade",
    "regrade_version",
    "regrade_line",
    "regrade_step",
)
_WITHOUT = {"sqlite_with_rowid": False}
_PENDING = sa.text("pending > 0")
_IS_OPEN = sa.text(
    "state IN ('previewing', 'previewed', 'submitted', 'applying', 'undo_submitted', 'undoing')"
)


def upgrade() -> None:
    """Create the tables, and let a mark be none or count for nobody."""
    _widen_mark()
    op.create_index(
        "ix_sitting_pending", "sitting", ["id"], sqlite_where=_PENDING, postgresql_where=_PENDING
    )
    op.create_index("ix_drawn_question_version", "drawn_question", ["question_version_id"])
    _marking_task()
    _marking_verdict()
    _marking_answer()
    _question_statistics()
    _regrade()
    _regrade_version()
    _regrade_line()
    _regrade_step()


def _widen_mark() -> None:
    with op.batch_alter_table("mark", table_kwargs=_WITHOUT) as batch:
        batch.alter_column("thousandths", existing_type=sa.Integer(), nullable=True)
        batch.add_column(
            sa.Column("counts", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("mark", table_kwargs=_WITHOUT) as batch:
        batch.alter_column("counts", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    """Drop the tables, children first; every mark is a number again."""
    for name in reversed(TABLES):
        op.drop_table(name)
    op.drop_index("ix_drawn_question_version", table_name="drawn_question")
    op.drop_index("ix_sitting_pending", table_name="sitting")
    op.execute("UPDATE mark SET thousandths = 0 WHERE thousandths IS NULL")
    with op.batch_alter_table("mark", table_kwargs=_WITHOUT) as batch:
        batch.drop_column("counts")
        batch.alter_column("thousandths", existing_type=sa.Integer(), nullable=False)


def _marking_task() -> None:
    op.create_table(
        "marking_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("needs_second", sa.Boolean(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("locked_by", sa.Integer(), nullable=True),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.Column("thousandths", sa.Integer(), nullable=True),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "thousandths BETWEEN 0 AND 1000", name=op.f("ck_marking_task_is_a_share")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (thousandths IS NULL)"
            " AND (decided_at IS NULL) = (state <> 'decided')",
            name=op.f("ck_marking_task_is_decided_or_open"),
        ),
        sa.CheckConstraint(
            "(locked_by IS NULL) = (locked_until IS NULL)",
            name=op.f("ck_marking_task_is_locked_for_a_while"),
        ),
        sa.ForeignKeyConstraint(
            ["locked_by"], ["cadre.id"], name=op.f("fk_marking_task_locked_by")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_marking_task_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_marking_task_question_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_task")),
    )
    _marking_task_indexes()


def _marking_task_indexes() -> None:
    op.create_index(
        "ix_marking_task_open",
        "marking_task",
        ["opened_at"],
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_index(
        "uq_marking_task_school",
        "marking_task",
        ["question_version_id", "part", "key", "needs_second"],
        unique=True,
        sqlite_where=sa.text("organisation_id IS NULL"),
        postgresql_where=sa.text("organisation_id IS NULL"),
    )
    op.create_index(
        "uq_marking_task_union",
        "marking_task",
        ["question_version_id", "part", "key", "needs_second", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )


def _marking_verdict() -> None:
    op.create_table(
        "marking_verdict",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("points", sa.String(), nullable=False),
        sa.Column("thousandths", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("marked_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "thousandths BETWEEN 0 AND 1000", name=op.f("ck_marking_verdict_is_a_share")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by"], ["cadre.id"], name=op.f("fk_marking_verdict_marked_by")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["marking_task.id"], name=op.f("fk_marking_verdict_task_id")
        ),
        sa.PrimaryKeyConstraint("task_id", "round", name=op.f("pk_marking_verdict")),
        sqlite_with_rowid=False,
    )


def _marking_answer() -> None:
    op.create_table(
        "marking_answer",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sitting_id", "position"],
            ["drawn_question.sitting_id", "drawn_question.position"],
            name=op.f("fk_marking_answer_sitting_id_position"),
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["marking_task.id"], name=op.f("fk_marking_answer_task_id")
        ),
        sa.PrimaryKeyConstraint("sitting_id", "position", name=op.f("pk_marking_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_marking_answer_task", "marking_answer", ["task_id"])


def _question_statistics() -> None:
    op.create_table(
        "question_statistics",
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=True),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("bank_id", sa.String(length=60), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("facility", sa.Double(), nullable=True),
        sa.Column("deviation", sa.Double(), nullable=True),
        sa.Column("discrimination", sa.Double(), nullable=True),
        sa.Column("efficiency", sa.Double(), nullable=True),
        sa.Column("difficulty", sa.Double(), nullable=True),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("doubts", sa.String(), nullable=False),
        sa.Column("doubt_number", sa.Integer(), nullable=False),
        sa.Column("computed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_id"], ["bank.id"], name=op.f("fk_question_statistics_bank_id")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_question_statistics_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_question_statistics_question_version_id"),
        ),
        sa.PrimaryKeyConstraint("question_version_id", "part", name=op.f("pk_question_statistics")),
    )
    op.create_index("ix_question_statistics_bank", "question_statistics", ["bank_id"])
    op.create_index("ix_question_statistics_course", "question_statistics", ["course_id"])
    op.create_index("ix_question_statistics_question", "question_statistics", ["question_id"])


def _regrade() -> None:
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("new_version_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("thousandths", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("previewed_at", Moment(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'group') = (task_id IS NOT NULL)"
            " AND (kind = 'group') = (thousandths IS NOT NULL)",
            name=op.f("ck_regrade_group_has_a_mark"),
        ),
        sa.CheckConstraint("thousandths BETWEEN 0 AND 1000", name=op.f("ck_regrade_is_a_share")),
        sa.CheckConstraint(
            "(kind = 'key') = (new_version_id IS NOT NULL)",
            name=op.f("ck_regrade_key_has_a_version"),
        ),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_regrade_made_by")),
        sa.ForeignKeyConstraint(
            ["new_version_id"], ["question_version.id"], name=op.f("fk_regrade_new_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_regrade_organisation_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["marking_task.id"], name=op.f("fk_regrade_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
    )
    op.create_index("ix_regrade_question", "regrade", ["question_id"])
    op.create_index(
        "uq_regrade_open",
        "regrade",
        ["question_id", "part"],
        unique=True,
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )


def _regrade_version() -> None:
    op.create_table(
        "regrade_version",
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_regrade_version_question_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrade.id"], name=op.f("fk_regrade_version_regrade_id")
        ),
        sa.PrimaryKeyConstraint(
            "regrade_id", "question_version_id", name=op.f("pk_regrade_version")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_regrade_version_version", "regrade_version", ["question_version_id"])


def _regrade_line() -> None:
    op.create_table(
        "regrade_line",
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mark_seq", sa.Integer(), nullable=False),
        sa.Column("thousandths", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("score_before", sa.Integer(), nullable=False),
        sa.Column("score_after", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("applied_seq", sa.Integer(), nullable=True),
        sa.Column("undone_seq", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "thousandths BETWEEN 0 AND 1000", name=op.f("ck_regrade_line_is_a_share")
        ),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrade.id"], name=op.f("fk_regrade_line_regrade_id")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id", "position"],
            ["drawn_question.sitting_id", "drawn_question.position"],
            name=op.f("fk_regrade_line_sitting_id_position"),
        ),
        sa.PrimaryKeyConstraint(
            "regrade_id", "sitting_id", "position", name=op.f("pk_regrade_line")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_regrade_line_sitting", "regrade_line", ["sitting_id"])
    op.create_index("ix_regrade_line_state", "regrade_line", ["regrade_id", "state"])


def _regrade_step() -> None:
    op.create_table(
        "regrade_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("regrade_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["cadre.id"], name=op.f("fk_regrade_step_made_by")),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrade.id"], name=op.f("fk_regrade_step_regrade_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade_step")),
    )
    op.create_index("ix_regrade_step_regrade_id", "regrade_step", ["regrade_id"])
