"""Reads of papers by those who sit them: through their own union, their own sittings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import LARGEST_ID, db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.exams.rules import NOTHING, Extra, Result, later, together, verdict
from cadreschool.learning.models import LateAnswer, Mode, Sitting
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.rules import ancestor_ids
from cadreschool.people.models import Cadre
from cadreschool.questions.papers.access import (
    Decision,
    Hours,
    Person,
    decide,
    other_papers,
    stored_rules,
)
from cadreschool.questions.papers.models import (
    Paper,
    PaperException,
    PaperMode,
    PaperState,
    Release,
)
from cadreschool.questions.papers.queries import PaperFacts, item_numbers, paper_facts, papers

MOST_PAPERS = 200


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A paper as somebody who may sit it sees it."""

    facts: PaperFacts
    extra: Extra
    results: tuple[Result, ...]
    decision: Decision
    questions: int
    points: int

    @property
    def open_sitting(self) -> Result | None:
        """Return the sitting under way."""
        return next((one for one in self.results if one.is_open), None)

    @property
    def closes_at(self) -> datetime | None:
        """Return the end, as it is for this person."""
        return later(self.facts.closes_at, self.extra.closes_at)

    @property
    def attempts(self) -> int | None:
        """Return how many goes this person has, None for any number."""
        limit = self.facts.attempts
        return None if limit is None else limit + self.extra.attempts


def own_papers(viewer: Viewer, *, at: datetime) -> list[OwnPaper]:
    """Return the papers open to the viewer's union, and those they sat, newest first."""
    where = _place(viewer)
    if where is None:
        return []
    shown = or_(Paper.state == PaperState.OPEN, _has_sat(viewer), _has_exception(viewer, at))
    rows = db.session.execute(
        papers()
        .where(_is_for(where[1]), Paper.state != PaperState.DRAFT, shown)
        .order_by(Paper.id.desc())
        .limit(MOST_PAPERS)
    )
    return _own(viewer, where, [paper_facts(row) for row in rows], at=at)


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A paper that is open and that the viewer has not handed in yet."""

    id: int
    title: str
    mode: PaperMode
    closes_at: datetime | None


def waiting_papers(viewer: Viewer, *, at: datetime, limit: int) -> list[WaitingPaper]:
    """Return the papers the viewer may begin or go on with and has not handed in yet.

    It is for the first page of everybody: one query, and one where rules ask for other papers.
    """
    mine, owner = aliased(Organisation), aliased(Organisation)
    own = (Sitting.paper_id == Paper.id, Sitting.cadre_id == viewer.cadre_id)
    done = exists().where(*own, Sitting.submitted_at.is_not(None))
    present = exists().where(*own, Sitting.submitted_at.is_(None))
    let_in = _let_in_until(viewer, at)
    is_open = and_(
        Paper.state == PaperState.OPEN, or_(Paper.closes_at.is_(None), Paper.closes_at > at)
    )
    rows: Sequence[Any] = db.session.execute(
        select(Paper.id, Paper.title, Paper.mode, Paper.closes_at, let_in)
        .add_columns(Paper.rules, present, Cadre.post, mine.path)
        .outerjoin(owner, owner.id == Paper.organisation_id)
        .join(Cadre, Cadre.id == viewer.cadre_id)
        .join(mine, mine.id == Cadre.organisation_id)
        .where(
            Cadre.left_on.is_(None),
            or_(is_open, and_(Paper.state != PaperState.DRAFT, let_in.is_not(None))),
            or_(Paper.opens_at.is_(None), Paper.opens_at <= at),
            or_(owner.id.is_(None), mine.path.startswith(owner.path)),
            ~done,
        )
        .order_by(Paper.closes_at.is_(None), Paper.closes_at, Paper.id)
        .limit(MOST_PAPERS)
    ).all()
    found = [
        (WaitingPaper(row[0], row[1], PaperMode(row[2]), later(row[3], row[4])), row[5:])
        for row in rows
    ]
    asked = {paper for row in rows for paper in other_papers(stored_rules(row[5]))}
    known = _verdicts(results_of(viewer.cadre_id, asked)) if asked else {}

    def may(rules: str, is_present: bool, post: str, path: str) -> bool:  # noqa: FBT001 -- a row
        person = Person(post, path, known, attempts=0)
        return is_present or decide(stored_rules(rules), Hours(), person, at=at).may

    return [one for one, of in found if may(*of)][:limit]


def _let_in_until(viewer: Viewer, at: datetime) -> ScalarSelect[datetime | None]:
    """Return until when an exception lets the viewer come to a paper, also when it is over."""
    return (
        select(func.max(PaperException.closes_at))
        .where(
            PaperException.paper_id == Paper.id,
            PaperException.cadre_id == viewer.cadre_id,
            PaperException.withdrawn_at.is_(None),
            PaperException.expires_at > at,
            PaperException.closes_at > at,
        )
        .correlate(Paper)
        .scalar_subquery()
    )


def _verdicts(results: Mapping[int, Sequence[Result]]) -> dict[int, bool]:
    """Return which papers were passed or failed; those without a verdict are left out."""
    verdicts = {paper: verdict(of) for paper, of in results.items()}
    return {paper: passed for paper, passed in verdicts.items() if passed is not None}


def own_paper(viewer: Viewer, paper_id: int, *, at: datetime) -> OwnPaper:
    """Return a paper of the viewer's union that is not a draft; any other is not found."""
    where = _place(viewer)
    row = None
    if where is not None and paper_id <= LARGEST_ID:
        row = db.session.execute(
            papers().where(Paper.id == paper_id, Paper.state != PaperState.DRAFT, _is_for(where[1]))
        ).one_or_none()
    if row is None or where is None:
        raise NotFoundError
    return _own(viewer, where, [paper_facts(row)], at=at)[0]


def _place(viewer: Viewer) -> tuple[str, str] | None:
    """Return the viewer's post and the path of their union; None for who has left."""
    row = db.session.execute(
        select(Cadre.post, Organisation.path)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.id == viewer.cadre_id, Cadre.left_on.is_(None))
    ).one_or_none()
    return (row[0], row[1]) if row else None


def _is_for(path: str) -> ColumnElement[bool]:
    """Return the condition "of the whole school, or of a union at or above this path"."""
    return or_(Paper.organisation_id.is_(None), Paper.organisation_id.in_(ancestor_ids(path)))


def _has_sat(viewer: Viewer) -> ColumnElement[bool]:
    return exists().where(Sitting.cadre_id == viewer.cadre_id, Sitting.paper_id == Paper.id)


def _has_exception(viewer: Viewer, at: datetime) -> ColumnElement[bool]:
    return exists().where(
        PaperException.paper_id == Paper.id,
        PaperException.cadre_id == viewer.cadre_id,
        PaperException.withdrawn_at.is_(None),
        PaperException.expires_at > at,
    )


def _own(
    viewer: Viewer, place: tuple[str, str], found: Sequence[PaperFacts], *, at: datetime
) -> list[OwnPaper]:
    """Put together what the viewer's own facts make of papers, in three queries."""
    ids = {one.id for one in found}
    asked = ids.union(*(other_papers(one.rules) for one in found))
    results = results_of(viewer.cadre_id, asked)
    known = _verdicts(results)
    extras = extras_of(viewer.cadre_id, ids, at=at)
    numbers = item_numbers(ids)
    own = []
    for one in found:
        extra, mine = extras.get(one.id, NOTHING), tuple(results.get(one.id, ()))
        person = Person(*place, known, len(mine))
        decision = decide(one.rules, hours_of(one, extra, at=at), person, at=at)
        own.append(OwnPaper(one, extra, mine, decision, *numbers.get(one.id, (0, 0))))
    return own


def hours_of(facts: PaperFacts, extra: Extra, *, at: datetime) -> Hours:
    """Return when a paper may be sat by somebody with these exceptions."""
    is_let_in = extra.closes_at is not None and extra.closes_at > at
    return Hours(
        facts.opens_at,
        later(facts.closes_at, extra.closes_at),
        None if facts.attempts is None else facts.attempts + extra.attempts,
        is_closed=facts.state is PaperState.CLOSED and not is_let_in,
    )


_RESULT = (
    Sitting.id,
    Sitting.paper_id,
    Sitting.number,
    Sitting.form,
    Sitting.started_at,
    Sitting.due_at,
    Sitting.submitted_at,
    Sitting.score,
    Sitting.pending,
    Sitting.pass_mark,
    Sitting.mode != Mode.MOCK,
)


def results_of(cadre_id: int, paper_ids: Collection[int]) -> dict[int, list[Result]]:
    """Return somebody's sittings at papers, by number."""
    found: dict[int, list[Result]] = {}
    rows: Sequence[Any] = db.session.execute(
        select(*_RESULT)
        .where(Sitting.cadre_id == cadre_id, Sitting.paper_id.in_(paper_ids))
        .order_by(Sitting.paper_id, Sitting.number)
    ).all()
    for row in rows:
        found.setdefault(row[1], []).append(Result(*row))
    return found


def extras_of(cadre_id: int, paper_ids: Collection[int], *, at: datetime) -> dict[int, Extra]:
    """Return what exceptions in force give somebody at papers."""
    found: dict[int, list[Extra]] = {}
    for row in db.session.execute(
        select(
            PaperException.paper_id,
            PaperException.extra_minutes,
            PaperException.extra_attempts,
            PaperException.closes_at,
        ).where(
            PaperException.cadre_id == cadre_id,
            PaperException.paper_id.in_(paper_ids),
            PaperException.withdrawn_at.is_(None),
            PaperException.expires_at > at,
        )
    ):
        found.setdefault(row[0], []).append(Extra(row[1], row[2], row[3]))
    return {paper_id: together(extras) for paper_id, extras in found.items()}


# Release -----------------------------------------------------------------------------------------


def released(found: Iterable[PaperFacts], *, at: datetime) -> set[int]:
    """Return the papers whose right answers those who handed in may see, in two queries.

    After the end means after everybody's: while somebody still sits, or may come later by an
    exception, nothing is told to anybody.
    """
    facts = list(found)
    free = {one.id for one in facts if one.release is Release.SUBMITTED}
    return free | _ended([one for one in facts if one.release is Release.CLOSED], at)


def _ended(found: Iterable[PaperFacts], at: datetime) -> set[int]:
    """Return the papers that nobody sits any more, nor may."""
    over = {
        one.id
        for one in found
        if one.state is PaperState.CLOSED or (one.closes_at is not None and one.closes_at <= at)
    }
    if not over:
        return over
    sitting = select(Sitting.paper_id).where(
        Sitting.paper_id.in_(over), Sitting.submitted_at.is_(None)
    )
    coming = select(PaperException.paper_id).where(
        PaperException.paper_id.in_(over),
        PaperException.withdrawn_at.is_(None),
        PaperException.closes_at > at,
    )
    busy = set(db.session.scalars(sitting.distinct())) | set(db.session.scalars(coming.distinct()))
    return over - busy


def sittings_not_told(cadre_id: int, *, at: datetime) -> list[int]:
    """Return somebody's sittings whose marks, question by question, are not for them yet.

    When a paper that never tells its answers is over, the marks are their owner's all the same.
    """
    rows = db.session.execute(
        select(Sitting.id, Sitting.paper_id).where(
            Sitting.cadre_id == cadre_id, Sitting.paper_id.is_not(None)
        )
    ).all()
    found = db.session.execute(papers().where(Paper.id.in_({row[1] for row in rows})))
    facts = [paper_facts(row) for row in found]
    told = released(facts, at=at) | _ended(facts, at)
    return [row[0] for row in rows if row[1] not in told]


def paper_of(paper_id: int) -> PaperFacts:
    """Return the paper of a sitting that was fetched through its owner."""
    return paper_facts(db.session.execute(papers().where(Paper.id == paper_id)).one())


# For teachers ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakerRow:
    """One sitting at a paper, as the paper's teachers see it."""

    sitting_id: int
    cadre_id: int
    name: str
    organisation_name: str
    number: int
    form: int | None
    started_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None
    score: int | None
    pending: int
    pass_mark: int
    late_answers: int

    @property
    def is_passed(self) -> bool:
        """Tell whether the mark is reached."""
        return self.score is not None and self.score >= self.pass_mark


class Shown(StrEnum):
    """Which sittings a list shows."""

    ALL = "all"
    PASSED = "passed"
    MISSED = "missed"
    WAITING = "waiting"
    OPEN = "open"

    @property
    def label(self) -> str:
        """Return the choice in words."""
        return {
            "all": "全部",
            "passed": "合格",
            "missed": "未合格",
            "waiting": "待评阅",
            "open": "正在作答",
        }[self.value]


_IS_PASSED = Sitting.score >= Sitting.pass_mark
_WANTED = {
    Shown.PASSED: _IS_PASSED,
    Shown.MISSED: and_(Sitting.score < Sitting.pass_mark, Sitting.pending == 0),
    Shown.WAITING: and_(Sitting.score < Sitting.pass_mark, Sitting.pending > 0),
    Shown.OPEN: Sitting.submitted_at.is_(None),
}


def takers_of(
    paper_id: int, shown: Shown = Shown.ALL, *, page: int, size: int
) -> tuple[list[TakerRow], int]:
    """Return a page of the sittings at a paper, in the order of the tree, and how many there are.

    The caller fetched the paper through the viewer: that is the permission.
    """
    wanted = [Sitting.paper_id == paper_id]
    if shown in _WANTED:
        wanted.append(_WANTED[shown])
    number = db.session.scalar(select(func.count()).select_from(Sitting).where(*wanted))
    late = select(func.count()).where(LateAnswer.sitting_id == Sitting.id).scalar_subquery()
    rows: Sequence[Any] = db.session.execute(
        select(
            Sitting.id,
            Cadre.id,
            Cadre.name,
            Organisation.name,
            Sitting.number,
            Sitting.form,
            Sitting.started_at,
            Sitting.due_at,
            Sitting.submitted_at,
            Sitting.score,
            Sitting.pending,
            Sitting.pass_mark,
            late,
        )
        .join(Cadre, Cadre.id == Sitting.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(*wanted)
        .order_by(Organisation.path, Cadre.position, Cadre.id, Sitting.number)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    return [TakerRow(*row) for row in rows], number or 0


def seats_changed(sitting_ids: Collection[int]) -> dict[int, int]:
    """Return how often each sitting went on in another sign-in; those that never did left out."""
    rows = db.session.execute(
        select(AuditRow.object_id, func.count())
        .where(
            AuditRow.action == "sitting.seat",
            AuditRow.object_kind == "sitting",
            AuditRow.object_id.in_([str(one) for one in sitting_ids]),
        )
        .group_by(AuditRow.object_id)
    )
    return {int(row[0]): row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many sat a paper, and what came of it, counted by people."""

    people: int
    passed: int
    waiting: int
    under_way: int


def turnouts_of(paper_ids: Collection[int]) -> dict[int, Turnout]:
    """Return the turnout of papers, in one query."""
    rows = db.session.execute(
        select(
            Sitting.paper_id,
            func.count(Sitting.cadre_id.distinct()),
            func.count(case((_IS_PASSED, Sitting.cadre_id)).distinct()),
            func.count(case((_WANTED[Shown.WAITING], Sitting.cadre_id)).distinct()),
            func.count(case((_WANTED[Shown.OPEN], Sitting.cadre_id)).distinct()),
        )
        .where(Sitting.paper_id.in_(paper_ids))
        .group_by(Sitting.paper_id)
    )
    return {row[0]: Turnout(*row[1:]) for row in rows if row[0] is not None}
