"""What the audit calls fetching a backup, and how long a noted one stays open. Pure."""

from __future__ import annotations

from datetime import timedelta

FETCH, KIND = "backup.download", "backup"
OPEN_FOR = timedelta(minutes=10)
