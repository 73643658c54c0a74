"""Laws, competencies, questions, courses and their editions.

Why      Content becomes immutable editions.
Size     Empty tables.
Order    Before the first start.
Back     Drops these tables with all they hold.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# In the order of creation: parents before those who point to them.
TABLES = (
    "content_stamp",
    "course",
    "framework_source",
    "law_source",
    "question_version",
    "stored_file",
    "edition",
    "edition_file",
    "edition_rendering",
    "lesson",
    "lesson_question",
    "pinned_citation",
)


def upgrade() -> None:
    """Create the tables."""
    _content_stamp()
    _course()
    _framework_source()
    _law_source()
    _question_version()
    _stored_file()
    _edition()
    _edition_file()
    _edition_rendering()
    _lesson()
    _lesson_question()
    _pinned_citation()


def downgrade() -> None:
    """Drop the tables, children first."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _content_stamp() -> None:
    op.create_table(
        "content_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("folder_digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_content_stamp_there_is_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_stamp")),
    )


def _course() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("first_published_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )


def _framework_source() -> None:
    op.create_table(
        "framework_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_framework_source_there_is_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_source")),
    )


def _law_source() -> None:
    op.create_table(
        "law_source",
        sa.Column("short", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("short", name=op.f("pk_law_source")),
    )


def _question_version() -> None:
    op.create_table(
        "question_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_question_version_counts_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_version")),
        sa.UniqueConstraint(
            "question_id", "digest", name=op.f("uq_question_version_question_id_digest")
        ),
        sa.UniqueConstraint(
            "question_id", "number", name=op.f("uq_question_version_question_id_number")
        ),
    )


def _stored_file() -> None:
    op.create_table(
        "stored_file",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("extension", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_stored_file")),
    )


def _edition() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_edition_counts_from_one")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_edition_course_id")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["cadre.id"], name=op.f("fk_edition_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_edition_course_id_number")),
    )


def _edition_file() -> None:
    op.create_table(
        "edition_file",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("file_digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(text IS NULL) <> (file_digest IS NULL)", name=op.f("ck_edition_file_is_text_or_file")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_file_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_digest"], ["stored_file.digest"], name=op.f("fk_edition_file_file_digest")
        ),
        sa.PrimaryKeyConstraint("edition_id", "path", name=op.f("pk_edition_file")),
    )


def _edition_rendering() -> None:
    op.create_table(
        "edition_rendering",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_rendering_edition_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "renderer", name=op.f("pk_edition_rendering")),
    )


def _lesson() -> None:
    op.create_table(
        "lesson",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_lesson_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "lesson_id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("edition_id", "position", name=op.f("uq_lesson_edition_id_position")),
    )


def _lesson_question() -> None:
    op.create_table(
        "lesson_question",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_lesson_question_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_version_id"],
            ["question_version.id"],
            name=op.f("fk_lesson_question_question_version_id"),
        ),
        sa.PrimaryKeyConstraint(
            "edition_id", "lesson_id", "position", name=op.f("pk_lesson_question")
        ),
    )


def _pinned_citation() -> None:
    op.create_table(
        "pinned_citation",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.String(length=60), nullable=False),
        sa.Column("law", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=30), nullable=False),
        sa.Column("article", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_pinned_citation_edition_id")
        ),
        sa.PrimaryKeyConstraint(
            "edition_id", "lesson_id", "law", "version", "article", name=op.f("pk_pinned_citation")
        ),
    )
    op.create_index(
        "ix_pinned_citation_law", "pinned_citation", ["law", "version", "article"], unique=False
    )
