"""Writes to the published framework."""

from __future__ import annotations

from datetime import datetime

from cadreschool.audit.actions import record
from cadreschool.competencies.models import FrameworkSource
from cadreschool.kernel.db import db


def publish_framework(text: str, *, by: int | None, at: datetime) -> bool:
    """Put this text in the place of the present framework; tell whether it differs."""
    row = db.session.get(FrameworkSource, 1)
    if row is not None and row.text == text:
        return False
    if row is None:
        db.session.add(FrameworkSource(id=1, text=text))
    else:
        row.text = text
    db.session.flush()
    record("competencies.publish", "competencies", "framework", by=by, at=at)
    return True
