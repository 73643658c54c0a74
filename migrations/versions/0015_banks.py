"""Banks of questions.

Why      To be written.
Size     To be written.
Order    To be written.
Back     To be written.
"""

from __future__ import annotations

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing yet."""


def downgrade() -> None:
    """Change nothing yet."""
