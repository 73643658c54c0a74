"""Writes to the published law registry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.laws.models import LawSource
from cadreschool.laws.queries import law_sources


def publish_laws(
    sources: Mapping[str, str], *, cited: Collection[str], by: int | None, at: datetime
) -> bool:
    """Put these entries {short name: YAML text} in the place of the present; tell if any differ.

    Laws that are `cited` by an edition stay even when the sources no longer hold them: a lesson
    that was published keeps its citations.
    """
    present = law_sources()
    changed = {short for short, text in sources.items() if present.get(short) != text}
    gone = present.keys() - sources.keys() - set(cited)
    if not changed and not gone:
        return False
    db.session.execute(delete(LawSource).where(LawSource.short.in_(changed | gone)))
    db.session.add_all(LawSource(short=short, text=sources[short]) for short in sorted(changed))
    db.session.flush()
    record("laws.publish", "laws", "registry", by=by, at=at, changed=len(changed), gone=len(gone))
    return True
