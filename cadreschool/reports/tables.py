"""Reports as plain tables: the rows of a page, all of them, ready to be written to a file.

The figures come from the same queries as the page's. Knows nothing of formats of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from cadreschool.courses.catalogue import TRACKS, PublishedCourse
from cadreschool.kernel.clock import day_text
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import Status
from cadreschool.reports.queries import CompletionRow, every_completion_row
from cadreschool.reports.requests import ReportRequest, Scope, View
from cadreschool.reports.rosters.queries import Listing, Person, RosterRow, everyone, listing
from cadreschool.reports.rosters.rules import masked
from cadreschool.reports.stuck.queries import StuckEntry, all_entries

MOST_COLUMNS = 4
"""So many courses have a column each; of more, those of one track share one."""

MOST_EXPLAINED = 2
"""With so many courses a roster says the reason for each; with more, how many of each status."""

Cell = str | int | float | None


class Kind(Enum):
    """What stands in a column."""

    TEXT = auto()
    NUMBER = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `width` in characters of half width."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """A report: its head, its columns and an iterator over its rows, whose number is known."""

    title: str
    unit: str
    filters: tuple[str, ...]
    as_of: datetime
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    number: int
    period: str = "开课以来累计"
    footnote: str = "学时按课程核定并经检测合格后登记，不以在线时长计算。按组织顺序排列，不排名。"


@dataclass(frozen=True, slots=True)
class CourseGroup:
    """A column of completion: one course, or all of a track where there are many."""

    title: str
    courses: tuple[PublishedCourse, ...]

    @property
    def unit(self) -> str:
        """Return what is counted: people of one course, people times courses of several."""
        return "人" if len(self.courses) == 1 else "门次"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are due, began and finished; people, or people times courses."""

    due: int
    started: int
    finished: int

    @property
    def under_way(self) -> int:
        """Return how many began and have not finished."""
        return self.started - self.finished

    @property
    def started_share(self) -> float | None:
        """Return the share that began, None where nobody is due."""
        return self.started / self.due if self.due else None

    @property
    def finished_share(self) -> float | None:
        """Return the share that finished, None where nobody is due."""
        return self.finished / self.due if self.due else None


def groups(courses: Sequence[PublishedCourse]) -> tuple[CourseGroup, ...]:
    """Return the columns of completion: a course each, or a track each."""
    if len(courses) <= MOST_COLUMNS:
        return tuple(CourseGroup(course.title, (course,)) for course in courses)
    tracks = dict.fromkeys(course.track for course in courses)
    return tuple(
        CourseGroup(
            f"{TRACKS.get(track, track)}类课程",
            tuple(course for course in courses if course.track == track),
        )
        for track in tracks
    )


def tallies(
    row: CompletionRow, courses: Sequence[PublishedCourse], among: Sequence[CourseGroup]
) -> list[Tally]:
    """Add up a row's counts for each column."""
    counted = dict(zip((course.id for course in courses), row.counts, strict=True))
    return [
        Tally(
            row.members * len(group.courses),
            sum(counted[course.id].started for course in group.courses),
            sum(counted[course.id].finished for course in group.courses),
        )
        for group in among
    ]


def table(
    request: ReportRequest,
    published: Sequence[PublishedCourse],
    *,
    whole_logins: bool,
    at: datetime,
) -> Table:
    """Return what a page shows, with the rows of all its pages. `number` costs a query or two."""
    courses, as_of = request.chosen(published), at
    match request.view:
        case View.COMPLETION:
            (columns, rows, number), as_of = _completion(request, courses, at=at)
        case View.ROSTER:
            columns, rows, number = _roster(request, courses, whole_logins=whole_logins)
        case View.STUCK:  # pragma: no branch - the last of all views
            columns, rows, number = _stuck(request, courses, whole_logins=whole_logins, at=at)
    titles = {
        View.COMPLETION: "单位学习情况汇总表",
        View.ROSTER: "干部学习台账",
        View.STUCK: "需要帮助的干部",
    }
    words = tuple(request.words(published))
    return Table(
        titles[request.view], request.node.name, words, as_of, (_ORDINAL, *columns), rows, number
    )


_ORDINAL = Column("序号", Kind.NUMBER, 6)
_Part = tuple[tuple[Column, ...], Iterator[tuple[Cell, ...]], int]


def _completion(
    request: ReportRequest, courses: Sequence[PublishedCourse], *, at: datetime
) -> tuple[_Part, datetime]:
    among = groups(courses)
    columns = [Column("单位", width=30), Column("类别", width=16)]
    if len(courses) == 1:
        columns += [
            Column("应参学人数", Kind.NUMBER),
            Column("实际参学人数", Kind.NUMBER),
            Column("参学率", Kind.PERCENT),
            Column("完成人数", Kind.NUMBER),
            Column("完成率", Kind.PERCENT),
        ]
    else:
        columns.append(Column("干部人数", Kind.NUMBER))
        for group in among:
            name = f"{group.title}（{group.unit}）"
            columns += [
                Column(f"{name}学完", Kind.NUMBER, 18),
                Column(f"{name}在学", Kind.NUMBER, 18),
            ]
    found = every_completion_row(request.node, courses, at=at)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number, (name, row) in enumerate(found.rows, start=1):
            cells = _figures(row, tallies(row, courses, among), is_single=len(courses) == 1)
            yield number, name, row.node.kind_name, *cells

    return (tuple(columns), rows(), found.number), found.as_of or at


def _figures(row: CompletionRow, counted: Sequence[Tally], *, is_single: bool) -> list[Cell]:
    if is_single:
        one = counted[0]
        return [one.due, one.started, one.started_share, one.finished, one.finished_share]
    return [row.members, *(cell for one in counted for cell in (one.finished, one.under_way))]


def _person_columns(request: ReportRequest) -> list[Column]:
    return [
        Column("姓名", width=12),
        Column("登录名", width=16),
        Column("所在工会", width=26),
        *([] if request.scope == Scope.DIRECT else [Column("上级工会", width=26)]),
        Column("岗位", width=18),
        Column("专/兼/挂", width=10),
    ]


def _person_cells(
    request: ReportRequest, person: Person, *, whole_logins: bool
) -> tuple[Cell, ...]:
    return (
        person.name,
        login_text(person.login, is_whole=whole_logins),
        person.organisation_name,
        *([] if request.scope == Scope.DIRECT else [person.parent_name]),
        post_text(person),
        person.tie_name,
    )


def login_text(login: str, *, is_whole: bool) -> str:
    """Return a sign-in name as this viewer may read it."""
    return login if is_whole else masked(login)


def post_text(person: Person) -> str:
    """Return the post; one held besides the main one says so."""
    return f"{person.post_name}（兼任）" if person.is_further else person.post_name


def checks_passed(row: RosterRow) -> int:
    """Count the lessons finished by passing their check."""
    return sum(
        fact.sitting_id is not None for facts in row.facts for fact in facts.lessons.values()
    )


def _roster(
    request: ReportRequest, courses: Sequence[PublishedCourse], *, whole_logins: bool
) -> _Part:
    is_explained = len(courses) <= MOST_EXPLAINED
    columns = [*_person_columns(request), Column("任职时间", width=16)]
    if is_explained:
        for course in courses:
            columns += [Column(course.title, width=12), Column(f"{course.title}：理由", width=40)]
    else:
        columns += [Column("状态", width=10)]
        columns += [Column(f"{status.label}门数", Kind.NUMBER) for status in _STATUSES]
    columns.append(Column("检测合格课数", Kind.NUMBER))
    found = listing(request, courses)

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number, row in enumerate(everyone(request, courses, found), start=1):
            person = _person_cells(request, row.person, whole_logins=whole_logins)
            since = day_text(row.person.since) if row.person.since else ""
            yield number, *person, since, *_standing_cells(row, is_explained), checks_passed(row)

    return tuple(columns), rows(), found.number


_STATUSES = (Status.FINISHED, Status.IN_PROGRESS, Status.NOT_STARTED)


def _standing_cells(row: RosterRow, is_explained: bool) -> list[Cell]:  # noqa: FBT001 -- a choice of two forms
    if is_explained:
        return [
            cell
            for one in row.standings
            for cell in (one.status.label, "；".join(reason_texts(one)))
        ]
    return [row.status.label, *(row.number(status) for status in _STATUSES)]


def _stuck(
    request: ReportRequest,
    courses: Sequence[PublishedCourse],
    *,
    whole_logins: bool,
    at: datetime,
) -> _Part:
    columns = [
        *_person_columns(request),
        Column("课程", width=26),
        Column("原因", width=26),
        Column("说明", width=50),
    ]
    found: Listing = listing(request, courses)

    def cells(number: int, entry: StuckEntry) -> tuple[Cell, ...]:
        person = _person_cells(request, entry.person, whole_logins=whole_logins)
        return (number, *person, entry.course.title, entry.kind.label, "；".join(entry.texts))

    def rows() -> Iterator[tuple[Cell, ...]]:
        entries = all_entries(request, courses, found, at=at)
        yield from (cells(number, entry) for number, entry in enumerate(entries, start=1))

    return tuple(columns), rows(), found.number
