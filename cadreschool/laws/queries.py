"""Reads of the published law registry."""

from __future__ import annotations

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.laws.models import LawSource


def law_sources() -> dict[str, str]:
    """Return the registry's entries: {short name: YAML text}."""
    rows = db.session.execute(select(LawSource.short, LawSource.text).order_by(LawSource.short))
    return {row[0]: row[1] for row in rows}
