"""Writes to the union tree: who lies below whom, what they are called, in which order.

Each change holds from a day, is told in the union's history and audited. Counters stay with their
unions; closing and merging, which concern people, are made further up (`learning.moves`).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, literal, select, text, update

from cadreschool.audit.actions import record
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.organisations.changes import Change
from cadreschool.organisations.models import (
    EventKind,
    Organisation,
    OrganisationEvent,
    OrganisationKind,
)
from cadreschool.organisations.naming import DEEPEST, name_fault, name_key
from cadreschool.organisations.placing import guide_fault, placing_fault
from cadreschool.organisations.queries import is_below
from cadreschool.organisations.rules import ancestor_ids, change_fault, child_path


def create_organisation(
    name: str,
    kind: OrganisationKind,
    parent: Organisation | None,
    *,
    by: int | None,
    at: datetime,
    is_demonstration: bool = False,
) -> Organisation:
    """Add a union below `parent` (None: a root), last in order among its siblings, from today.

    The name was looked at by the caller. Raises InvalidError when its kind cannot lie there.
    """
    change = Change(day_of(at), "", by, at)
    return _create(name, kind, parent, change, is_demonstration=is_demonstration)


def found_organisation(
    name: str, kind: OrganisationKind, parent_id: int | None, change: Change
) -> Organisation:
    """Add a union below another (None: a root) from a day, last among its siblings."""
    name = " ".join(name.split())
    lock_tree()
    parent = None if parent_id is None else open_organisation(parent_id)
    _refuse(change_fault(change, day_of(change.at)))
    _refuse(name_fault(name))
    _refuse_namesake(name, parent)
    return _create(
        name, kind, parent, change, is_demonstration=bool(parent and parent.is_demonstration)
    )


def _create(
    name: str,
    kind: OrganisationKind,
    parent: Organisation | None,
    change: Change,
    *,
    is_demonstration: bool,
) -> Organisation:
    lock_tree()
    _refuse(placing_fault(kind, OrganisationKind(parent.kind) if parent else None))
    if parent is not None:
        db.session.refresh(parent)  # its path may have changed while the tree was waited for
    _refuse_depth(parent, 1)
    organisation = Organisation(
        name=name,
        kind=kind,
        parent_id=parent.id if parent else None,
        path="/new/",
        position=_last_position(parent) + 1,
        is_demonstration=is_demonstration,
        opened_on=change.on,
    )
    db.session.add(organisation)
    db.session.flush()  # the path needs the id
    organisation.path = child_path(parent.path if parent else "/", organisation.id)
    db.session.flush()
    tell(organisation, EventKind.CREATE, change, after=name, other=parent)
    return organisation


def rename_organisation(organisation_id: int, name: str, change: Change) -> None:
    """Give a union another name from a day; the old one stays in its history."""
    name = " ".join(name.split())
    lock_tree()
    organisation = open_organisation(organisation_id)
    _refuse(change_fault(change, day_of(change.at), opened_on=organisation.opened_on))
    _refuse(name_fault(name))
    if organisation.name == name:
        return
    parent = None if organisation.parent_id is None else _get(organisation.parent_id)
    _refuse_namesake(name, parent, but=organisation)
    before, organisation.name = organisation.name, name
    db.session.flush()
    tell(organisation, EventKind.RENAME, change, before=before, after=name)


def move_organisation(organisation_id: int, parent_id: int, change: Change) -> None:
    """Put a union with all below it under another, last among its new siblings.

    People and counters stay with their unions; only the sums further up change.
    """
    lock_tree()
    organisation, parent = open_organisation(organisation_id), open_organisation(parent_id)
    _refuse(change_fault(change, day_of(change.at), opened_on=organisation.opened_on))
    if organisation.parent_id == parent.id:
        return
    if parent.path.startswith(organisation.path):
        message = f"“{parent.name}”就在“{organisation.name}”之下，不能成为它的上级。"
        raise ConflictError(message, "请选别的上级工会。")
    _refuse(placing_fault(OrganisationKind(organisation.kind), OrganisationKind(parent.kind)))
    _refuse_namesake(organisation.name, parent, but=organisation)
    _refuse_depth(parent, _height(organisation))
    before = None if organisation.parent_id is None else _get(organisation.parent_id)
    old_path, new_path = organisation.path, child_path(parent.path, organisation.id)
    rest = func.substr(Organisation.path, len(old_path) + 1)
    db.session.flush()
    db.session.execute(
        update(Organisation)
        .where(is_below(old_path))
        .values(path=literal(new_path).concat(rest))
        .execution_options(synchronize_session=False)
    )
    organisation.parent_id = parent.id
    organisation.position = _last_position(parent) + 1
    db.session.flush()
    db.session.expire_all()  # the paths in memory are the old ones
    tell(
        organisation,
        EventKind.MOVE,
        change,
        before=before.name if before else "",
        after=parent.name,
        other=parent,
    )


def guide_organisation(organisation_id: int, guide_id: int | None, change: Change) -> None:
    """Say which industry union guides a union's work (业务指导); None ends the guidance."""
    lock_tree()
    organisation = open_organisation(organisation_id)
    _refuse(change_fault(change, day_of(change.at), opened_on=organisation.opened_on))
    guide = None if guide_id is None else open_organisation(guide_id)
    if guide is not None:
        _refuse(guide_fault(OrganisationKind(guide.kind)))
        if guide.id in ancestor_ids(organisation.path):
            message = f"“{guide.name}”已经是它自己或它的上级，不用另设业务指导。"
            raise ConflictError(message)
    if organisation.guided_by_id == guide_id:
        return
    before = None if organisation.guided_by_id is None else _get(organisation.guided_by_id)
    organisation.guided_by_id = guide_id
    db.session.flush()
    tell(
        organisation,
        EventKind.GUIDE,
        change,
        before=before.name if before else "",
        after=guide.name if guide else "",
        other=guide or before,
    )


def reorder_organisation(organisation_id: int, place: int, *, by: int | None, at: datetime) -> int:
    """Put a union at a place in the order that custom wants among its siblings; return the place.

    1 is the first; beyond the last is the last.
    """
    lock_tree()
    organisation = open_organisation(organisation_id)
    siblings = db.session.scalars(
        select(Organisation)
        .where(Organisation.parent_id == organisation.parent_id, Organisation.closed_on.is_(None))
        .order_by(Organisation.position, Organisation.id)
    ).all()
    order = [one for one in siblings if one.id != organisation.id]
    place = min(max(1, place), len(siblings))
    order.insert(place - 1, organisation)
    if order == list(siblings):
        return place
    for position, one in enumerate(order, start=1):
        one.position = position
    db.session.flush()
    record("organisation.order", "organisation", organisation.id, by=by, at=at, place=place)
    return place


def mark_closed(
    organisation: Organisation, change: Change, *, into: Organisation | None = None
) -> None:
    """Close a union that nobody is in any more, `into`: merged. Whoever calls saw to its people."""
    below = db.session.scalar(
        select(func.count()).where(
            Organisation.parent_id == organisation.id, Organisation.closed_on.is_(None)
        )
    )
    if below:
        message = f"“{organisation.name}”下面还有 {below} 个工会，没有撤销。"
        raise ConflictError(message, "请先把下级工会移走、合并或撤销。")
    organisation.closed_on = change.on
    organisation.merged_into_id = into.id if into else None
    db.session.execute(  # a union that is no more guides nobody
        update(Organisation)
        .where(Organisation.guided_by_id == organisation.id)
        .values(guided_by_id=None)
    )
    db.session.flush()
    kind = EventKind.MERGE if into else EventKind.CLOSE
    after = into.name if into else ""
    tell(organisation, kind, change, before=organisation.name, after=after, other=into)


def lock_tree() -> None:
    """Let nobody else change the tree until this transaction ends; reading goes on.

    On SQLite writers are alone already.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE"))


def open_organisation(organisation_id: int) -> Organisation:
    """Return a union that is not closed, as it is now, and keep it from being closed meanwhile."""
    organisation = db.session.scalar(
        select(Organisation)
        .where(Organisation.id == organisation_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    if organisation is None:
        raise NotFoundError
    if organisation.closed_on is not None:
        message = f"“{organisation.name}”已经撤销或合并，不能再改。"
        raise ConflictError(message, "请在现有的工会中选择。")
    return organisation


def tell(
    organisation: Organisation,
    kind: EventKind,
    change: Change,
    *,
    before: str = "",
    after: str = "",
    other: Organisation | None = None,
) -> None:
    """Write a line of a union's history, and audit it."""
    db.session.add(
        OrganisationEvent(
            organisation_id=organisation.id,
            kind=kind,
            effective_on=change.on,
            before=before,
            after=after,
            other_id=other.id if other else None,
            basis=" ".join(change.basis.split()),
            made_by=change.by,
            made_at=change.at,
        )
    )
    db.session.flush()
    detail: dict[str, str | int | None] = {"name": organisation.name, "on": change.on.isoformat()}
    if before and before != organisation.name:
        detail["before"] = before
    if other is not None:
        detail["other"] = other.id
    by, at = change.by, change.at
    record(f"organisation.{kind}", "organisation", organisation.id, by=by, at=at, **detail)


def _get(organisation_id: int) -> Organisation:
    return db.session.get_one(Organisation, organisation_id)


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise InvalidError(f"{fault}。")


def _refuse_namesake(
    name: str, parent: Organisation | None, *, but: Organisation | None = None
) -> None:
    siblings = db.session.execute(
        select(Organisation.id, Organisation.name).where(
            Organisation.parent_id == (parent.id if parent else None),
            Organisation.closed_on.is_(None),
        )
    )
    key, own = name_key(name), but.id if but else None
    if any(row[0] != own and name_key(row[1]) == key for row in siblings):
        where = f"“{parent.name}”下面" if parent else "最上级"
        raise ConflictError(f"{where}已有“{name}”。", "请换一个名称，或在已有的工会里办理。")


def _refuse_depth(parent: Organisation | None, height: int) -> None:
    depth = parent.path.count("/") - 1 if parent else 0
    if depth + height > DEEPEST:
        raise InvalidError(f"组织最多 {DEEPEST} 级。")


def _height(organisation: Organisation) -> int:
    """Return how many levels a subtree has."""
    paths = db.session.scalars(select(Organisation.path).where(is_below(organisation.path)))
    return max(path.count("/") for path in paths) - organisation.path.count("/") + 1


def _last_position(parent: Organisation | None) -> int:
    found = db.session.scalar(
        select(func.coalesce(func.max(Organisation.position), 0)).where(
            Organisation.parent_id == (parent.id if parent else None)
        )
    )
    return found or 0
