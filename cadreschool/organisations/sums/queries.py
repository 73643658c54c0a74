"""Reads of sums: kept ones where they are fresh, added up at once everywhere else."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, not_, select

from cadreschool.kernel.db import db
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.organisations.queries import Counted, is_below, subtree_sums
from cadreschool.organisations.rules import ancestor_ids
from cadreschool.organisations.sums.models import CounterSum

MANY = 1_000
"""So many unions at or below one are too many to add up for every page (30 ms for 5,000)."""

FRESH_FOR = timedelta(minutes=10)
"""Sums older than this are not shown: then nobody rebuilds them, and the page adds up itself."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Figures of several unions. `as_of` is the moment of the oldest kept one, None: all exact."""

    figures: Mapping[int, Mapping[Counted, int]]
    as_of: datetime | None


def sums_of(tops: Sequence[int], wanted: Sequence[Counted], *, at: datetime | None) -> Sums:
    """Sum counters over whole subtrees, in two queries at most; with `at` None all exactly."""
    kept, as_of = _kept(tops, wanted, since=at - FRESH_FOR) if at else ({}, None)
    exact = subtree_sums([top for top in tops if top not in kept], wanted)
    return Sums(kept | exact, as_of)


def _kept(
    tops: Sequence[int], wanted: Sequence[Counted], *, since: datetime
) -> tuple[dict[int, dict[Counted, int]], datetime | None]:
    rows = db.session.execute(
        select(
            CounterSum.organisation_id,
            CounterSum.subject,
            CounterSum.what,
            CounterSum.number,
            CounterSum.summed_at,
        ).where(
            CounterSum.organisation_id.in_(tops),
            CounterSum.subject.in_({subject for subject, _ in wanted}),
            CounterSum.summed_at >= since,
        )
    ).all()
    found: dict[int, dict[Counted, int]] = {}
    for organisation_id, subject, what, number, _ in rows:
        found.setdefault(organisation_id, {})[subject, what] = number
    return found, min((row[4] for row in rows), default=None)


def last_summed_at() -> datetime | None:
    """Return when the kept sums were made last."""
    return db.session.scalar(select(func.max(CounterSum.summed_at)))


def large_sums() -> dict[int, dict[Counted, int]]:
    """Add up everything counted at every union with very many below it, the deepest first.

    What a large union below has added up already is taken from there, so that each counter is read
    once, however deep the tree.
    """
    if (db.session.scalar(select(func.count()).select_from(Organisation)) or 0) < MANY:
        return {}
    below: Tally[int] = Tally()
    for path in db.session.scalars(select(Organisation.path)):
        below.update(ancestor_ids(path))
    large = [union_id for union_id, number in below.items() if number >= MANY]
    paths = {
        row[0]: row[1]
        for row in db.session.execute(
            select(Organisation.id, Organisation.path).where(Organisation.id.in_(large))
        )
    }
    found: dict[int, dict[Counted, int]] = {}
    for union_id in sorted(large, key=lambda one: -paths[one].count("/")):
        nearest = _nearest_below(union_id, paths)
        figures = Tally(_summed(paths[union_id], [paths[one] for one in nearest]))
        for one in nearest:
            figures.update(found[one])
        found[union_id] = dict(figures)
    return found


def _nearest_below(union_id: int, paths: Mapping[int, str]) -> list[int]:
    """Return the large unions below this one that have no other large one between."""
    return [
        one
        for one, path in paths.items()
        if [above for above in ancestor_ids(path)[:-1] if above in paths][-1:] == [union_id]
    ]


def _summed(path: str, without: Sequence[str]) -> dict[Counted, int]:
    rows = db.session.execute(
        select(Counter.subject, Counter.what, func.sum(Counter.number))
        .join(Organisation, Organisation.id == Counter.organisation_id)
        .where(is_below(path), *(not_(is_below(one)) for one in without))
        .group_by(Counter.subject, Counter.what)
    )
    return {(row[0], row[1]): int(row[2]) for row in rows}
