"""Reads of papers: for teachers through their appointments, and what may be drawn from banks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true

from cadreschool.kernel.db import LARGEST_ID, db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_below, is_visible_to
from cadreschool.organisations.rules import ancestor_ids
from cadreschool.people.models import Cadre
from cadreschool.questions.banks.models import BankEntry, BankTag, EntryState
from cadreschool.questions.content import from_json
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.papers.access import AccessRule, stored_rules
from cadreschool.questions.papers.design import Design, stored_design
from cadreschool.questions.papers.models import (
    Paper,
    PaperException,
    PaperItem,
    PaperMode,
    PaperState,
    Release,
)
from cadreschool.questions.papers.permissions import TEACHERS, roles_for
from cadreschool.questions.papers.rules import Candidate
from cadreschool.questions.values import Scoring

WHOLE_SCHOOL = "全校"
_ALWAYS_VALID = '%"valid_from":null,"valid_to":null%'


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper as it is stored, read."""

    id: int
    title: str
    mode: PaperMode
    state: PaperState
    design: Design
    rules: tuple[AccessRule, ...]
    scoring: Scoring
    release: Release
    pass_mark: int
    minutes: int | None
    attempts: int | None
    forms: int
    shuffles: bool
    second_marker: bool
    opens_at: datetime | None
    closes_at: datetime | None
    version: int
    made_by: int | None
    made_at: datetime
    owner_id: int | None
    owner_name: str
    owner_path: str | None

    @property
    def subject(self) -> str:
        """Return what a sitting at this paper is a sitting at."""
        return subject_of(self.id)


def subject_of(paper_id: int) -> str:
    """Return what a sitting at a paper is a sitting at: `Sitting.subject`."""
    return f"paper:{paper_id}"


@dataclass(frozen=True, slots=True)
class TaughtPaper:
    """A paper as its teachers see it; `roles` are the viewer's for it."""

    facts: PaperFacts
    roles: frozenset[Role]

    @property
    def may_write(self) -> bool:
        """Tell whether the viewer writes this paper."""
        return Role.TRAINER in self.roles


_COLUMNS = (
    Paper.id,
    Paper.title,
    Paper.mode,
    Paper.state,
    Paper.design,
    Paper.rules,
    Paper.scoring,
    Paper.release,
    Paper.pass_mark,
    Paper.minutes,
    Paper.attempts,
    Paper.forms,
    Paper.shuffles,
    Paper.second_marker,
    Paper.opens_at,
    Paper.closes_at,
    Paper.version,
    Paper.made_by,
    Paper.made_at,
    Paper.organisation_id,
    Organisation.name,
    Organisation.path,
)


_NAMES = (*(column.key for column in _COLUMNS[:-3]), "owner_id", "owner_name", "owner_path")
_READERS: dict[str, Callable[[Any], Any]] = {
    "mode": PaperMode,
    "state": PaperState,
    "design": stored_design,
    "rules": stored_rules,
    "scoring": Scoring,
    "release": Release,
    "owner_name": lambda name: name or WHOLE_SCHOOL,
}


def papers() -> Select[*tuple[Any, ...]]:
    """Return the query for papers with their unions; read its rows with `paper_facts`."""
    return select(*_COLUMNS).outerjoin(Organisation, Organisation.id == Paper.organisation_id)


def paper_facts(row: Sequence[Any]) -> PaperFacts:
    """Read a row of `papers`."""
    values = dict(zip(_NAMES, row, strict=True))
    read = {name: reader(values[name]) for name, reader in _READERS.items()}
    return PaperFacts(**values | read)


def papers_for(viewer: Viewer, *, page: int, size: int) -> tuple[list[TaughtPaper], int]:
    """Return a page of the papers the viewer teaches with, newest first, and how many there are."""
    is_theirs = is_taught_by(viewer)
    number = db.session.scalar(
        select(func.count())
        .select_from(Paper)
        .outerjoin(Organisation, Organisation.id == Paper.organisation_id)
        .where(is_theirs)
    )
    rows = db.session.execute(
        papers().where(is_theirs).order_by(Paper.id.desc()).limit(size).offset((page - 1) * size)
    )
    facts = [paper_facts(row) for row in rows]
    return [TaughtPaper(one, roles_for(viewer, one.owner_path)) for one in facts], number or 0


def is_taught_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition "a paper the viewer teaches with", of papers beside their unions."""
    return or_(
        false(),
        *(is_visible_to(viewer, role) for role in TEACHERS),
        and_(
            Paper.organisation_id.is_(None),
            true() if viewer.whole_school_roles & set(TEACHERS) else false(),
        ),
    )


def papers_with(viewer: Viewer, question_id: str) -> tuple[list[tuple[str, PaperState, int]], bool]:
    """Return what holds a version of a question, newest first, and whether others do as well.

    Of the viewer's own papers (title, state, number of the version).
    """
    rows = db.session.execute(
        select(Paper.id, Paper.title, Paper.state, QuestionVersion.number, is_taught_by(viewer))
        .outerjoin(Organisation, Organisation.id == Paper.organisation_id)
        .join(PaperItem, PaperItem.paper_id == Paper.id)
        .join(QuestionVersion, QuestionVersion.id == PaperItem.question_version_id)
        .where(QuestionVersion.question_id == question_id)
        .distinct()
        .order_by(Paper.id.desc())
    ).all()
    theirs = [(title, PaperState(state), number) for _, title, state, number, own in rows if own]
    return theirs, len(theirs) < len(rows)


def paper_for(viewer: Viewer, paper_id: int, *roles: Role) -> TaughtPaper:
    """Return a paper the viewer holds one of these roles for; a foreign one is not found."""
    row = None
    if paper_id <= LARGEST_ID:
        row = db.session.execute(papers().where(Paper.id == paper_id)).one_or_none()
    if row is None:
        raise NotFoundError
    facts = paper_facts(row)
    held = roles_for(viewer, facts.owner_path)
    if not held or (roles and held.isdisjoint(roles)):
        raise NotFoundError
    return TaughtPaper(facts, held)


def locked_paper(paper_id: int) -> Paper:
    """Return a paper's row, locked; for whoever fetched the paper through a viewer."""
    found = db.session.scalar(
        select(Paper)
        .where(Paper.id == paper_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


def titles_of(paper_ids: Collection[int]) -> dict[int, str]:
    """Return the titles of papers."""
    rows = db.session.execute(select(Paper.id, Paper.title).where(Paper.id.in_(paper_ids)))
    return {row[0]: row[1] for row in rows}


# Items -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A question of one form of an open paper."""

    form: int
    position: int
    version_id: int
    part: int
    points: int


def items_of(paper_id: int, form: int | None = None) -> list[ItemRow]:
    """Return the questions that were fixed for a paper, of one form or all, in their order."""
    wanted = Paper.id == paper_id if form is None else PaperItem.form == form
    rows = db.session.execute(
        select(
            PaperItem.form,
            PaperItem.position,
            PaperItem.question_version_id,
            PaperItem.part,
            PaperItem.points,
        )
        .join(Paper, Paper.id == PaperItem.paper_id)
        .where(PaperItem.paper_id == paper_id, wanted)
        .order_by(PaperItem.form, PaperItem.position)
    )
    return [ItemRow(*row) for row in rows]


def item_numbers(paper_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return how many questions the first form of each paper asks, and for how many points."""
    rows = db.session.execute(
        select(PaperItem.paper_id, func.count(), func.sum(PaperItem.points))
        .where(PaperItem.paper_id.in_(paper_ids), PaperItem.form == 1)
        .group_by(PaperItem.paper_id)
    )
    return {row[0]: (row[1], int(row[2])) for row in rows}


# Exceptions --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """An exception as its page lists it."""

    id: int
    cadre_id: int
    name: str
    organisation_name: str
    extra_minutes: int
    extra_attempts: int
    closes_at: datetime | None
    reason: str
    made_by_name: str
    made_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None

    def is_in_force(self, at: datetime) -> bool:
        """Tell whether it still changes anything."""
        return self.withdrawn_at is None and at < self.expires_at


def exceptions_of(paper_id: int) -> list[ExceptionRow]:
    """Return the exceptions made for a paper, newest first."""
    author = Cadre.__table__.alias("author")
    rows = db.session.execute(
        select(
            PaperException.id,
            PaperException.cadre_id,
            Cadre.name,
            Organisation.name,
            PaperException.extra_minutes,
            PaperException.extra_attempts,
            PaperException.closes_at,
            PaperException.reason,
            author.c.name,
            PaperException.made_at,
            PaperException.expires_at,
            PaperException.withdrawn_at,
        )
        .join(Cadre, Cadre.id == PaperException.cadre_id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .join(author, author.c.id == PaperException.made_by)
        .where(PaperException.paper_id == paper_id)
        .order_by(PaperException.id.desc())
    )
    return [ExceptionRow(*row) for row in rows]


def taker_named(login: str, owner_path: str | None) -> int | None:
    """Return the cadre with a sign-in name who may take a paper of that union, if there is one."""
    query = (
        select(Cadre.id)
        .join(Organisation, Organisation.id == Cadre.organisation_id)
        .where(Cadre.login == login, Cadre.left_on.is_(None), Cadre.erased_at.is_(None))
    )
    if owner_path is not None:
        query = query.where(Organisation.path.startswith(owner_path, autoescape=True))
    return db.session.scalar(query)


# Pools -------------------------------------------------------------------------------------------


def bank_candidates(bank_ids: Collection[str], on: date) -> list[Candidate]:
    """Return the ready questions of banks that are valid on a day, in two queries."""
    if not bank_ids:
        return []
    tags: dict[str, dict[str, set[str]]] = {}
    tagged = (
        select(BankTag.question_id, BankTag.sort, BankTag.value)
        .join(BankEntry, BankEntry.question_id == BankTag.question_id)
        .where(BankEntry.bank_id.in_(bank_ids), BankEntry.state == EntryState.READY)
    )
    for question_id, sort, value in db.session.execute(tagged):
        tags.setdefault(question_id, {}).setdefault(sort, set()).add(value)
    # A question is read whole only where there is something to see in it: ten thousand are slow.
    matters = or_(BankEntry.kind == "case", QuestionVersion.content.not_like(_ALWAYS_VALID))
    rows = db.session.execute(
        select(
            BankEntry.question_id,
            BankEntry.question_version_id,
            BankEntry.kind,
            BankEntry.unit,
            BankEntry.difficulty,
            case((matters, QuestionVersion.content)),
        )
        .join(QuestionVersion, QuestionVersion.id == BankEntry.question_version_id)
        .where(BankEntry.bank_id.in_(bank_ids), BankEntry.state == EntryState.READY)
        .order_by(BankEntry.bank_id, BankEntry.position, BankEntry.question_id)
    )
    found = []
    for question_id, version_id, kind, unit, difficulty, content in rows:
        question = from_json(content) if content else None
        if question is None or question.is_valid(on):
            of = tags.get(question_id, {})
            found.append(
                Candidate(
                    question_id,
                    version_id,
                    kind,
                    unit,
                    difficulty,
                    frozenset(of.get("law", ())),
                    frozenset(of.get("competency", ())),
                    len(question.questions) if question else 0,
                )
            )
    return found


# Unions that rules name --------------------------------------------------------------------------


def unions_called(name: str, owner_path: str | None) -> list[int]:
    """Return the open unions of that name, or number, at or below the paper's own."""
    query = select(Organisation.id).where(Organisation.closed_on.is_(None))
    if owner_path is not None:
        query = query.where(is_below(owner_path))
    is_number = name.isascii() and name.isdigit() and len(name) < len(str(LARGEST_ID))
    query = query.where(Organisation.id == int(name) if is_number else Organisation.name == name)
    return list(db.session.scalars(query.order_by(Organisation.id).limit(3)))


def union_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of unions."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def papers_that_count(owner_path: str | None, *, but: int) -> list[tuple[int, str]]:
    """Return the papers whose results a paper may ask for: of its union and above, newest first."""
    query = (
        select(Paper.id, Paper.title)
        .where(Paper.mode != PaperMode.MOCK, Paper.id != but)
        .order_by(Paper.id.desc())
        .limit(50)
    )
    if owner_path is not None:
        ids = ancestor_ids(owner_path)
        query = query.where(or_(Paper.organisation_id.is_(None), Paper.organisation_id.in_(ids)))
    else:
        query = query.where(Paper.organisation_id.is_(None))
    return [(row[0], row[1]) for row in db.session.execute(query)]
