"""Reads of a union's history (沿革), its days, and who guides its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.organisations.models import EventKind, Organisation, OrganisationEvent
from cadreschool.organisations.queries import NODE, Node


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another union that a page names; whether it may be opened is asked when it is."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is kept of a union beside its place: days, order, and who guides its work."""

    position: int
    opened_on: date | None
    closed_on: date | None
    merged_into: Neighbour | None
    guided_by: Neighbour | None
    is_demonstration: bool


def facts_about(node: Node) -> Facts:
    """Return what is kept of a union that was fetched through the viewer."""
    merged, guide = aliased(Organisation), aliased(Organisation)
    row = db.session.execute(
        select(
            Organisation.position,
            Organisation.opened_on,
            Organisation.closed_on,
            Organisation.is_demonstration,
            merged.id,
            merged.name,
            guide.id,
            guide.name,
        )
        .outerjoin(merged, merged.id == Organisation.merged_into_id)
        .outerjoin(guide, guide.id == Organisation.guided_by_id)
        .where(Organisation.id == node.id)
    ).one()
    return Facts(row[0], row[1], row[2], _neighbour(row[4], row[5]), _neighbour(*row[6:]), row[3])


def _neighbour(organisation_id: int | None, name: str | None) -> Neighbour | None:
    return None if organisation_id is None else Neighbour(organisation_id, name or "")


def guided_by(node: Node) -> list[Node]:
    """Return the open unions whose work this one guides (业务指导), by their path."""
    rows = db.session.execute(
        select(*NODE)
        .where(Organisation.guided_by_id == node.id, Organisation.closed_on.is_(None))
        .order_by(Organisation.path)
    )
    return [Node(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a union's history; `names` are those of that day."""

    kind: EventKind
    on: date
    before: str
    after: str
    basis: str
    made_by: int | None
    made_at: datetime
    is_own: bool  # no: another union was merged into this one

    @property
    def text(self) -> str:
        """Tell what happened, as the page, the command line and a file tell it."""
        what = (self.kind, bool(self.before), bool(self.after), self.is_own)
        return _TEXTS.get(what, _TEXTS[self.kind]).format(before=self.before, after=self.after)


_Telling = EventKind | tuple[EventKind, bool, bool, bool]
_TEXTS: dict[_Telling, str] = {
    EventKind.CREATE: "建立，名称为“{after}”",
    EventKind.RENAME: "由“{before}”更名为“{after}”",
    EventKind.MOVE: "隶属由“{before}”改为“{after}”",
    (EventKind.MOVE, False, True, True): "由最上级组织改为隶属“{after}”",
    EventKind.MERGE: "并入“{after}”",
    (EventKind.MERGE, True, True, False): "“{before}”并入",
    EventKind.GUIDE: "由“{after}”业务指导",
    (EventKind.GUIDE, True, False, True): "不再由“{before}”业务指导",
    EventKind.CLOSE: "撤销",
}


def history_of(node: Node) -> list[Event]:
    """Return what happened to a union, newest first, and what was merged into it."""
    is_own = OrganisationEvent.organisation_id == node.id
    came_in = and_(OrganisationEvent.other_id == node.id, OrganisationEvent.kind == EventKind.MERGE)
    rows = db.session.execute(
        select(
            OrganisationEvent.kind,
            OrganisationEvent.effective_on,
            OrganisationEvent.before,
            OrganisationEvent.after,
            OrganisationEvent.basis,
            OrganisationEvent.made_by,
            OrganisationEvent.made_at,
            is_own,
        )
        .where(or_(is_own, came_in))
        .order_by(OrganisationEvent.effective_on.desc(), OrganisationEvent.id.desc())
    )
    return [Event(EventKind(row[0]), *row[1:]) for row in rows]
