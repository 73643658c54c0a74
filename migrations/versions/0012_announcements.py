"""What a union tells its cadres.

Why      To be written with the tables.
Size     Empty tables.
Order    After 0011.
Back     Drops the tables.
"""

from __future__ import annotations

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""


def downgrade() -> None:
    """Drop the tables."""
