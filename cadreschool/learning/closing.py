"""A union ends, closed when nobody is in it or merged with its people, or comes under another.

That concerns people, what is counted of them and who sees them, so it is done here and not in
`organisations`.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.learning.moves import Move, post_cadres
from cadreschool.learning.profile.sharing import Because, end_sharing_below
from cadreschool.organisations.actions import (
    lock_tree,
    mark_closed,
    move_organisation,
    open_organisation,
)
from cadreschool.organisations.changes import Change
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.rules import change_fault
from cadreschool.people.actions import end_appointment
from cadreschool.people.models import Appointment, Cadre, Posting
from cadreschool.people.postings.actions import move_further_postings
from cadreschool.people.postings.rules import DAY, NewPosting
from cadreschool.people.rosters.actions import Positions


def close_organisation(organisation_id: int, change: Change) -> None:
    """Close a union from a day (撤销); refused while somebody is in post there or unions lie below.

    Appointments over it end with the day before.
    """
    organisation = _ending(organisation_id, change)
    held = db.session.scalar(
        select(func.count()).where(
            Posting.organisation_id == organisation.id, Posting.until_on.is_(None)
        )
    )
    if held:
        message = f"“{organisation.name}”还有 {held} 人任职，没有撤销。"
        raise ConflictError(message, "请先办理调动或离任，或者把它合并到别的工会。")
    mark_closed(organisation, change)
    _end_appointments(organisation, change)


def merge_organisations(from_id: int, into_id: int, change: Change) -> None:
    """Merge a union into another from a day, with its people and the unions below it.

    People keep their posts and their order, and what is counted of them goes along. Appointments
    over the union end; over the other one somebody has to make them.
    """
    ending = _ending(from_id, change)
    into = open_organisation(into_id)
    if into.id == ending.id:
        raise InvalidError("不能并入自己。")
    if into.path.startswith(ending.path):
        message = f"“{into.name}”就在“{ending.name}”之下。"
        raise ConflictError(message, "请先把它移出来，或把下级并入上级。")
    end_sharing_below(ending.path, Because.UNION, by=change.by, at=change.at)
    below = db.session.scalars(
        select(Organisation.id)
        .where(Organisation.parent_id == ending.id, Organisation.closed_on.is_(None))
        .order_by(Organisation.position, Organisation.id)
    ).all()
    for child_id in below:
        move_organisation(child_id, into.id, change)
    _move_people(ending.id, into.id, change)
    db.session.refresh(ending)
    mark_closed(ending, change, into=into)
    _end_appointments(ending, change)


def subordinate_organisation(organisation_id: int, parent_id: int, change: Change) -> None:
    """Put a union with all below it under another: other supervisors see its people from then on.

    What these people show to the supervisors of before is shown to nobody.
    """
    old = open_organisation(organisation_id)
    before = old.path
    move_organisation(organisation_id, parent_id, change)
    db.session.refresh(old)
    if old.path != before:
        end_sharing_below(old.path, Because.UNION, by=change.by, at=change.at)


def _ending(organisation_id: int, change: Change) -> Organisation:
    """Return the union that is to end, kept from everybody else who would post people there."""
    lock_tree()
    db.session.execute(
        select(Organisation.id).where(Organisation.id == organisation_id).with_for_update()
    )
    organisation = open_organisation(organisation_id)
    today, opened_on = day_of(change.at), organisation.opened_on
    fault = change_fault(change, today, opened_on=opened_on, needs_basis=True)
    if fault is not None:
        raise InvalidError(f"{fault}。")
    return organisation


def _move_people(from_id: int, into_id: int, change: Change) -> None:
    """Let everybody's post go on at the other union, from that day or from when it began."""
    rows = db.session.execute(
        select(Cadre.id, Posting.post, Posting.tie, Posting.from_on)
        .join(Posting, Posting.cadre_id == Cadre.id)
        .where(Posting.organisation_id == from_id, Posting.is_main, Posting.until_on.is_(None))
        .order_by(Cadre.position, Cadre.id)
    ).all()
    moves = {
        row[0]: Move(into_id, NewPosting(row[1], row[2], max(change.on, row[3]))) for row in rows
    }
    post_cadres(moves, Positions(), by=change.by, at=change.at)
    move_further_postings(from_id, into_id, change.on)


def _end_appointments(organisation: Organisation, change: Change) -> None:
    last: date = change.on - DAY
    still_held = db.session.scalars(
        select(Appointment)
        .where(
            Appointment.organisation_id == organisation.id,
            or_(Appointment.until_on.is_(None), Appointment.until_on > last),
        )
        .order_by(Appointment.id)
    ).all()
    for appointment in still_held:
        end_appointment(appointment, until_on=last, by=change.by, at=change.at)
