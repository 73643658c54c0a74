"""Audit rows sealed in batches.

Why      To be written with the tables.
Size     Empty tables.
Order    After 0009.
Back     Drops the tables.
"""

from __future__ import annotations

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop the tables."""
