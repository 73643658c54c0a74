"""Where policies are stored: one row per choice that was ever made.

What has no row is as the program brings it. The largest number among the rows moves with every
change: by it each worker sees that its memory is old.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ScalarSelect, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment, db, table_of
from cadreschool.kernel.policy import CHOICES, Policies, choice_named
from cadreschool.kernel.upsert import upsert


class Policy(Model):
    """What was chosen for one of `CHOICES`."""

    __tablename__ = "policy"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
    number: Mapped[int]
    set_at: Mapped[datetime] = mapped_column(Moment)


def policies_number() -> ScalarSelect[int]:
    """Return the expression "number of the newest choice", to be selected along."""
    return select(func.max(table_of(Policy).c.number)).scalar_subquery()


def stored_policies() -> Policies:
    """Return every choice as it stands; a value the program no longer offers counts as none."""
    rows = db.session.execute(select(Policy.name, Policy.value, Policy.number)).all()
    offered = {one.name: one for one in CHOICES}
    values = {
        name: value
        for name, value, _ in rows
        if name in offered and (not offered[name].options or value in dict(offered[name].options))
    }
    return Policies(max((row[2] for row in rows), default=0), **values)


def set_policy(name: str, value: str, *, at: datetime) -> tuple[str, str] | None:
    """Store a choice; return what it was and is, None when nothing changes.

    Whoever calls it audits: the kernel cannot.
    """
    choice = choice_named(name)
    wished, present = choice.checked(value), str(getattr(stored_policies(), name))
    if wished == present:
        return None
    following = select(func.coalesce(func.max(Policy.number), 0) + 1).scalar_subquery()
    values = {"value": wished, "number": following, "set_at": at}
    db.session.execute(
        upsert(Policy)
        .values(name=name, **values)
        .on_conflict_do_update(index_elements=[Policy.name], set_=values)
    )
    return present, wished
