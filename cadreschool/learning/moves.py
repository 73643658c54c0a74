"""A cadre moves to another union (调动), and what was counted of them moves along.

Membership is counted in `people`, beginnings and endings of courses here: so the move is made here,
the lowest package that sees all of it. Facts stay as they are: they are the cadre's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from cadreschool.audit.actions import record_all
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.learning.models import CourseRecord, CourseStart
from cadreschool.learning.rules import FINISHED, STARTED
from cadreschool.organisations.actions import count
from cadreschool.people.models import Cadre
from cadreschool.people.rosters.actions import Positions
from cadreschool.people.rules import MEMBERS


def move_cadre(cadre_id: int, organisation_id: int, *, by: int | None, at: datetime) -> None:
    """Move one cadre to another union, last on its roster."""
    move_cadres({cadre_id: organisation_id}, Positions(), by=by, at=at)


def move_cadres(
    moves: Mapping[int, int], positions: Positions, *, by: int | None, at: datetime
) -> None:
    """Move cadres {id: union id} with all that is counted of them; who is there stays."""
    shifts: Counter[tuple[int, str, str]] = Counter()
    details: dict[int, dict[str, str | int | None]] = {}
    for some in portions(sorted(moves.items())):
        wanted = dict(some)
        # Locked before the facts are counted: none may be added to the old union meanwhile.
        rows = db.session.execute(
            select(Cadre.id, Cadre.organisation_id)
            .where(Cadre.id.in_(wanted))
            .order_by(Cadre.id)
            .with_for_update()
        )
        leaving = {row[0]: row[1] for row in rows if row[1] != wanted[row[0]]}
        for cadre_id, subject, what in _counted(leaving):
            shifts[leaving[cadre_id], subject, what] -= 1
            shifts[wanted[cadre_id], subject, what] += 1
        for cadre_id, old in leaving.items():
            new = wanted[cadre_id]
            values = {"organisation_id": new, "position": positions.next(new)}
            db.session.execute(update(Cadre).where(Cadre.id == cadre_id).values(**values))
            details[cadre_id] = {"from": old, "to": new}
    for key, number in sorted(shifts.items()):
        if number:
            count(*key, by=number)
    record_all("cadre.move", "cadre", details, by=by, at=at)


def _counted(cadres: Mapping[int, int]) -> list[tuple[int, str, str]]:
    """Return whatever counters hold of these cadres: (cadre, subject, what)."""
    found = [(cadre_id, *MEMBERS) for cadre_id in cadres]
    for what, model in ((STARTED, CourseStart), (FINISHED, CourseRecord)):
        rows = db.session.execute(
            select(model.cadre_id, model.course_id).where(model.cadre_id.in_(cadres))
        )
        found += [(row[0], row[1], what) for row in rows]
    return found
