"""Writes to the union tree and its counters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.kernel.upsert import upsert
from cadreschool.organisations.models import Counter, Organisation, OrganisationKind
from cadreschool.organisations.rules import child_path


def create_organisation(
    name: str,
    kind: OrganisationKind,
    parent: Organisation | None,
    *,
    by: int | None,
    at: datetime,
    is_demonstration: bool = False,
) -> Organisation:
    """Add a union below `parent` (None: a root), last in order among its siblings."""
    position = db.session.scalar(
        select(func.coalesce(func.max(Organisation.position), 0) + 1).where(
            Organisation.parent_id == (parent.id if parent else None)
        )
    )
    organisation = Organisation(
        name=name,
        kind=kind,
        parent_id=parent.id if parent else None,
        path="/new/",
        position=position,
        is_demonstration=is_demonstration,
    )
    db.session.add(organisation)
    db.session.flush()  # the path needs the id
    organisation.path = child_path(parent.path if parent else "/", organisation.id)
    db.session.flush()
    record("organisation.create", "organisation", organisation.id, by=by, at=at, name=name)
    return organisation


def count(organisation_id: int, subject: str, what: str, *, by: int = 1) -> None:
    """Add `by` to one counter of one organisation; the row appears with the first count."""
    # Both engines check the row to be inserted even where it then only updates: below nothing
    # would be refused at once. So a subtraction makes sure of the row first.
    row = upsert(Counter).values(
        organisation_id=organisation_id, subject=subject, what=what, number=max(by, 0)
    )
    key = [Counter.organisation_id, Counter.subject, Counter.what]
    if by >= 0:
        added = {"number": Counter.number + by}
        db.session.execute(row.on_conflict_do_update(index_elements=key, set_=added))
        return
    db.session.execute(row.on_conflict_do_nothing(index_elements=key))
    db.session.execute(
        update(Counter)
        .where(
            Counter.organisation_id == organisation_id,
            Counter.subject == subject,
            Counter.what == what,
        )
        .values(number=Counter.number + by)
    )
