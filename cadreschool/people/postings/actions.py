"""Writes of postings. The cadre's own union, post and tie are a copy of the open main posting.

Main postings are begun and ended here, but counted in `learning.moves`, where all that is counted
of a cadre is known: doors call that. Further ones (兼任) are not counted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, insert, or_, select, update

from cadreschool.audit.actions import record
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.portions import portions
from cadreschool.organisations.actions import open_organisation
from cadreschool.people.models import Cadre, Post, Posting
from cadreschool.people.postings.rules import DAY, NewPosting, begin_fault, end_fault

_POSTING = table_of(Posting)
_IS_OPEN = Posting.until_on.is_(None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cadre holds their main post from now on: union, place on its roster, posting."""

    organisation_id: int
    position: int
    posting: NewPosting


def begin_main_postings(places: Mapping[int, Place]) -> None:
    """Begin main postings of cadres {id: place}; those held until now end the day before.

    A further posting at the same union ends as well: the main one takes its place.
    """
    for some in portions(places.items()):
        _end_held(dict(some))
        insert_main_postings(dict(some))
        db.session.execute(
            update(Cadre),
            [
                {
                    "id": cadre_id,
                    "organisation_id": one.organisation_id,
                    "position": one.position,
                    "post": one.posting.post,
                    "tie": one.posting.tie,
                    "left_on": None,
                }
                for cadre_id, one in some
            ],
        )


def insert_main_postings(places: Mapping[int, Place]) -> None:
    """Write main postings of cadres who are new, and who are told of their place already."""
    for some in portions(places.items()):
        rows = [
            _row(cadre_id, one.organisation_id, one.posting, is_main=True) for cadre_id, one in some
        ]
        db.session.execute(insert(_POSTING), rows)


def _end_held(places: Mapping[int, Place]) -> None:
    by_day: dict[date, list[int]] = {}
    for cadre_id, one in places.items():
        by_day.setdefault(one.posting.from_on, []).append(cadre_id)
    held = db.session.execute(
        select(Posting.id, Posting.cadre_id, Posting.organisation_id, Posting.is_main).where(
            Posting.cadre_id.in_(places), _IS_OPEN
        )
    ).all()
    for day, cadres in by_day.items():
        among = set(cadres)
        ending = [
            row[0]
            for row in held
            if row[1] in among and (row[3] or row[2] == places[row[1]].organisation_id)
        ]
        _end(ending, day - DAY)


def _end(posting_ids: Collection[int], last: date) -> None:
    """Let postings end with a day; what would end before it began was a mistake and goes."""
    chosen = Posting.id.in_(posting_ids)
    db.session.execute(delete(Posting).where(chosen, Posting.from_on > last))
    db.session.execute(update(Posting).where(chosen).values(until_on=last))


def end_all_postings(cadre_id: int, last: date) -> None:
    """End every posting of a cadre who leaves; `left_on` and the counters are the caller's."""
    ids = db.session.scalars(select(Posting.id).where(Posting.cadre_id == cadre_id, _IS_OPEN)).all()
    _end(ids, last)


def open_further_postings(
    wanted: Collection[tuple[int, int, NewPosting]],
) -> list[tuple[int, int]]:
    """Open further postings (cadre, union, posting) where none is held there; return the new."""
    new: list[tuple[int, int]] = []
    for some in portions(wanted):
        ids = [cadre_id for cadre_id, _, _ in some]
        held = {
            (row[0], row[1])
            for row in db.session.execute(
                select(Posting.cadre_id, Posting.organisation_id).where(
                    Posting.cadre_id.in_(ids), _IS_OPEN
                )
            )
        }
        rows = []
        for cadre_id, union_id, posting in some:
            if (cadre_id, union_id) not in held:
                held.add((cadre_id, union_id))
                new.append((cadre_id, union_id))
                rows.append(_row(cadre_id, union_id, posting, is_main=False))
        if rows:
            db.session.execute(insert(_POSTING), rows)
    return new


def _row(cadre_id: int, union_id: int, new: NewPosting, *, is_main: bool) -> dict[str, object]:
    return {
        "cadre_id": cadre_id,
        "organisation_id": union_id,
        "post": str(new.post),
        "tie": str(new.tie),
        "from_on": new.from_on,
        "until_on": None,
        "is_main": is_main,
    }


def move_further_postings(from_id: int, into_id: int, on: date) -> None:
    """Let further postings at a union go on at another from a day, but for whoever is there."""
    rows = db.session.execute(
        select(Posting.id, Posting.cadre_id, Posting.post, Posting.tie).where(
            Posting.organisation_id == from_id, _IS_OPEN
        )
    ).all()
    _end([row[0] for row in rows], on - DAY)
    open_further_postings([(row[1], into_id, NewPosting(row[2], row[3], on)) for row in rows])


def open_posting(
    cadre_id: int, organisation_id: int, new: NewPosting, *, by: int | None, at: datetime
) -> int:
    """Let a cadre hold a further post (兼任) at a union; return the posting's id."""
    organisation = open_organisation(organisation_id)
    cadre = locked_cadre(cadre_id)
    refuse_left(cadre)
    _refuse(begin_fault(new.from_on, day_of(at)))
    held = db.session.scalar(
        select(Posting.id).where(
            Posting.cadre_id == cadre_id,
            Posting.organisation_id == organisation_id,
            _IS_OPEN,
            or_(Posting.is_main, Posting.post == new.post),
        )
    )
    if held is not None:
        message = f"{cadre.name}已经在“{organisation.name}”任职。"
        raise ConflictError(message, "要改岗位，请办理调动或先结束原来的兼任。")
    posting = Posting(**_row(cadre_id, organisation_id, new, is_main=False))
    db.session.add(posting)
    db.session.flush()
    union, post = organisation.id, Post(new.post).value
    record("posting.open", "cadre", cadre_id, by=by, at=at, organisation=union, post=post)
    return posting.id


def end_posting(posting_id: int, until_on: date, *, by: int | None, at: datetime) -> None:
    """Let a further posting end with a day. Main ones end by transfer or leave."""
    posting = db.session.scalar(select(Posting).where(Posting.id == posting_id).with_for_update())
    if posting is None:
        raise NotFoundError
    if posting.is_main:
        raise ConflictError("这是本人的主要岗位。", "请办理调动或离任。")
    if posting.until_on is not None:
        raise ConflictError("这个兼任已经结束。")
    _refuse(end_fault(until_on, day_of(at), held_since=posting.from_on))
    posting.until_on = until_on
    db.session.flush()
    record(
        "posting.end",
        "cadre",
        posting.cadre_id,
        by=by,
        at=at,
        organisation=posting.organisation_id,
        until=until_on.isoformat(),
    )


def locked_cadre(cadre_id: int) -> Cadre:
    """Return a cadre as they are now, kept from being moved meanwhile."""
    cadre = db.session.scalar(
        select(Cadre)
        .where(Cadre.id == cadre_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if cadre is None:
        raise NotFoundError
    return cadre


def held_since(cadre_id: int) -> date | None:
    """Return when the open main posting began, None when there is none."""
    return db.session.scalar(
        select(Posting.from_on).where(and_(Posting.cadre_id == cadre_id, Posting.is_main), _IS_OPEN)
    )


def refuse_left(cadre: Cadre) -> None:
    """Refuse what only somebody in post can be given."""
    if cadre.left_on is not None:
        raise ConflictError(f"{cadre.name}已经离任。", "请先办理返岗。")


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise InvalidError(f"{fault}。")
