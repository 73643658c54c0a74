"""Work that is done after the page has been answered.

Why      To be written with the tables.
Size     Empty tables.
Order    After 0006.
Back     Drops the tables.
"""

from __future__ import annotations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop the tables."""
