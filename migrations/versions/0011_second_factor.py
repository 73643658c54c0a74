"""Passwords before this one, and a second factor.

Why      To be written with the tables.
Size     Empty tables.
Order    After 0010.
Back     Drops the tables.
"""

from __future__ import annotations

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop the tables."""
