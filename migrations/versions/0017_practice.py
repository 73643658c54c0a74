"""Practice, mistake book, review cards, reports of faulty questions, messages to one person.

Why      Learners practise, and come back to what they got wrong; what they report is answered.
Size     Empty tables, but for one short row for every sitting handed in so far: mistake books are
         written up from these little by little. A county: at once. A province's 15,000,000
         sittings: about a minute, during which nothing is locked that anybody reads.
Order    Before the code that writes them; older code knows nothing of them.
Back     Drops the tables: practice answers stay, what was removed by hand and reported is lost.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_WAITING = (
    "INSERT INTO waiting_sitting (sitting_id, cadre_id)"
    " SELECT id, cadre_id FROM sitting WHERE submitted_at IS NOT NULL"
)
_STILL_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Create the tables; let every sitting of before wait to be written up."""
    _create_message()
    _create_practice()
    _create_mistakes()
    _create_review()
    _create_question_report()
    op.execute(_WAITING)


def _create_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("is_put_away", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_message_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("cadre_id", "about", name=op.f("uq_message_cadre_id_about")),
    )


def _create_practice() -> None:
    op.create_table(
        "handed_question",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("handed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id", "position"],
            ["drawn_question.sitting_id", "drawn_question.position"],
            name=op.f("fk_handed_question_sitting_id_position"),
        ),
        sa.PrimaryKeyConstraint("sitting_id", "position", name=op.f("pk_handed_question")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "practice_choice",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("clears_after", sa.Integer(), nullable=False),
        sa.Column("daily_size", sa.Integer(), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "clears_after BETWEEN 1 AND 5", name=op.f("ck_practice_choice_clears_after_a_few")
        ),
        sa.CheckConstraint(
            "daily_size IN (3, 5, 10)", name=op.f("ck_practice_choice_day_is_small")
        ),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_practice_choice_cadre_id")
        ),
        sa.PrimaryKeyConstraint("cadre_id", "seq", name=op.f("pk_practice_choice")),
        sqlite_with_rowid=False,
    )


def _create_mistakes() -> None:
    op.create_table(
        "mistake",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("wrong_times", sa.Integer(), nullable=False),
        sa.Column("right_in_row", sa.Integer(), nullable=False),
        sa.Column("cleared_after", sa.Integer(), nullable=True),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wrong_at", Moment(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'cleared', 'removed')", name=op.f("ck_mistake_state_is_known")
        ),
        sa.CheckConstraint("wrong_times >= 1", name=op.f("ck_mistake_was_wrong_once")),
        sa.CheckConstraint("right_in_row >= 0", name=op.f("ck_mistake_row_is_a_number")),
        sa.CheckConstraint(
            "(state = 'cleared') = (cleared_after IS NOT NULL)",
            name=op.f("ck_mistake_says_after_how_many"),
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_mistake_cadre_id")),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_mistake_question_version_id"),
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_mistake_sitting_id")),
        sa.PrimaryKeyConstraint("cadre_id", "question_id", name=op.f("pk_mistake")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mistake_act",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('remove', 'restore')", name=op.f("ck_mistake_act_kind_is_known")
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_mistake_act_cadre_id")),
        sa.PrimaryKeyConstraint("cadre_id", "question_id", "seq", name=op.f("pk_mistake_act")),
        sqlite_with_rowid=False,
    )


def _create_review() -> None:
    op.create_table(
        "review_card",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_review_card_cadre_id")),
        sa.PrimaryKeyConstraint("cadre_id", "question_id", name=op.f("pk_review_card")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_review_card_due", "review_card", ["cadre_id", "due_on"])
    op.create_table(
        "waiting_sitting",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cadre_id"], ["cadre.id"], name=op.f("fk_waiting_sitting_cadre_id")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_waiting_sitting_sitting_id")
        ),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_waiting_sitting")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_sitting_cadre", "waiting_sitting", ["cadre_id"])


def _create_question_report() -> None:
    op.create_table(
        "question_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=True),
        sa.Column("bank_id", sa.String(length=60), nullable=True),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "(course_id IS NULL) <> (bank_id IS NULL)", name=op.f("ck_question_report_is_somebodys")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)",
            name=op.f("ck_question_report_is_open_or_answered"),
        ),
        *_keys_of_report(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_report")),
    )
    op.create_index(
        "uq_question_report_open",
        "question_report",
        ["cadre_id", "question_version_id"],
        unique=True,
        sqlite_where=_STILL_OPEN,
        postgresql_where=_STILL_OPEN,
    )
    op.create_index("ix_question_report_question", "question_report", ["question_id", "state"])


def _keys_of_report() -> list[sa.ForeignKeyConstraint]:
    named = [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_question_report_{column}"))
        for column, target in (
            ("answered_by", "cadre.id"),
            ("bank_id", "bank.id"),
            ("cadre_id", "cadre.id"),
            ("course_id", "course.id"),
            ("question_version_id", "question_version.id"),
        )
    ]
    drawn = sa.ForeignKeyConstraint(
        ["sitting_id", "position"],
        ["drawn_question.sitting_id", "drawn_question.position"],
        name=op.f("fk_question_report_sitting_id_position"),
    )
    return [*named, drawn]


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "question_report",
        "waiting_sitting",
        "review_card",
        "mistake_act",
        "mistake",
        "practice_choice",
        "handed_question",
        "message",
    ):
        op.drop_table(name)
