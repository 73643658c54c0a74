"""The school opens: people, unions, laws, courses, and what cadres leave.

Why      The first schema.
Size     Empty tables.
Order    Before the first start.
Back     Drops everything; there is nothing before it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# In the order of creation: parents before those who point to them.
TABLES = (
    "audit_row",
    "content_stamp",
    "course",
    "framework_source",
    "law_source",
    "organisation",
    "question_version",
    "request_key",
    "sign_in_tries",
    "stored_file",
    "cadre",
    "counter",
    "appointment",
    "course_start",
    "edition",
    "known_browser",
    "reading_position",
    "sign_in",
    "course_record",
    "edition_file",
    "edition_rendering",
    "lesson",
    "lesson_question",
    "pinned_citation",
    "sitting",
    "drawn_question",
    "lesson_record",
    "answer",
    "mark",
)


def upgrade() -> None:
    """Create every table."""
    _audit_row()
    _content_stamp()
    _course()
    _framework_source()
    _law_source()
    _organisation()
    _question_version()
    _request_key()
    _sign_in_tries()
    _stored_file()
    _cadre()
    _counter()
    _appointment()
    _course_start()
    _edition()
    _known_browser()
    _reading_position()
    _sign_in()
    _course_record()
    _edition_file()
    _edition_rendering()
    _lesson()
    _lesson_question()
    _pinned_citation()
    _sitting()
    _drawn_question()
    _lesson_record()
    _answer()
    _mark()


def downgrade() -> None:
    """Drop every table, children first."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _audit_row() -> None:
    op.create_table(
        "audit_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=80), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_row")),
    )
    op.create_index(op.f("ix_audit_row_at"), "audit_row", ["at"], unique=False)
    op.create_index("ix_audit_row_object", "audit_row", ["object_kind", "object_id"], unique=False)


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


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column(
            "path",
            sa.String(length=255).with_variant(sa.String(length=255, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.CheckConstraint("path LIKE '/%/'", name=op.f("ck_organisation_path_has_slashes")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("parent_id", "name", name=op.f("uq_organisation_parent_id_name")),
        sa.UniqueConstraint("path", name=op.f("uq_organisation_path")),
    )
    op.create_index(
        "ix_organisation_parent_id_position",
        "organisation",
        ["parent_id", "position"],
        unique=False,
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


def _request_key() -> None:
    op.create_table(
        "request_key",
        sa.Column("sender", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("sender", "key", "digest", name=op.f("pk_request_key")),
    )
    op.create_index(
        op.f("ix_request_key_answered_at"), "request_key", ["answered_at"], unique=False
    )


def _sign_in_tries() -> None:
    op.create_table(
        "sign_in_tries",
        sa.Column("bucket", sa.String(length=100), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", "window", name=op.f("pk_sign_in_tries")),
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


def _cadre() -> None:
    op.create_table(
        "cadre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=30), nullable=False),
        sa.Column("tie", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("joined_at", Moment(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_cadre_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadre")),
        sa.UniqueConstraint("login", name=op.f("uq_cadre_login")),
    )
    op.create_index(
        "ix_cadre_organisation_id_position", "cadre", ["organisation_id", "position"], unique=False
    )


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_counter_is_never_negative")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_counter_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "subject", "what", name=op.f("pk_counter")),
        sqlite_with_rowid=False,
    )


def _appointment() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until_on IS NULL OR until_on >= from_on",
            name=op.f("ck_appointment_ends_after_it_begins"),
        ),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_appointment_cadre_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_appointment_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index("ix_appointment_cadre_id", "appointment", ["cadre_id"], unique=False)


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


def _known_browser() -> None:
    op.create_table(
        "known_browser",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("known_since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_known_browser_cadre_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_known_browser")),
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


def _sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_sign_in_cadre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_token_digest")),
    )
    op.create_index("ix_sign_in_cadre_id", "sign_in", ["cadre_id"], unique=False)


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
