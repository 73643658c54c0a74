"""What a backup refuses with."""

from __future__ import annotations

from cadreschool.kernel.errors import InvalidError


class BackupError(InvalidError):
    """A backup that cannot be made or used, with the reason."""
