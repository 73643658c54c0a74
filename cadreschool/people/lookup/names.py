"""Names for ids, where lists of jobs or audit rows speak of people by number."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.people.models import Cadre


def names_of(cadre_ids: Iterable[int]) -> dict[int, str]:
    """Return {id: name} of these cadres; who may know that they did something asks for it."""
    found: dict[int, str] = {}
    for some in portions(cadre_ids):
        rows = db.session.execute(select(Cadre.id, Cadre.name).where(Cadre.id.in_(some)))
        found.update({row[0]: row[1] for row in rows})
    return found
