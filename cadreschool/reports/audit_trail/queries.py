"""Reads of audit rows through an auditor: only what lies within their appointment.

Whoever audits every root there is sees all rows; otherwise only those whose actor or object lies
below theirs. Page and file come from the same query.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, func, or_, select

from cadreschool.audit.models import AuditRow
from cadreschool.audit.words import action_label, detail_label, object_label
from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_below
from cadreschool.people.models import Cadre, Post
from cadreschool.people.rules import login_key
from cadreschool.reports.audit_trail.requests import TrailRequest

PAGE_SIZE = 50
LARGEST_AT_ONCE = 2_000
"""Rows of a file that is written while one waits; larger ones are jobs."""
LARGEST_FILE = 200_000

_NAMED_ALIKE = 200
_PEOPLE, _UNIONS = frozenset({"cadre"}), frozenset({"organisation", "from", "to", "parent"})
_ONE_OF_A_KIND = frozenset({"competencies", "demonstration", "laws"})
_COLUMNS = (
    AuditRow.id,
    AuditRow.at,
    AuditRow.actor_id,
    AuditRow.action,
    AuditRow.object_kind,
    AuditRow.object_id,
    AuditRow.detail,
    AuditRow.request_id,
    AuditRow.seal,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row in words."""

    id: int
    at: datetime
    actor: str
    action: str
    object: str
    details: tuple[tuple[str, str], ...]
    request_id: str
    is_sealed: bool

    @property
    def detail_text(self) -> str:
        """Return the details in one line."""
        return "；".join(f"{name} {value}" for name, value in self.details)


@dataclass(frozen=True, slots=True)
class _Raw:
    id: int
    at: datetime
    actor_id: int | None
    action: str
    object_kind: str
    object_id: str
    detail: str
    request_id: str
    seal: int | None

    @property
    def values(self) -> dict[str, object]:
        try:
            found = json.loads(self.detail or "{}")
        except ValueError:  # somebody wrote into the database; verifying names the row
            return {"": self.detail}
        return found if isinstance(found, dict) else {"": found}


class Trail:
    """The rows that an auditor asks for and may see; what stands behind names is asked once.

    Without a viewer it is an operator at the command line, who sees all.
    """

    def __init__(self, viewer: Viewer | None, request: TrailRequest) -> None:
        """Look up the people and unions that the filters name."""
        self._request = request
        within = [] if viewer is None else [_is_within(viewer)]
        self._conditions = [*within, *_filters(request)]

    def page(self) -> tuple[list[Entry], bool]:
        """Return one page of rows, newest first, and whether there are more."""
        offset = (self._request.page - 1) * PAGE_SIZE
        query = self._query().offset(offset).limit(PAGE_SIZE + 1)
        rows = [_Raw(*row) for row in db.session.execute(query)]
        return list(_in_words(rows[:PAGE_SIZE])), len(rows) > PAGE_SIZE

    def number(self) -> int:
        """Count the rows a file would have, no further than it matters."""
        few = select(AuditRow.id).where(*self._conditions).limit(LARGEST_AT_ONCE + 1).subquery()
        return db.session.scalar(select(func.count()).select_from(few)) or 0

    def every(self) -> Iterator[Entry]:
        """Yield every row that the filters choose, up to the largest file."""
        query = self._query().limit(LARGEST_FILE).execution_options(yield_per=1000)
        for some in portions(_Raw(*row) for row in db.session.execute(query)):
            yield from _in_words(some)

    def _query(self) -> Select[*tuple[Any, ...]]:
        query: Select[*tuple[Any, ...]] = select(*_COLUMNS).where(*self._conditions)
        return query.order_by(AuditRow.at.desc(), AuditRow.id.desc())


def _filters(request: TrailRequest) -> Iterator[ColumnElement[bool]]:
    if request.since:
        yield AuditRow.at >= datetime.combine(request.since, time(), SHANGHAI)
    if request.until:
        after = request.until + timedelta(days=1)
        yield AuditRow.at < datetime.combine(after, time(), SHANGHAI)
    if request.action:
        yield AuditRow.action.in_(request.actions)
    if request.actor:
        yield AuditRow.actor_id.in_(_cadres_called(request.actor))
    if request.object:
        yield _is_about(request.object)


def _is_within(viewer: Viewer) -> ColumnElement[bool]:
    mine = [one for one in viewer.grants_of(Role.AUDIT_ADMIN) if one.path.count("/") == 2]  # noqa: PLR2004 -- slashes of a root
    roots = set(db.session.scalars(select(Organisation.id).where(Organisation.parent_id.is_(None))))
    if mine and roots <= {grant.organisation_id for grant in mine}:
        return AuditRow.id.is_not(None)
    below = or_(false(), *(is_below(grant.path) for grant in mine))
    unions = select(Organisation.id).where(below)
    cadres = select(Cadre.id).where(Cadre.organisation_id.in_(unions))
    texts = {
        kind: select(cast(ids.subquery().c.id, String))
        for kind, ids in (("cadre", cadres), ("organisation", unions))
    }
    return or_(
        AuditRow.actor_id.in_(cadres),
        *(
            and_(AuditRow.object_kind == kind, AuditRow.object_id.in_(ids))
            for kind, ids in texts.items()
        ),
    )


def _cadres_called(text: str) -> list[int]:
    condition = or_(Cadre.login == login_key(text), Cadre.name == text)
    return list(db.session.scalars(select(Cadre.id).where(condition).limit(_NAMED_ALIKE)))


def _is_about(text: str) -> ColumnElement[bool]:
    unions = select(Organisation.id).where(Organisation.name == text).limit(_NAMED_ALIKE)
    return or_(
        AuditRow.object_id == text,
        and_(
            AuditRow.object_kind == "cadre",
            AuditRow.object_id.in_([str(one) for one in _cadres_called(text)]),
        ),
        and_(
            AuditRow.object_kind == "organisation",
            AuditRow.object_id.in_([str(one) for one in db.session.scalars(unions)]),
        ),
    )


def _in_words(rows: list[_Raw]) -> Iterator[Entry]:
    """Put names to the ids of some rows, in two queries whatever their number."""
    details = [row.values for row in rows]
    people = {row.actor_id for row in rows if row.actor_id is not None}
    people |= _ids(row.object_id for row in rows if row.object_kind in _PEOPLE)
    people |= _ids(given.get(key) for given in details for key in _PEOPLE)
    unions = _ids(row.object_id for row in rows if row.object_kind == "organisation")
    unions |= _ids(given.get(key) for given in details for key in _UNIONS)
    people_query = select(Cadre.id, Cadre.name).where(Cadre.id.in_(people))
    unions_query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(unions))
    names = {row[0]: row[1] for row in db.session.execute(people_query)}
    places = {row[0]: row[1] for row in db.session.execute(unions_query)}
    for row, given in zip(rows, details, strict=True):
        yield Entry(
            row.id,
            row.at,
            _actor(row, names),
            action_label(row.action),
            _object(row, names, places),
            tuple(
                (detail_label(key), _value(key, value, names, places))
                for key, value in given.items()
                if value is not None and value != ""
            ),
            row.request_id,
            row.seal is not None,
        )


def _ids(values: Iterable[object]) -> set[int]:
    return {int(text) for one in values if (text := str(one)).isdecimal() and len(text) < 10}  # noqa: PLR2004 -- digits of any id


def _actor(row: _Raw, names: dict[int, str]) -> str:
    if row.actor_id is None:
        return "命令行" if row.request_id == "-" else "未登录的人"
    return names.get(row.actor_id, f"{row.actor_id} 号人员")


def _object(row: _Raw, names: dict[int, str], places: dict[int, str]) -> str:
    kind = object_label(row.object_kind)
    if not row.object_id or row.object_kind in _ONE_OF_A_KIND:
        return kind
    known = {"cadre": names, "organisation": places}.get(row.object_kind, {})
    name = known.get(int(row.object_id)) if row.object_id.isdecimal() else None
    return f"{kind}：{name}" if name else f"{kind} {row.object_id}"


def _value(key: str, value: object, names: dict[int, str], places: dict[int, str]) -> str:
    text = str(value)
    if key == "role" and text in set(Role):
        return Role(text).label
    if key == "post" and text in set(Post):
        return Post(text).label
    known = names if key in _PEOPLE else places if key in _UNIONS else {}
    return known.get(int(text), text) if text.isdecimal() else text
