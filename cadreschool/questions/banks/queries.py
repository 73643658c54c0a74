"""Reads of banks, always through the viewer: what they may not teach with is not found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre
from cadreschool.questions.banks.models import Bank, BankEntry, BankStep, BankTag, EntryState
from cadreschool.questions.banks.permissions import roles_for
from cadreschool.questions.content import from_json
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.values import Question

_WHOLE_SCHOOL = "全校"
LAW, COMPETENCY = "law", "competency"


@dataclass(frozen=True, slots=True)
class BankRow:
    """A bank as its teachers see it; `roles` are the viewer's for it."""

    id: str
    title: str
    version: int
    folder_digest: str | None
    folder_version: int | None
    made_at: datetime
    owner_id: int | None
    owner_name: str
    owner_path: str | None
    roles: frozenset[Role] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    """{state: how many questions}, in lists."""

    @property
    def may_write(self) -> bool:
        """Tell whether the viewer writes questions here."""
        return Role.TRAINER in self.roles

    @property
    def may_review(self) -> bool:
        """Tell whether the viewer reviews questions here."""
        return Role.REVIEWER in self.roles


def _banks() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Bank.id,
            Bank.title,
            Bank.version,
            Bank.folder_digest,
            Bank.folder_version,
            Bank.made_at,
            Organisation.id,
            Organisation.name,
            Organisation.path,
        )
        .outerjoin(Organisation, Organisation.id == Bank.organisation_id)
        .order_by(Bank.title, Bank.id)
    )


def _row(viewer: Viewer | None, row: Sequence[Any], numbers: Mapping[str, int]) -> BankRow:
    *facts, owner_id, name, path = row
    roles = roles_for(viewer, path) if viewer is not None else frozenset()
    return BankRow(*[*facts, owner_id, name or _WHOLE_SCHOOL, path, roles, numbers])


def banks_for(viewer: Viewer) -> list[BankRow]:
    """Return the banks the viewer teaches with, in two queries."""
    numbers: dict[str, dict[str, int]] = {}
    counted = select(BankEntry.bank_id, BankEntry.state, func.count()).group_by(
        BankEntry.bank_id, BankEntry.state
    )
    for bank_id, state, number in db.session.execute(counted):
        numbers.setdefault(bank_id, {})[state] = number
    rows = [_row(viewer, row, numbers.get(row[0], {})) for row in db.session.execute(_banks())]
    return [row for row in rows if row.roles]


def bank_for(viewer: Viewer, bank_id: str, *roles: Role) -> BankRow:
    """Return a bank the viewer holds one of these roles for; anything else is not found."""
    row = db.session.execute(_banks().where(Bank.id == bank_id)).one_or_none()
    found = _row(viewer, row, {}) if row is not None else None
    if found is None or not found.roles or (roles and found.roles.isdisjoint(roles)):
        raise NotFoundError
    return found


def every_bank() -> list[BankRow]:
    """Return all banks, for publication and export by the operator."""
    return [_row(None, row, {}) for row in db.session.execute(_banks().order_by(None))]


def locked_bank(viewer: Viewer, bank_id: str, *roles: Role) -> Bank:
    """Return a bank's row, locked, for a change; a foreign one is not found."""
    bank_for(viewer, bank_id, *roles)
    return lock(bank_id)


def lock(bank_id: str) -> Bank:
    """Return a bank's row, locked; for whoever fetched the bank through a viewer, or needs none."""
    found = db.session.scalar(
        select(Bank)
        .where(Bank.id == bank_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted of a bank; empty means any."""

    state: str = ""
    kind: str = ""
    unit: str = ""
    law: str = ""
    competency: str = ""
    difficulty: int = 0
    words: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A question of a bank, with who wrote and who reviewed it."""

    question_id: str
    position: int
    version_id: int
    number: int
    state: str
    kind: str
    unit: str
    difficulty: int
    given_id: str | None
    author_id: int | None
    author: str | None
    reviewer: str | None
    changed_at: datetime
    question: Question

    @property
    def state_text(self) -> str:
        """Return the state in Chinese."""
        return EntryState(self.state).label


def _entries(bank_id: str) -> Select[*tuple[Any, ...]]:
    author, reviewer = Cadre.__table__.alias("author"), Cadre.__table__.alias("reviewer")
    return (
        select(
            BankEntry.question_id,
            BankEntry.position,
            BankEntry.question_version_id,
            QuestionVersion.number,
            BankEntry.state,
            BankEntry.kind,
            BankEntry.unit,
            BankEntry.difficulty,
            BankEntry.given_id,
            BankEntry.author_id,
            author.c.name,
            reviewer.c.name,
            BankEntry.changed_at,
            QuestionVersion.content,
        )
        .join(QuestionVersion, QuestionVersion.id == BankEntry.question_version_id)
        .outerjoin(author, author.c.id == BankEntry.author_id)
        .outerjoin(reviewer, reviewer.c.id == BankEntry.reviewer_id)
        .where(BankEntry.bank_id == bank_id)
        .order_by(BankEntry.position, BankEntry.question_id)
    )


def _entry(row: Sequence[Any]) -> EntryRow:
    *facts, content = row
    return EntryRow(*[*facts, from_json(content)])


def entries_of(
    bank_id: str, filters: Filters = Filters(), *, offset: int = 0, limit: int | None = None
) -> list[EntryRow]:
    """Return the questions of a bank that was fetched through the viewer, in their order."""
    query = _entries(bank_id).where(*_wanted(filters)).offset(offset).limit(limit)
    return [_entry(row) for row in db.session.execute(query)]


def number_of_entries(bank_id: str, filters: Filters = Filters()) -> int:
    """Count them."""
    query = (
        select(func.count())
        .select_from(BankEntry)
        .join(QuestionVersion, QuestionVersion.id == BankEntry.question_version_id)
        .where(BankEntry.bank_id == bank_id, *_wanted(filters))
    )
    return db.session.scalar(query) or 0


def _wanted(filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for column, value in (
        (BankEntry.state, filters.state),
        (BankEntry.kind, filters.kind),
        (BankEntry.unit, filters.unit),
        (BankEntry.difficulty, filters.difficulty),
    ):
        if value:
            wanted.append(column == value)
    for sort, value in ((LAW, filters.law), (COMPETENCY, filters.competency)):
        if value:
            tagged = select(BankTag.question_id).where(BankTag.sort == sort, BankTag.value == value)
            wanted.append(BankEntry.question_id.in_(tagged))
    if filters.ids:
        wanted.append(BankEntry.question_id.in_(filters.ids))
    if filters.words:
        wanted.append(QuestionVersion.content.contains(filters.words, autoescape=True))
    return wanted


def entry_of(bank_id: str, question_id: str) -> EntryRow:
    """Return one question of a bank that was fetched through the viewer."""
    query = _entries(bank_id).where(BankEntry.question_id == question_id)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError
    return _entry(row)


def ready_entries(bank_id: str) -> list[tuple[Question, str]]:
    """Return what may be drawn from a bank, with its units, in order: what its file says."""
    rows = entries_of(bank_id, Filters(state=EntryState.READY))
    return [(row.question, row.unit) for row in rows]


def choices_in(bank_id: str) -> dict[str, list[str]]:
    """Return what there is to filter by: the kinds, units, laws and competencies of a bank."""
    found: dict[str, list[str]] = {}
    for name, column in (("kind", BankEntry.kind), ("unit", BankEntry.unit)):
        values = select(column).where(BankEntry.bank_id == bank_id).distinct().order_by(column)
        found[name] = [value for value in db.session.scalars(values) if value]
    tags = (
        select(BankTag.sort, BankTag.value)
        .join(BankEntry, BankEntry.question_id == BankTag.question_id)
        .where(BankEntry.bank_id == bank_id)
        .distinct()
        .order_by(BankTag.value)
    )
    for sort, value in db.session.execute(tags):
        found.setdefault(sort, []).append(value)
    return found


@dataclass(frozen=True, slots=True)
class PastVersion:
    """An earlier state of a question."""

    id: int
    number: int
    made_at: datetime
    question: Question


def versions_of(question_id: str) -> list[PastVersion]:
    """Return the versions of a question, newest first."""
    rows = db.session.execute(
        select(
            QuestionVersion.id,
            QuestionVersion.number,
            QuestionVersion.made_at,
            QuestionVersion.content,
        )
        .where(QuestionVersion.question_id == question_id)
        .order_by(QuestionVersion.number.desc())
    )
    return [PastVersion(row[0], row[1], row[2], from_json(row[3])) for row in rows]


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that happened to a question."""

    kind: str
    words: str
    number: int
    name: str | None
    made_at: datetime


def steps_of(question_id: str) -> list[StepRow]:
    """Return what happened to a question, newest first."""
    rows = db.session.execute(
        select(BankStep.kind, BankStep.words, QuestionVersion.number, Cadre.name, BankStep.made_at)
        .join(QuestionVersion, QuestionVersion.id == BankStep.question_version_id)
        .outerjoin(Cadre, Cadre.id == BankStep.made_by)
        .where(BankStep.question_id == question_id)
        .order_by(BankStep.id.desc())
    )
    return [StepRow(*row) for row in rows]


def bank_of_each(question_ids: Collection[str]) -> dict[str, str]:
    """Return in which banks these ids are used: {question id: bank id}."""
    found: dict[str, str] = {}
    for some in portions(sorted(set(question_ids))):
        rows = db.session.execute(
            select(BankEntry.question_id, BankEntry.bank_id).where(BankEntry.question_id.in_(some))
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def ids_taken_outside(bank_id: str, question_ids: Collection[str]) -> set[str]:
    """Return which of these ids are used by a lesson, now or ever, or by another bank."""
    own = select(BankEntry.question_id).where(BankEntry.bank_id == bank_id)
    taken: set[str] = set()
    for some in portions(sorted(set(question_ids))):
        rows = db.session.scalars(
            select(QuestionVersion.question_id)
            .where(
                QuestionVersion.question_id.in_(some),
                QuestionVersion.question_id.not_in(own),
            )
            .distinct()
        )
        taken |= set(rows)
    return taken


def ids_beginning(bank_id: str) -> list[str]:
    """Return every id ever used that begins like those a bank gives."""
    query = select(QuestionVersion.question_id).where(
        QuestionVersion.question_id.startswith(f"{bank_id}-", autoescape=True)
    )
    return list(db.session.scalars(query.distinct()))


def settled_in(bank_id: str) -> dict[str, str]:
    """Return the digests of what is in use in a bank {question id: digest}."""
    rows = db.session.execute(
        select(BankEntry.question_id, QuestionVersion.digest)
        .join(QuestionVersion, QuestionVersion.id == BankEntry.question_version_id)
        .where(BankEntry.bank_id == bank_id, BankEntry.state == EntryState.READY)
    )
    return {row[0]: row[1] for row in rows}


def is_taken(bank_id: str) -> bool:
    """Tell whether there is a bank of this id."""
    return db.session.scalar(select(Bank.id).where(Bank.id == bank_id)) is not None
