"""Postings with dates, and what a union was before.

Why      To be written with the tables.
Size     Empty tables.
Order    After 0005.
Back     Drops the tables.
"""

from __future__ import annotations

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop the tables."""
