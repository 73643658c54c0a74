"""Writes of an import: many cadres at once. Moving them is not among them: `learning.moves`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import func, insert, select, update

from cadreschool.audit.actions import record_all
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.organisations.actions import count
from cadreschool.organisations.queries import demonstration_unions
from cadreschool.people.models import Cadre
from cadreschool.people.postings.actions import Place, insert_main_postings
from cadreschool.people.postings.rules import NewPosting
from cadreschool.people.rosters.entries import Entry
from cadreschool.people.rules import MEMBERS


class Positions:
    """Gives out the next place on each union's roster."""

    def __init__(self) -> None:
        rows = db.session.execute(
            select(Cadre.organisation_id, func.max(Cadre.position)).group_by(Cadre.organisation_id)
        )
        self._last: Counter[int] = Counter({row[0]: row[1] for row in rows})

    def next(self, organisation_id: int) -> int:
        """Return the place after the last."""
        self._last[organisation_id] += 1
        return self._last[organisation_id]


def add_cadres(
    entries: Iterable[tuple[Entry, int]], positions: Positions, *, by: int | None, at: datetime
) -> dict[str, int]:
    """Add cadres to their unions, last on each roster, and count them: {sign-in name: id}."""
    ids: dict[str, int] = {}
    audited: dict[int, dict[str, str | int | None]] = {}
    members: Counter[int] = Counter()
    invented = demonstration_unions()
    for some in portions(entries):
        rows = [
            _row(entry, union_id, positions.next(union_id), at)
            | {"is_demonstration": union_id in invented}
            for entry, union_id in some
        ]
        db.session.execute(insert(Cadre), rows)
        made = _ids_of(entry.login for entry, _ in some)
        ids |= made
        insert_main_postings(
            {made[entry.login]: _place(entry, union_id, at) for entry, union_id in some}
        )
        for entry, union_id in some:
            audited[made[entry.login]] = {"organisation": union_id}
            members[union_id] += 1
    for union_id, number in sorted(members.items()):
        count(union_id, *MEMBERS, by=number)
    record_all("cadre.add", "cadre", audited, by=by, at=at)
    return ids


def rename_cadres(entries: Mapping[int, Entry], *, by: int | None, at: datetime) -> None:
    """Take the names of cadres who are there from the roster: {id: entry}."""
    for some in portions(entries.items()):
        rows = [{"id": cadre_id, "name": entry.name} for cadre_id, entry in some]
        db.session.execute(update(Cadre), rows)
    details = {cadre_id: {"row": entry.row} for cadre_id, entry in entries.items()}
    record_all("cadre.update", "cadre", details, by=by, at=at)


def _place(entry: Entry, union_id: int, at: datetime) -> Place:
    """Return the place of somebody new; their row has its position already."""
    return Place(union_id, 0, NewPosting(entry.post, entry.tie, day_of(at)))


def _row(entry: Entry, union_id: int, position: int, at: datetime) -> dict[str, object]:
    return {
        "login": entry.login,
        "name": entry.name,
        "organisation_id": union_id,
        "position": position,
        "post": entry.post,
        "tie": entry.tie,
        "joined_at": at,
    }


def _ids_of(logins: Iterable[str]) -> dict[str, int]:
    rows = db.session.execute(select(Cadre.login, Cadre.id).where(Cadre.login.in_(list(logins))))
    return {row[0]: row[1] for row in rows}
