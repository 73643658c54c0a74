"""Courses being changed in the browser.

Why      To be written with the tables.
Size     Empty tables.
Order    After 0007.
Back     Drops the tables.
"""

from __future__ import annotations

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop the tables."""
