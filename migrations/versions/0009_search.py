"""One row of text for each section.

Why      To be written with the tables.
Size     Empty tables.
Order    After 0008.
Back     Drops the tables.
"""

from __future__ import annotations

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop the tables."""
