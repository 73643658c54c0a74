"""Reads of rosters: who is asked for, in the order of custom, page by page, with their standing.

Custom orders unions by their position along the tree, and a union's members by their place on its
own roster; those who hold a further post there (兼任) come last. Whoever asks fetched the node
through the viewer: that is the permission.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Select

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.kernel.db import db
from cadreschool.learning.models import CourseRecord, CourseStart
from cadreschool.learning.queries import facts_of
from cadreschool.learning.rules import NO_FACTS, CourseFacts, Standing, Status, standing
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.organisations.queries import Node, is_below
from cadreschool.organisations.rules import path_range
from cadreschool.people.models import Cadre, Post, Posting, Tie
from cadreschool.people.rules import MEMBERS
from cadreschool.reports.requests import PAGE_SIZE, ReportRequest, Scope, View
from cadreschool.reports.rosters.rules import Period, overall, within

PORTION = 500
"""How many cadres a file reads at a time: enough to be quick, few enough to stay small."""

MOST_SORTED_BY_DATABASE = 100
"""Of more unions than these, the members are sorted here: the order would be a long expression."""


@dataclass(frozen=True, slots=True)
class Person:
    """A cadre on a roster. `parent_name` is empty where the union above lies outside the node."""

    id: int
    name: str
    login: str
    organisation_id: int
    organisation_name: str
    parent_name: str
    post: str
    tie: str
    since: date | None
    until: date | None = None
    is_further: bool = False

    @property
    def post_name(self) -> str:
        """Return the post in Chinese."""
        return Post(self.post).label

    @property
    def tie_name(self) -> str:
        """Return 专职, 兼职 or 挂职."""
        return Tie(self.tie).label


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One cadre with their standing in every course asked for, and one status for all of them."""

    person: Person
    standings: tuple[Standing, ...]
    facts: tuple[CourseFacts, ...]

    @property
    def status(self) -> Status:
        """Return the one status."""
        return overall([one.status for one in self.standings])

    def number(self, status: Status) -> int:
        """Count the courses of a status."""
        return sum(one.status is status for one in self.standings)


@dataclass(frozen=True, slots=True)
class Listing:
    """Where the cadres asked for are: unions in order with their numbers, then further posts."""

    unions: tuple[tuple[int, int], ...]
    further: tuple[int, ...]

    @property
    def number(self) -> int:
        """Return how many cadres there are."""
        return sum(number for _, number in self.unions) + len(self.further)

    @property
    def pages(self) -> int:
        """Return how many pages they fill."""
        return max(1, -(-self.number // PAGE_SIZE))


def listing(request: ReportRequest, courses: Sequence[PublishedCourse]) -> Listing:
    """Find out who is asked for, in two queries; those who were there before, in one."""
    if request.scope == Scope.FORMER:
        return Listing((), tuple(_former(request)))
    matching = _matching(request, courses)
    unions = _direct(request, matching) if request.is_direct else _subtree(request, matching)
    order = {union_id: place for place, (union_id, _) in enumerate(unions)}
    rows = db.session.execute(_further(request, courses)).all()
    further = sorted(rows, key=lambda row: (order.get(row[1], 0), row[0]))
    seen: dict[int, int] = {}
    for posting_id, _, cadre_id in further:
        seen.setdefault(cadre_id, posting_id)
    return Listing(tuple(one for one in unions if one[1]), tuple(seen.values()))


def page_of(
    request: ReportRequest, courses: Sequence[PublishedCourse], found: Listing
) -> list[RosterRow]:
    """Return one page with standings: four queries, five where further posts are shown."""
    page = people(request, courses, found, (request.page - 1) * PAGE_SIZE, PAGE_SIZE)
    return _with_standings(request, page, courses)


def everyone(
    request: ReportRequest,
    courses: Sequence[PublishedCourse],
    found: Listing,
    *,
    portion: int = PORTION,
) -> Iterator[RosterRow]:
    """Yield all rows of a roster, reading a portion at a time."""
    for offset in range(0, found.number, portion):
        some = people(request, courses, found, offset, portion)
        yield from _with_standings(request, some, courses)


def _with_standings(
    request: ReportRequest, found: Sequence[Person], courses: Sequence[PublishedCourse]
) -> list[RosterRow]:
    """Add where each stands, in three queries; in four for those who were there before.

    Of them the union sees what was finished while they held a post in it.
    """
    ids = [one.id for one in found]
    facts = facts_of(ids, [course.id for course in courses])
    if request.scope == Scope.FORMER:
        spans = periods(ids, Posting.organisation_id == request.node.id)
        facts = {key: within(one, spans.get(key[0], [])) for key, one in facts.items()}
    return [_row(one, courses, facts) for one in found]


def periods(cadre_ids: Sequence[int], at: ColumnElement[bool]) -> dict[int, list[Period]]:
    """Return the ended postings of these cadres at some unions: from when until when."""
    rows = db.session.execute(
        select(Posting.cadre_id, Posting.from_on, Posting.until_on)
        .join(Organisation, Organisation.id == Posting.organisation_id)
        .join(Cadre, Cadre.id == Posting.cadre_id)
        .where(
            Posting.cadre_id.in_(cadre_ids),
            Posting.until_on.is_not(None),
            Cadre.erased_at.is_(None),
            at,
        )
    )
    found: dict[int, list[Period]] = {}
    for cadre_id, from_on, until_on in rows:
        found.setdefault(cadre_id, []).append((from_on, until_on or from_on))
    return found


def _row(
    person: Person,
    courses: Sequence[PublishedCourse],
    facts: Mapping[tuple[int, str], CourseFacts],
) -> RosterRow:
    own = tuple(facts.get((person.id, course.id), NO_FACTS) for course in courses)
    standings = tuple(standing(*pair) for pair in zip(courses, own, strict=True))
    return RosterRow(person, standings, own)


def people(
    request: ReportRequest,
    courses: Sequence[PublishedCourse],
    found: Listing,
    offset: int,
    limit: int,
) -> list[Person]:
    """Return some of the people, in order."""
    window, skip = _window(found.unions, offset, limit)
    some = _members(request.node).where(
        Cadre.organisation_id.in_(window), *_matching(request, courses)
    )
    order = {union_id: place for place, union_id in enumerate(window)}
    own_order = (Cadre.position, Cadre.id)
    if not window:
        members = []
    elif len(window) == 1:
        members = _read(some.order_by(*own_order).offset(skip).limit(limit))
    elif len(window) <= MOST_SORTED_BY_DATABASE:
        along = case(order, value=Cadre.organisation_id)
        members = _read(some.order_by(along, *own_order).offset(skip).limit(limit))
    else:
        read = _read(some.order_by(*own_order))
        members = sorted(read, key=lambda one: order[one.organisation_id])[skip : skip + limit]
    before = sum(number for _, number in found.unions)
    begin, end = max(offset - before, 0), max(offset + limit - before, 0)
    return members + _further_people(request.node, found.further[begin:end])


def _read(statement: Select[int, str, str, int, str, str, str, str, date]) -> list[Person]:
    return [Person(*row) for row in db.session.execute(statement)]


def _window(unions: Sequence[tuple[int, int]], offset: int, limit: int) -> tuple[list[int], int]:
    """Return the unions that cover so many rows from `offset`, and how many of theirs to skip."""
    window: list[int] = []
    at, skip = 0, 0
    for union_id, number in unions:
        if at + number > offset and at < offset + limit:
            skip = skip if window else offset - at
            window.append(union_id)
        at += number
    return window, skip


def tree_order(unions: Sequence[tuple[int, int | None, int]], root: int) -> list[int]:
    """Put unions (id, parent, position) in the order of custom: each before all below it."""
    below: dict[int | None, list[tuple[int, int]]] = {}
    for union_id, parent_id, position in unions:
        below.setdefault(parent_id, []).append((position, union_id))
    order, waiting = [], [root]
    while waiting:
        union_id = waiting.pop()
        order.append(union_id)
        waiting += [child for _, child in sorted(below.get(union_id, ()), reverse=True)]
    return order


def is_member() -> ColumnElement[bool]:
    """Return the condition "counted at their union at present": not one of those who left."""
    return Cadre.left_on.is_(None)


def _matching(
    request: ReportRequest, courses: Sequence[PublishedCourse]
) -> list[ColumnElement[bool]]:
    """Return the conditions of the filters on members."""
    conditions = [is_member(), *_in_state(request, courses)]
    if request.post:
        conditions.append(Cadre.post == request.post)
    if request.tie:
        conditions.append(Cadre.tie == request.tie)
    return conditions


def _in_state(
    request: ReportRequest, courses: Sequence[PublishedCourse]
) -> list[ColumnElement[bool]]:
    """Return the condition of a state: the same as `overall` of the standings (tested).

    Those who may need help are looked for among all who began a course and have not finished it.
    """
    ids = [course.id for course in courses]
    if request.view is View.STUCK:
        return [_is_under_way(ids)]
    if not request.state:
        return []
    finished = (
        select(func.count())
        .where(CourseRecord.cadre_id == Cadre.id, CourseRecord.course_id.in_(ids))
        .correlate(Cadre)
        .scalar_subquery()
    )
    begun = exists().where(CourseStart.cadre_id == Cadre.id, CourseStart.course_id.in_(ids))
    match Status(request.state):
        case Status.FINISHED:
            return [finished == max(len(ids), 1)]
        case Status.NOT_STARTED:
            return [~begun, finished == 0]
        case Status.IN_PROGRESS:  # pragma: no branch - the last of all states
            return [begun | (finished > 0), finished < len(ids)]


def _is_under_way(course_ids: Sequence[str]) -> ColumnElement[bool]:
    done = exists().where(
        CourseRecord.cadre_id == CourseStart.cadre_id,
        CourseRecord.course_id == CourseStart.course_id,
    )
    return exists().where(
        CourseStart.cadre_id == Cadre.id, CourseStart.course_id.in_(course_ids), ~done
    )


def _direct(
    request: ReportRequest, matching: Sequence[ColumnElement[bool]]
) -> list[tuple[int, int]]:
    """Count the union's own members who match; without filters the counter knows."""
    if _is_unfiltered(request):
        counted = select(Counter.number).where(
            Counter.organisation_id == request.node.id,
            Counter.subject == MEMBERS[0],
            Counter.what == MEMBERS[1],
        )
    else:
        counted = select(func.count()).where(Cadre.organisation_id == request.node.id, *matching)
    return [(request.node.id, db.session.scalar(counted) or 0)]


def _subtree(
    request: ReportRequest, matching: Sequence[ColumnElement[bool]]
) -> list[tuple[int, int]]:
    """Count those who match in every union at or below the node, in the order of custom."""
    shape = (Organisation.id, Organisation.parent_id, Organisation.position)
    if _is_unfiltered(request):
        statement = select(*shape, func.coalesce(Counter.number, 0)).outerjoin(
            Counter,
            and_(
                Counter.organisation_id == Organisation.id,
                Counter.subject == MEMBERS[0],
                Counter.what == MEMBERS[1],
            ),
        )
    else:
        statement = (
            select(*shape, func.count(Cadre.id))
            .outerjoin(Cadre, and_(Cadre.organisation_id == Organisation.id, *matching))
            .group_by(*shape)
        )
    rows = db.session.execute(statement.where(is_below(request.node.path))).all()
    number = {row[0]: row[3] for row in rows}
    order = tree_order([(row[0], row[1], row[2]) for row in rows], request.node.id)
    return [(union_id, number[union_id]) for union_id in order]


def _is_unfiltered(request: ReportRequest) -> bool:
    is_narrowed = request.post or request.tie or request.state
    return not is_narrowed and request.view is not View.STUCK


_own = aliased(Organisation)
_above = aliased(Organisation)


def _members(node: Node) -> Select[int, str, str, int, str, str, str, str, date]:
    """Return the select of a roster's columns for members at their main union."""
    return (
        select(
            Cadre.id,
            Cadre.name,
            Cadre.login,
            _own.id,
            _own.name,
            func.coalesce(_above.name, ""),
            Cadre.post,
            Cadre.tie,
            Posting.from_on,
        )
        .join(_own, _own.id == Cadre.organisation_id)
        .outerjoin(_above, _parent_within(node))
        .outerjoin(
            Posting,
            and_(Posting.cadre_id == Cadre.id, Posting.is_main, Posting.until_on.is_(None)),
        )
    )


def _parent_within(node: Node) -> ColumnElement[bool]:
    """Join the union above, unless it lies above the node: that is not the viewer's."""
    return and_(_above.id == _own.parent_id, _own.id != node.id)


_main = aliased(Organisation)


def _further(request: ReportRequest, courses: Sequence[PublishedCourse]) -> Select[int, int, int]:
    """Find further posts (兼任) in the scope, of cadres whose main union lies outside of it."""
    found = (
        select(Posting.id, Posting.organisation_id, Cadre.id)
        .join(Cadre, Cadre.id == Posting.cadre_id)
        .where(
            Posting.until_on.is_(None),
            ~Posting.is_main,
            is_member(),
            *_in_state(request, courses),
        )
    )
    if request.post:
        found = found.where(Posting.post == request.post)
    if request.tie:
        found = found.where(Posting.tie == request.tie)
    if request.is_direct:
        here = request.node.id
        return found.where(Posting.organisation_id == here, Cadre.organisation_id != here)
    low, high = path_range(request.node.path)
    return (
        found.join(Organisation, Organisation.id == Posting.organisation_id)
        .join(_main, _main.id == Cadre.organisation_id)
        .where(is_below(request.node.path), or_(_main.path < low, _main.path >= high))
    )


def _former(request: ReportRequest) -> list[int]:
    """Find the last posting of each who held one at this union and holds none there now."""
    present = aliased(Posting)
    still_there = exists().where(
        present.cadre_id == Posting.cadre_id,
        present.organisation_id == request.node.id,
        present.until_on.is_(None),
    )
    found = (
        select(Posting.id, Posting.cadre_id)
        .join(Cadre, Cadre.id == Posting.cadre_id)
        .where(
            Posting.organisation_id == request.node.id,
            Posting.until_on.is_not(None),
            Cadre.erased_at.is_(None),
            ~still_there,
        )
        .order_by(Posting.until_on.desc(), Posting.id.desc())
    )
    if request.post:
        found = found.where(Posting.post == request.post)
    if request.tie:
        found = found.where(Posting.tie == request.tie)
    last: dict[int, int] = {}
    for posting_id, cadre_id in db.session.execute(found):
        last.setdefault(cadre_id, posting_id)
    return list(last.values())


def _further_people(node: Node, postings: Sequence[int]) -> list[Person]:
    """Return the holders of these postings, further ones or ended ones, in this order."""
    if not postings:
        return []
    rows = db.session.execute(
        select(
            Posting.id,
            Cadre.id,
            Cadre.name,
            Cadre.login,
            _own.id,
            _own.name,
            func.coalesce(_above.name, ""),
            Posting.post,
            Posting.tie,
            Posting.from_on,
            Posting.until_on,
        )
        .join(Cadre, Cadre.id == Posting.cadre_id)
        .join(_own, _own.id == Posting.organisation_id)
        .outerjoin(_above, _parent_within(node))
        .where(Posting.id.in_(postings))
    )
    found = {row[0]: Person(*row[1:]) for row in rows}
    some = (found[posting_id] for posting_id in postings)
    return [replace(one, is_further=one.until is None) for one in some]
