"""Reads of works: one's own, and those submitted to markers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.drills.models import DrillMark, DrillWork
from cadreschool.learning.drills.rules import read_points


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One mark of a work."""

    is_own: bool
    points: tuple[int, ...]
    words: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class WorkSheet:
    """A work with its newest marks: one's own, and the marker's."""

    id: int
    cadre_id: int
    course_id: str
    lesson_id: str
    edition_id: int
    number: int
    started_at: datetime
    text: str
    version: int
    saved_at: datetime
    closed_at: datetime | None
    submitted_at: datetime | None
    marks: tuple[MarkRow, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether it may still be written."""
        return self.closed_at is None

    @property
    def own_mark(self) -> MarkRow | None:
        """Return how the writer marked it last."""
        return next((one for one in reversed(self.marks) if one.is_own), None)

    @property
    def answer(self) -> MarkRow | None:
        """Return how a marker marked it last."""
        return next((one for one in reversed(self.marks) if not one.is_own), None)


_WORK = (
    DrillWork.id,
    DrillWork.cadre_id,
    DrillWork.course_id,
    DrillWork.lesson_id,
    DrillWork.edition_id,
    DrillWork.number,
    DrillWork.started_at,
    DrillWork.text,
    DrillWork.version,
    DrillWork.saved_at,
    DrillWork.closed_at,
    DrillWork.submitted_at,
)


def work_for(viewer: Viewer, work_id: int, *, locked: bool = False) -> WorkSheet:
    """Return the viewer's own work; anybody else's is not found. `locked`: against writers."""
    statement = select(*_WORK).where(DrillWork.id == work_id, DrillWork.cadre_id == viewer.cadre_id)
    return _sheet(statement.with_for_update() if locked else statement)


def submitted_work(
    viewer: Viewer, work_id: int, course_ids: Collection[str], *, locked: bool = False
) -> WorkSheet:
    """Return a work submitted in one of these courses; nobody marks what they wrote."""
    statement = select(*_WORK).where(
        DrillWork.id == work_id,
        DrillWork.course_id.in_(course_ids),
        DrillWork.submitted_at.is_not(None),
        DrillWork.cadre_id != viewer.cadre_id,
    )
    return _sheet(statement.with_for_update() if locked else statement)


def _sheet(statement: Executable) -> WorkSheet:
    found: Sequence[Sequence[Any]] = db.session.execute(statement).all()
    if not found:
        raise NotFoundError
    row: tuple[Any, ...] = (*found[0], _marks(found[0][0]))
    return WorkSheet(*row)


def _marks(work_id: int) -> tuple[MarkRow, ...]:
    rows = db.session.execute(
        select(DrillMark.is_own, DrillMark.points, DrillMark.words, DrillMark.marked_at)
        .where(DrillMark.work_id == work_id)
        .order_by(DrillMark.seq)
    )
    return tuple(MarkRow(row[0], read_points(row[1]), row[2], row[3]) for row in rows)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One of one's works at a drill, as a list shows it."""

    id: int
    number: int
    started_at: datetime
    closed_at: datetime | None
    submitted_at: datetime | None
    is_marked: bool
    """By oneself."""
    is_answered: bool
    """By a marker."""


def own_works(viewer: Viewer, course_id: str, lesson_id: str) -> list[WorkRow]:
    """Return the viewer's works at one drill, by number."""
    own, others = aliased(DrillMark), aliased(DrillMark)
    rows = db.session.execute(
        select(
            DrillWork.id,
            DrillWork.number,
            DrillWork.started_at,
            DrillWork.closed_at,
            DrillWork.submitted_at,
            select(own.seq).where(own.work_id == DrillWork.id, own.is_own.is_(True)).exists(),
            select(others.seq)
            .where(others.work_id == DrillWork.id, others.is_own.is_(False))
            .exists(),
        )
        .where(
            DrillWork.cadre_id == viewer.cadre_id,
            DrillWork.course_id == course_id,
            DrillWork.lesson_id == lesson_id,
        )
        .order_by(DrillWork.number)
    )
    return [WorkRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class SubmittedRow:
    """A work that waits for a marker, or was answered."""

    id: int
    course_id: str
    lesson_id: str
    submitted_at: datetime
    is_answered: bool


def submitted_works(
    viewer: Viewer, course_ids: Collection[str], *, limit: int
) -> Sequence[SubmittedRow]:
    """Return the works submitted in these courses: those that wait first, the oldest first.

    Who wrote them is not told: the text is marked, not the person.
    """
    answered = (
        select(DrillMark.seq)
        .where(DrillMark.work_id == DrillWork.id, DrillMark.is_own.is_(False))
        .exists()
    )
    rows = db.session.execute(
        select(
            DrillWork.id,
            DrillWork.course_id,
            DrillWork.lesson_id,
            DrillWork.submitted_at,
            answered,
        )
        .where(
            DrillWork.course_id.in_(course_ids),
            DrillWork.submitted_at.is_not(None),
            DrillWork.cadre_id != viewer.cadre_id,
        )
        .order_by(answered, DrillWork.submitted_at, DrillWork.id)
        .limit(limit)
    )
    return [SubmittedRow(row[0], row[1], row[2], row[3], row[4]) for row in rows if row[3]]


def waiting_works(viewer: Viewer, course_ids: Collection[str]) -> int:
    """Count the works in these courses that nobody has answered yet."""
    answered = select(DrillMark.work_id).where(DrillMark.is_own.is_(False))
    number = db.session.scalar(
        select(func.count())
        .select_from(DrillWork)
        .where(
            DrillWork.course_id.in_(course_ids),
            DrillWork.submitted_at.is_not(None),
            DrillWork.cadre_id != viewer.cadre_id,
            DrillWork.id.not_in(answered),
        )
    )
    return number or 0
