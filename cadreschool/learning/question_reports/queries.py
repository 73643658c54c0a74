"""Reads of reports: one's own, and those of the courses and banks one teaches with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from cadreschool.courses.models import CourseRow, Edition, LessonQuestion
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.question_reports.models import Category, QuestionReport, ReportState
from cadreschool.organisations.models import Organisation
from cadreschool.questions.banks.models import Bank, BankEntry

TEACHERS = (Role.TRAINER, Role.REVIEWER)
_MOST = 1000


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report. Who made it is told to nobody."""

    id: int
    question_id: str
    version_id: int
    course_id: str | None
    bank_id: str | None
    sitting_id: int
    position: int
    category: Category
    text: str
    made_at: datetime
    state: ReportState
    answer: str
    answered_at: datetime | None


_ROW = (
    QuestionReport.id,
    QuestionReport.question_id,
    QuestionReport.question_version_id,
    QuestionReport.course_id,
    QuestionReport.bank_id,
    QuestionReport.sitting_id,
    QuestionReport.position,
    QuestionReport.category,
    QuestionReport.text,
    QuestionReport.made_at,
    QuestionReport.state,
    QuestionReport.answer,
    QuestionReport.answered_at,
)


def _report(row: Sequence[Any]) -> ReportRow:
    values = dict(zip((column.key for column in _ROW), row, strict=True))
    values["version_id"] = values.pop("question_version_id")
    category, state = Category(values.pop("category")), ReportState(values.pop("state"))
    return ReportRow(**values, category=category, state=state)


def own_reports(viewer: Viewer, *, limit: int = 100) -> list[ReportRow]:
    """Return what the viewer reported, newest first."""
    rows: Sequence[Any] = db.session.execute(
        select(*_ROW)
        .where(QuestionReport.cadre_id == viewer.cadre_id)
        .order_by(QuestionReport.id.desc())
        .limit(limit)
    ).all()
    return [_report(row) for row in rows]


def open_report(viewer: Viewer, version_id: int) -> int | None:
    """Return the viewer's report of a question version that waits for an answer."""
    return db.session.scalar(
        select(QuestionReport.id).where(
            QuestionReport.cadre_id == viewer.cadre_id,
            QuestionReport.question_version_id == version_id,
            QuestionReport.state == ReportState.OPEN,
        )
    )


def number_open(viewer: Viewer) -> int:
    """Count the viewer's reports that wait for an answer."""
    number = db.session.scalar(
        select(func.count())
        .select_from(QuestionReport)
        .where(QuestionReport.cadre_id == viewer.cadre_id, QuestionReport.state == ReportState.OPEN)
    )
    return number or 0


def owner_of(question_id: str, version_id: int) -> tuple[str | None, str | None]:
    """Return whose question it is: (course id, bank id), one of them."""
    bank_id = db.session.scalar(
        select(BankEntry.bank_id).where(BankEntry.question_id == question_id)
    )
    if bank_id is not None:
        return None, bank_id
    course_id = db.session.scalar(
        select(Edition.course_id)
        .join(LessonQuestion, LessonQuestion.edition_id == Edition.id)
        .where(LessonQuestion.question_version_id == version_id)
        .order_by(Edition.id.desc())
        .limit(1)
    )
    if course_id is None:
        raise NotFoundError
    return course_id, None


# For teachers ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """All reports of one question that wait, or were answered, the oldest first."""

    question_id: str
    course_id: str | None
    bank_id: str | None
    owner_title: str
    roles: frozenset[Role]
    reports: tuple[ReportRow, ...]

    @property
    def may_answer(self) -> bool:
        """Tell whether the viewer answers them."""
        return Role.TRAINER in self.roles


def waiting_groups(viewer: Viewer) -> list[Group]:
    """Return the questions reported in courses and banks the viewer teaches with, oldest first."""
    statement = _with_owner().where(QuestionReport.state == ReportState.OPEN)
    return _groups(viewer, statement.order_by(QuestionReport.id).limit(_MOST))


def group_for(viewer: Viewer, question_id: str) -> Group:
    """Return all reports of a question, answered ones too; a foreign one is not found."""
    statement = _with_owner().where(QuestionReport.question_id == question_id)
    found = _groups(viewer, statement.order_by(QuestionReport.id))
    if not found:
        raise NotFoundError
    return found[0]


def _with_owner() -> Select[*tuple[Any, ...]]:
    owner = func.coalesce(CourseRow.organisation_id, Bank.organisation_id)
    newest = (
        select(Edition.title)
        .where(Edition.course_id == QuestionReport.course_id)
        .order_by(Edition.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(*_ROW, func.coalesce(newest, Bank.title), Organisation.path)
        .outerjoin(CourseRow, CourseRow.id == QuestionReport.course_id)
        .outerjoin(Bank, Bank.id == QuestionReport.bank_id)
        .outerjoin(Organisation, Organisation.id == owner)
    )


def _groups(viewer: Viewer, statement: Select[*tuple[Any, ...]]) -> list[Group]:
    found: dict[str, list[ReportRow]] = {}
    owners: dict[str, tuple[str, frozenset[Role]]] = {}
    for *row, title, path in db.session.execute(statement):
        roles = frozenset(role for role in TEACHERS if viewer.may(role, path))
        if roles:
            report = _report(row)
            found.setdefault(report.question_id, []).append(report)
            owners[report.question_id] = title, roles
    return [
        Group(one, of[-1].course_id, of[-1].bank_id, *owners[one], tuple(of))
        for one, of in found.items()
    ]
