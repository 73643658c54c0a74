"""People, unions, sign-ins, request keys and audit rows.

Why      The first schema: who is here, and who did what.
Size     Empty tables.
Order    Before the first start.
Back     Drops these tables with all they hold.
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
    "organisation",
    "request_key",
    "sign_in_tries",
    "cadre",
    "counter",
    "appointment",
    "known_browser",
    "sign_in",
)


def upgrade() -> None:
    """Create the tables."""
    _audit_row()
    _organisation()
    _request_key()
    _sign_in_tries()
    _cadre()
    _counter()
    _appointment()
    _known_browser()
    _sign_in()


def downgrade() -> None:
    """Drop the tables, children first."""
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


def _known_browser() -> None:
    op.create_table(
        "known_browser",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("known_since", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f("fk_known_browser_cadre_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_known_browser")),
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
