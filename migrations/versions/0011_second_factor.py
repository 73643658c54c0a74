"""What the school decides for itself, passwords before this one, and a second factor.

Why      A county chooses how passwords are judged and whether a second factor is asked for; a
         computer in the union's office is known to everybody who signed in there, not to the last;
         who signs in again from one browser has one sign-in there, not two.
Size     Five empty tables, an empty column; the table of known browsers is written anew (one row
         per person and browser, seconds for a million).
Order    Before the new code, which reads all of them.
Back     Drops the tables: choices are as the program brings them, second factors are gone. Of the
         people a browser knows only one stays; the others have tries in common again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreschool.kernel.db import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LOSES_ROWS = ("known_browser",)  # on the way back only
_ONE_EACH = """
DELETE FROM known_browser WHERE EXISTS (
  SELECT 1 FROM known_browser AS other
  WHERE other.token_digest = known_browser.token_digest AND other.cadre_id < known_browser.cadre_id
)
"""


def upgrade() -> None:
    """Create the tables, and let a browser be known to several people."""
    op.create_table(
        "policy",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("set_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_policy")),
    )
    op.create_table(
        "former_password",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("replaced_at", Moment(), nullable=False),
        _of_a_cadre("former_password"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_password")),
    )
    op.create_index("ix_former_password_cadre_id", "former_password", ["cadre_id"])
    op.create_table(
        "second_factor",
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("sealed_secret", sa.String(length=200), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        _of_a_cadre("second_factor"),
        sa.PrimaryKeyConstraint("cadre_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        _of_a_cadre("recovery_code"),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_recovery_code")),
    )
    op.create_index("ix_recovery_code_cadre_id", "recovery_code", ["cadre_id"])
    op.create_table(
        "half_sign_in",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("cadre_id", sa.Integer(), nullable=False),
        sa.Column("password_digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        _of_a_cadre("half_sign_in"),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_half_sign_in")),
    )
    op.create_index("ix_half_sign_in_cadre_id", "half_sign_in", ["cadre_id"])
    op.add_column("sign_in", sa.Column("browser_digest", sa.String(length=64), nullable=True))
    _name_known_browsers_by("token_digest", "cadre_id")


def downgrade() -> None:
    """Drop the tables, and let a browser be known to one person."""
    op.execute(_ONE_EACH)
    _name_known_browsers_by("token_digest")
    op.drop_column("sign_in", "browser_digest")
    for table in ("half_sign_in", "recovery_code", "second_factor", "former_password", "policy"):
        op.drop_table(table)


def _of_a_cadre(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["cadre_id"], ["cadre.id"], name=op.f(f"fk_{table}_cadre_id"))


def _name_known_browsers_by(*columns: str) -> None:
    with op.batch_alter_table("known_browser") as table:
        table.drop_constraint(op.f("pk_known_browser"), type_="primary")
        table.create_primary_key(op.f("pk_known_browser"), list(columns))
