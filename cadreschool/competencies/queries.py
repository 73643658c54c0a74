"""Reads of the published framework."""

from __future__ import annotations

from sqlalchemy import select

from cadreschool.competencies.models import FrameworkSource
from cadreschool.kernel.db import db


def framework_source() -> str | None:
    """Return the framework's YAML text, None before the first publication."""
    return db.session.scalar(select(FrameworkSource.text))
