"""Official texts of laws, and what is to be looked at again when a law changes.

Why      A law page shows the official text where the operator imported it; what cites an article
         that was amended is found passage by passage, and somebody confirms or edits it.
Size     Three empty tables. `pinned_citation` is rebuilt with a longer key (some thousand rows).
Order    After 0018. Which passage an older citation stands in is noted by the next publication.
Back     Drops the texts (import them again), and who confirmed what. Citations of one article in
         several passages become one again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LOSES_ROWS = ("pinned_citation",)  # on the way back only
_KEY = ("edition_id", "lesson_id", "law", "version", "article")
_ONE_EACH = """
DELETE FROM pinned_citation WHERE EXISTS (
  SELECT 1 FROM pinned_citation AS other
  WHERE other.edition_id = pinned_citation.edition_id
    AND other.lesson_id = pinned_citation.lesson_id
    AND other.law = pinned_citation.law
    AND other.version = pinned_citation.version
    AND other.article = pinned_citation.article
    AND (other.question_id < pinned_citation.question_id
      OR (other.question_id = pinned_citation.question_id
        AND other.passage < pinned_citation.passage))
)
"""
_OPEN = sa.text("closed_at IS NULL")
_IN_COURSE = sa.text("course_id IS NOT NULL")
_IN_BANK = sa.text("bank_id IS NOT NULL")


def upgrade() -> None:
    """Create the tables, and let a citation know its passage."""
    _create_texts()
    _create_recheck()
    with op.batch_alter_table("pinned_citation") as table:
        table.add_column(
            sa.Column("question_id", sa.String(length=60), nullable=False, server_default="")
        )
        table.add_column(
            sa.Column("passage", sa.String(length=64), nullable=False, server_default="")
        )
        table.drop_constraint(op.f("pk_pinned_citation"), type_="primary")
        table.create_primary_key(op.f("pk_pinned_citation"), [*_KEY, "question_id", "passage"])


def _create_texts() -> None:
    op.create_table(
        "law_import",
        sa.Column("short", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("imported_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("short", "version", name=op.f("pk_law_import")),
    )
    op.create_table(
        "law_text",
        sa.Column("short", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(length=12), nullable=False),
        sa.Column("headings", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["short", "version"],
            ["law_import.short", "law_import.version"],
            name=op.f("fk_law_text_short_version"),
        ),
        sa.PrimaryKeyConstraint("short", "version", "position", name=op.f("pk_law_text")),
        sa.UniqueConstraint(
            "short", "version", "article", name=op.f("uq_law_text_short_version_article")
        ),
    )


def _create_recheck() -> None:
    op.create_table(
        "recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=True),
        sa.Column("bank_id", sa.String(length=60), nullable=True),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("passage", sa.String(length=64), nullable=False),
        sa.Column("law", sa.String(length=60), nullable=False),
        sa.Column("article", sa.String(length=12), nullable=False),
        sa.Column("from_version", sa.String(length=30), nullable=False),
        sa.Column("to_version", sa.String(length=30), nullable=False),
        sa.Column("fate", sa.String(length=20), nullable=False),
        sa.Column("to_article", sa.String(length=12), nullable=False),
        sa.Column("to_digest", sa.String(length=64), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome IS NULL)", name=op.f("ck_recheck_closed_with_outcome")
        ),
        sa.CheckConstraint(
            "(course_id IS NULL) <> (bank_id IS NULL)", name=op.f("ck_recheck_course_or_bank")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_recheck_course_id")),
        sa.ForeignKeyConstraint(["bank_id"], ["bank.id"], name=op.f("fk_recheck_bank_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["cadre.id"], name=op.f("fk_recheck_closed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck")),
    )
    what = ["passage", "law", "article", "from_version", "to_version"]
    for name, columns, where in (
        ("uq_recheck_course", ["course_id", "lesson_id", "question_id", *what], _IN_COURSE),
        ("uq_recheck_bank", ["bank_id", "question_id", *what], _IN_BANK),
    ):
        op.create_index(
            name, "recheck", columns, unique=True, sqlite_where=where, postgresql_where=where
        )
    op.create_index(
        "ix_recheck_open", "recheck", ["id"], sqlite_where=_OPEN, postgresql_where=_OPEN
    )


def downgrade() -> None:
    """Drop the tables; of an article cited in several passages keep one row."""
    op.execute(_ONE_EACH)
    with op.batch_alter_table("pinned_citation") as table:
        table.drop_constraint(op.f("pk_pinned_citation"), type_="primary")
        table.create_primary_key(op.f("pk_pinned_citation"), list(_KEY))
        table.drop_column("question_id")
        table.drop_column("passage")
    op.drop_table("recheck")
    op.drop_table("law_text")
    op.drop_table("law_import")
