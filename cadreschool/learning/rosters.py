"""Carrying out the import of a roster: unions, people, moves and codes, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cadreschool.audit.actions import record_all
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import InvalidError
from cadreschool.learning.moves import Move, post_cadres
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node
from cadreschool.people.activation.actions import make_codes
from cadreschool.people.activation.slips import Slip
from cadreschool.people.postings.actions import open_further_postings
from cadreschool.people.postings.rules import NewPosting
from cadreschool.people.queries import appointed_among
from cadreschool.people.rosters.actions import Positions, add_cadres, rename_cadres
from cadreschool.people.rosters.entries import Entry
from cadreschool.people.rosters.planning import NewUnion, Plan


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for besides the plan itself."""

    is_partial: bool = False
    wants_slips: bool = False


def import_roster(plan: Plan, order: Order, *, by: int | None, at: datetime) -> list[Slip]:
    """Do what the plan says; return the slips to be printed, in the order of the roster.

    Slips are made for everybody in the roster who has no password yet: imported again, those who
    lost theirs get new ones. Raises InvalidError when a row has a mistake and not all may fail.
    """
    if not plan.is_clean and not order.is_partial:
        raise InvalidError("花名册有错误，没有导入任何人。", "改正后再导入。")
    unions = _make_unions(plan, by=by, at=at)
    positions = Positions()
    additions = [(entry, _id_of(union, unions)) for entry, union in plan.additions]
    ids = add_cadres(additions, positions, by=by, at=at)
    rename_cadres({c.present.id: c.entry for c in plan.changes if c.is_renamed}, by=by, at=at)
    moves = {
        c.present.id: Move(_id_of(c.union, unions), _posting(c.entry, at))
        for c in plan.changes
        if c.is_new_post
    }
    post_cadres(moves, positions, by=by, at=at)
    ids |= {c.entry.login: c.present.id for c in plan.changes}
    _open_further(plan, ids, unions, by=by, at=at)
    if not order.wants_slips:
        return []
    return _slips(plan, ids, by=by, at=at)


def _make_unions(plan: Plan, *, by: int | None, at: datetime) -> Mapping[NewUnion, Organisation]:
    """Make the unions that are missing, those above before those below."""
    made: dict[NewUnion, Organisation] = {}
    for new in plan.unions:
        above = (
            db.session.get_one(Organisation, new.above.id)
            if isinstance(new.above, Node)
            else made[new.above]
        )
        is_demonstration = above.is_demonstration
        made[new] = create_organisation(
            new.name, new.kind, above, by=by, at=at, is_demonstration=is_demonstration
        )
    return made


def _id_of(union: Node | NewUnion, made: Mapping[NewUnion, Organisation]) -> int:
    return union.id if isinstance(union, Node) else made[union].id


def _open_further(
    plan: Plan,
    ids: Mapping[str, int],
    unions: Mapping[NewUnion, Organisation],
    *,
    by: int | None,
    at: datetime,
) -> None:
    """Open the further posts; those the roster does not name stay as they are."""
    wanted = [
        (ids[entry.login], _id_of(union, unions), _posting(entry, at))
        for entry, union in plan.further
    ]
    opened: dict[int, list[str]] = {}
    for cadre_id, union_id in open_further_postings(wanted):
        opened.setdefault(cadre_id, []).append(str(union_id))
    details = {cadre_id: {"organisations": "、".join(found)} for cadre_id, found in opened.items()}
    record_all("posting.open", "cadre", details, by=by, at=at)


def _posting(entry: Entry, at: datetime) -> NewPosting:
    return NewPosting(entry.post, entry.tie, day_of(at))


def _slips(plan: Plan, ids: Mapping[str, int], *, by: int | None, at: datetime) -> list[Slip]:
    """Make slips for who has no password; whoever holds a role gets theirs by hand.

    Else a roster, which may name anybody within reach, could open an account with greater rights.
    """
    waiting: list[tuple[Entry, int, str]] = [
        (entry, ids[entry.login], union.name) for entry, union in plan.additions
    ]
    waiting += [
        (one.entry, one.present.id, one.union.name)
        for one in plan.changes
        if not one.present.has_password and one.present.is_active
    ]
    waiting += [
        (entry, there.id, union.name)
        for entry, there, union in plan.unchanged
        if not there.has_password and there.is_active
    ]
    appointed = appointed_among([cadre_id for _, cadre_id, _ in waiting]) if by else set()
    waiting = [one for one in waiting if one[1] not in appointed]
    waiting.sort(key=lambda one: one[0].row)
    codes = make_codes((cadre_id for _, cadre_id, _ in waiting), by=by, at=at)
    return [
        Slip(entry.name, union_name, entry.login, codes[cadre_id])
        for entry, cadre_id, union_name in waiting
    ]
