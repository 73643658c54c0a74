"""Cadres come to another union, leave and return, and what was counted of them goes along.

Membership is counted in `people`, beginnings and endings of courses here: so all this is done in
this package, the lowest that sees all of it. Facts stay as they are: they are the cadre's. Of
somebody who left nothing is counted until they return. A profile shown to the supervisors of the
old union is shown to nobody afterwards: those of the new one were never agreed to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cadreschool.audit.actions import record, record_all
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.portions import portions
from cadreschool.learning.models import CourseRecord, CourseStart
from cadreschool.learning.profile.sharing import Because, end_sharing
from cadreschool.learning.rules import FINISHED, STARTED
from cadreschool.organisations.actions import count, open_organisation
from cadreschool.people.models import Cadre
from cadreschool.people.postings.actions import (
    Place,
    begin_main_postings,
    end_all_postings,
    held_since,
    locked_cadre,
    refuse_left,
)
from cadreschool.people.postings.rules import NewPosting, begin_fault, end_fault
from cadreschool.people.rosters.actions import Positions
from cadreschool.people.rules import MEMBERS


@dataclass(frozen=True, slots=True)
class Move:
    """Where a cadre goes, and the post they hold there."""

    organisation_id: int
    posting: NewPosting


def post_cadres(
    moves: Mapping[int, Move], positions: Positions, *, by: int | None, at: datetime
) -> None:
    """Give cadres {id: move} their new main posts, with all that is counted of them.

    Who has left returns by it. Who stays in their union keeps their place on its roster.
    """
    shifts: Counter[tuple[int, str, str]] = Counter()
    found: dict[int, tuple[int, int, date | None]] = {}
    for some in portions(sorted(moves)):
        # Locked before the facts are counted: none may be added to the old union meanwhile.
        rows = db.session.execute(
            select(Cadre.id, Cadre.organisation_id, Cadre.position, Cadre.left_on)
            .where(Cadre.id.in_(some))
            .order_by(Cadre.id)
            .with_for_update()
        ).all()
        found |= {row[0]: (row[1], row[2], row[3]) for row in rows}
        counted_at = {row[0]: row[1] if row[3] is None else None for row in rows}
        _add_shifts(shifts, counted_at, {key: moves[key].organisation_id for key in counted_at})
    places: dict[int, Place] = {}
    moved: dict[int, dict[str, str | int | None]] = {}
    returned: dict[int, dict[str, str | int | None]] = {}
    for cadre_id, move in moves.items():
        if cadre_id in found:
            old, position, left_on = found[cadre_id]
            if left_on is not None or old != move.organisation_id:
                position = positions.next(move.organisation_id)
            places[cadre_id] = Place(move.organisation_id, position, move.posting)
            told = moved if left_on is None else returned
            told[cadre_id] = _detail(old, move)
    begin_main_postings(places)
    _apply(shifts)
    record_all("cadre.move", "cadre", moved, by=by, at=at)
    record_all("cadre.return", "cadre", returned, by=by, at=at)
    elsewhere = [key for key in moved if found[key][0] != moves[key].organisation_id]
    end_sharing([*elsewhere, *returned], Because.MOVED, by=by, at=at)


def _detail(old: int, move: Move) -> dict[str, str | int | None]:
    day = move.posting.from_on.isoformat()
    return {"from": old, "to": move.organisation_id, "post": str(move.posting.post), "on": day}


def transfer_cadre(
    cadre_id: int, organisation_id: int, new: NewPosting, *, by: int | None, at: datetime
) -> None:
    """Give a cadre another main post, in another union or in their own, from a day (调动)."""
    open_organisation(organisation_id)
    cadre = locked_cadre(cadre_id)
    refuse_left(cadre)
    present = (cadre.organisation_id, cadre.post, cadre.tie)
    if present == (organisation_id, new.post, new.tie):
        return
    _refuse(begin_fault(new.from_on, day_of(at), held_since=held_since(cadre_id)))
    post_cadres({cadre_id: Move(organisation_id, new)}, Positions(), by=by, at=at)


def withdraw_cadre(cadre_id: int, on: date, reason: str, *, by: int | None, at: datetime) -> None:
    """Let a cadre leave (离任): `on` is their last day in every post. What they did stays theirs.

    Their account goes on, without any right; roles they were appointed to are theirs again only
    when they return.
    """
    cadre = locked_cadre(cadre_id)
    if cadre.left_on is not None:
        raise ConflictError(f"{cadre.name}已经离任。")
    since = held_since(cadre_id)
    _refuse(end_fault(on, day_of(at), held_since=since or on))
    shifts: Counter[tuple[int, str, str]] = Counter()
    _add_shifts(shifts, {cadre_id: cadre.organisation_id}, {})
    end_all_postings(cadre_id, on)
    cadre.left_on = on
    db.session.flush()
    _apply(shifts)
    detail: dict[str, str | int | None] = {
        "from": cadre.organisation_id,
        "on": on.isoformat(),
        "reason": reason[:100],
    }
    record("cadre.leave", "cadre", cadre_id, by=by, at=at, **detail)
    end_sharing([cadre_id], Because.LEFT, by=by, at=at)


def return_cadre(
    cadre_id: int, organisation_id: int, new: NewPosting, *, by: int | None, at: datetime
) -> None:
    """Let a cadre who left hold a post again (返岗); all they ever did is counted again."""
    open_organisation(organisation_id)
    cadre = locked_cadre(cadre_id)
    if cadre.erased_at is not None:
        raise ConflictError("这个人的资料已经删除，不能返岗。", "请作为新的人员添加。")
    if cadre.left_on is None:
        raise ConflictError(f"{cadre.name}没有离任。", "要换工会或岗位，请办理调动。")
    _refuse(begin_fault(new.from_on, day_of(at)))
    if new.from_on < cadre.left_on:
        raise InvalidError("返岗日期早于离任日期。")
    post_cadres({cadre_id: Move(organisation_id, new)}, Positions(), by=by, at=at)


def _add_shifts(
    shifts: Counter[tuple[int, str, str]],
    counted_at: Mapping[int, int | None],
    goes_to: Mapping[int, int],
) -> None:
    """Add what moves between counters when these cadres go from union to union (None: nowhere)."""
    going = {
        cadre_id: (old, goes_to.get(cadre_id))
        for cadre_id, old in counted_at.items()
        if old != goes_to.get(cadre_id)
    }
    for cadre_id, subject, what in _counted(going):
        old, new = going[cadre_id]
        if old is not None:
            shifts[old, subject, what] -= 1
        if new is not None:
            shifts[new, subject, what] += 1


def _apply(shifts: Counter[tuple[int, str, str]]) -> None:
    """Change the counters, always in the same order: nobody waits for two in a circle."""
    for key, number in sorted(shifts.items()):
        if number:
            count(*key, by=number)


def _counted(cadres: Mapping[int, object]) -> list[tuple[int, str, str]]:
    """Return whatever counters hold of these cadres: (cadre, subject, what)."""
    found = [(cadre_id, *MEMBERS) for cadre_id in cadres]
    for what, model in ((STARTED, CourseStart), (FINISHED, CourseRecord)):
        rows = db.session.execute(
            select(model.cadre_id, model.course_id).where(model.cadre_id.in_(cadres))
        )
        found += [(row[0], row[1], what) for row in rows]
    return found


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise InvalidError(f"{fault}。")
