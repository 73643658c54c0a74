"""Reads of cases, always through the viewer: what they may not see is not found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, false, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.courses.cases.models import CaseStep, CaseStudy
from cadreschool.courses.cases.permissions import may_look
from cadreschool.courses.cases.rules import PROSE, CaseState, StepKind
from cadreschool.courses.cases.values import CaseTitle
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.laws.citations import parse_citations
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.people.models import Cadre

PAGE = 20
_MOST_NAMES = 5000


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    id: int
    title: str
    situation: str
    citations: str
    state: CaseState
    author_id: int
    origin: str
    """The kind of union it came from; never which one, nor from whom."""
    at: datetime
    """When it was published; before that, when it was saved."""


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """A whole case. Readers are shown neither its author nor its union."""

    id: int
    author_id: int
    author_name: str
    union_name: str
    union_path: str
    organisation_id: int
    origin: str
    title: str
    situation: str
    action: str
    outcome: str
    thoughts: str
    citations: str
    lessons: tuple[str, ...]
    state: CaseState
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a case's way."""

    kind: StepKind
    words: str
    made_by: int
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for among published cases; empty values leave everything in."""

    law: str = ""
    course: str = ""
    lesson: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases."""

    rows: tuple[CaseRow, ...]
    number: int
    page: int
    pages: int


def published_cases(wanted: Wanted) -> CasePage:
    """Return a page of published cases, newest first, in two queries."""
    statement = _listed().where(*_conditions(wanted)).order_by(CaseStudy.id.desc())
    return _page(statement, wanted.page)


def _page(statement: Select[*tuple[Any, ...]], wanted: int) -> CasePage:
    counted = statement.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    number = db.session.scalar(counted) or 0
    pages = max(1, -(-number // PAGE))
    page = min(max(wanted, 1), pages)
    rows = db.session.execute(statement.limit(PAGE).offset((page - 1) * PAGE))
    return CasePage(tuple(map(_row, rows)), number, page, pages)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [CaseStudy.state == CaseState.PUBLISHED]
    if wanted.law:
        law = (f"[[{wanted.law}@", f"[[{wanted.law}#")
        conditions.append(or_(*(CaseStudy.citations.contains(one, autoescape=True) for one in law)))
    if wanted.course:
        # Ids are stored with a space before each: no course is found by the end of another's.
        conditions.append(CaseStudy.lessons.contains(f" {wanted.course}/", autoescape=True))
    if wanted.lesson:
        conditions.append(CaseStudy.lessons.contains(f" {wanted.lesson} ", autoescape=True))
    conditions += [
        or_(*(getattr(CaseStudy, name).contains(word, autoescape=True) for name in PROSE))
        for word in wanted.text.split()[:5]
    ]
    return conditions


def own_cases(viewer: Viewer) -> list[CaseRow]:
    """Return what the viewer told, in whatever state, newest first."""
    rows = db.session.execute(
        _listed().where(CaseStudy.author_id == viewer.cadre_id).order_by(CaseStudy.id.desc())
    )
    return [_row(row) for row in rows]


def number_open(viewer: Viewer) -> int:
    """Count the viewer's cases that are neither published nor withdrawn."""
    over = (CaseState.PUBLISHED, CaseState.WITHDRAWN)
    counted = select(func.count()).where(
        CaseStudy.author_id == viewer.cadre_id, CaseStudy.state.not_in(over)
    )
    return db.session.scalar(counted) or 0


def handed_in_cases(viewer: Viewer, state: CaseState, *, page: int = 1) -> CasePage:
    """Return a page of the cases that the viewer reads as trainer or reviewer, in two queries.

    Those that wait come in the order in which they came, others the newest first. Of withdrawn ones
    only those that were published: what was never handed in is its author's.
    """
    grants = (*viewer.grants_of(Role.REVIEWER), *viewer.grants_of(Role.TRAINER))
    paths = sorted({grant.path for grant in grants})
    order = (CaseStudy.saved_at, CaseStudy.id)
    is_queue = state is CaseState.SUBMITTED
    statement = _listed().where(
        CaseStudy.state == state,
        or_(CaseStudy.state != CaseState.WITHDRAWN, CaseStep.made_at.is_not(None)),
        or_(false(), *(Organisation.path.startswith(path, autoescape=True) for path in paths)),
    )
    return _page(statement.order_by(*(order if is_queue else (one.desc() for one in order))), page)


def _listed() -> Select[int, str, str, str, str, int, str, datetime]:
    return (
        select(
            CaseStudy.id,
            CaseStudy.title,
            CaseStudy.situation,
            CaseStudy.citations,
            CaseStudy.state,
            CaseStudy.author_id,
            Organisation.kind,
            func.coalesce(CaseStep.made_at, CaseStudy.saved_at),
        )
        .join(Organisation, Organisation.id == CaseStudy.organisation_id)
        .outerjoin(
            CaseStep, (CaseStep.case_id == CaseStudy.id) & (CaseStep.kind == StepKind.PUBLISH)
        )
    )


def _row(row: Any) -> CaseRow:  # noqa: ANN401 -- a row of the query above
    case_id, title, situation, citations, state, author_id, kind, at = row
    origin = OrganisationKind(kind).label
    return CaseRow(case_id, title, situation, citations, CaseState(state), author_id, origin, at)


def case_to_read(viewer: Viewer, case_id: int) -> CaseSheet:
    """Return a published case, or one's own in any state; any other is not found."""
    sheet = _sheet(case_id)
    if sheet.state is not CaseState.PUBLISHED and sheet.author_id != viewer.cadre_id:
        raise NotFoundError
    return sheet


def own_case(viewer: Viewer, case_id: int) -> CaseSheet:
    """Return a case that the viewer tells."""
    sheet = _sheet(case_id)
    if sheet.author_id != viewer.cadre_id:
        raise NotFoundError
    return sheet


def case_to_review(viewer: Viewer, case_id: int) -> CaseSheet:
    """Return a case that was handed in to the viewer's part of the school.

    While its author writes on, and once it is withdrawn, nothing is left of it but its state; the
    title stays of what was published.
    """
    sheet = _sheet(case_id)
    made = select(CaseStep.kind).where(CaseStep.case_id == case_id).distinct()
    kinds = set(db.session.scalars(made))
    if not may_look(viewer, sheet.union_path) or StepKind.SUBMIT not in kinds:
        raise NotFoundError
    if sheet.state.is_handed_in:
        return sheet
    title = sheet.title if StepKind.PUBLISH in kinds else f"案例 {case_id}"
    nothing = replace(sheet, situation="", action="", outcome="", thoughts="")
    return replace(nothing, title=title, citations="", lessons=())


def is_withdrawn(case_id: int) -> bool:
    """Tell whether a case was withdrawn, to whoever has something that was made of it."""
    state = select(CaseStudy.state).where(CaseStudy.id == case_id)
    return db.session.scalar(state) == CaseState.WITHDRAWN


def _sheet(case_id: int) -> CaseSheet:
    row = db.session.execute(
        select(CaseStudy, Cadre.name, Organisation.name, Organisation.path, Organisation.kind)
        .join(Cadre, Cadre.id == CaseStudy.author_id)
        .join(Organisation, Organisation.id == CaseStudy.organisation_id)
        .where(CaseStudy.id == case_id)
    ).first()
    if row is None:
        raise NotFoundError
    case, author_name, union_name, union_path, kind = row
    return CaseSheet(
        case.id,
        case.author_id,
        author_name,
        union_name,
        union_path,
        case.organisation_id,
        OrganisationKind(kind).label,
        case.title,
        case.situation,
        case.action,
        case.outcome,
        case.thoughts,
        case.citations,
        tuple(case.lessons.split()),
        CaseState(case.state),
        case.version,
        case.saved_at,
    )


def steps_of(case_id: int) -> list[StepRow]:
    """Return what happened to a case, newest first; it was fetched through the viewer."""
    rows = db.session.execute(
        select(CaseStep.kind, CaseStep.words, CaseStep.made_by, Cadre.name, CaseStep.made_at)
        .join(Cadre, Cadre.id == CaseStep.made_by)
        .where(CaseStep.case_id == case_id)
        .order_by(CaseStep.seq.desc())
    )
    return [StepRow(StepKind(row[0]), *row[1:]) for row in rows]


def names_beside(organisation_id: int) -> list[str]:
    """Return the names of a union's people: nobody of them may stand in its cases."""
    return list(
        db.session.scalars(
            select(Cadre.name)
            .where(Cadre.organisation_id == organisation_id)
            .order_by(Cadre.id)
            .limit(_MOST_NAMES)
        )
    )


def case_titles() -> Sequence[CaseTitle]:
    """Return what the catalogue remembers of published cases, newest first."""
    rows = db.session.execute(
        select(CaseStudy.id, CaseStudy.title, CaseStudy.citations, CaseStudy.lessons)
        .where(CaseStudy.state == CaseState.PUBLISHED)
        .order_by(CaseStudy.id.desc())
    )
    return [
        CaseTitle(row[0], row[1], tuple(parse_citations(row[2])), tuple(row[3].split()))
        for row in rows
    ]
