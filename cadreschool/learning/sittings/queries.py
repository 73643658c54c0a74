"""Reads of sittings. Columns, not objects: the paper page and every save run these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.models import Answer, DrawnQuestion, Mark, Mode, Sitting
from cadreschool.learning.practice.models import HandedQuestion
from cadreschool.learning.sittings.rules import (
    Given,
    MarkInForce,
    Reconciled,
    Saved,
    is_over,
    reconcile,
)
from cadreschool.questions.papers.models import Paper
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.queries import published_questions
from cadreschool.questions.values import Scoring

_CADRE: BindParameter[int] = bindparam("cadre")
_SITTING: BindParameter[int] = bindparam("sitting")


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One drawn question with the answers saved to it, the last ones, oldest first."""

    position: int
    question_version_id: int
    part: int
    points: int
    option_order: tuple[str, ...]
    answers: tuple[Saved, ...]

    @property
    def newest(self) -> Saved | None:
        """Return the answer that counts."""
        return self.answers[-1] if self.answers else None

    @property
    def value(self) -> str:
        """Return the value that counts, "" for none."""
        return self.answers[-1].value if self.answers else ""


@dataclass(frozen=True, slots=True)
class SittingSheet:
    """A sitting with its questions and answers. Course, lesson and edition only for a check."""

    id: int
    cadre_id: int
    mode: Mode
    subject: str
    course_id: str | None
    lesson_id: str | None
    edition_id: int | None
    paper_id: int | None
    form: int | None
    number: int
    pass_mark: int
    started_at: datetime
    due_at: datetime | None
    seat: int | None
    submitted_at: datetime | None
    score: int | None
    pending: int
    drawn: tuple[DrawnRow, ...]

    @property
    def check(self) -> tuple[str, str, int] | None:
        """Return course, lesson and edition of a lesson's check, None for every other mode."""
        if self.course_id is None or self.lesson_id is None or self.edition_id is None:
            return None
        return self.course_id, self.lesson_id, self.edition_id

    @property
    def is_open(self) -> bool:
        """Tell whether it has not been handed in."""
        return self.submitted_at is None

    @property
    def is_passed(self) -> bool:
        """Tell whether the mark is reached already, whatever a person has still to look at."""
        return self.score is not None and self.score >= self.pass_mark

    @property
    def ran_out(self) -> bool:
        """Tell whether it was handed in because its time was over."""
        if self.due_at is None or self.submitted_at is None:
            return False
        return self.submitted_at >= self.due_at

    def is_over(self, at: datetime) -> bool:
        """Tell whether its time is over, grace included."""
        return is_over(self.due_at, at=at)

    def is_elsewhere(self, viewer: Viewer) -> bool:
        """Tell whether another sign-in of the same person holds it."""
        return self.seat is not None and self.seat != viewer.sign_in_id

    def points(self) -> dict[int, int]:
        """Return what each question is worth, by position."""
        return {row.position: row.points for row in self.drawn}

    def version_ids(self) -> set[int]:
        """Return the question versions drawn."""
        return {row.question_version_id for row in self.drawn}

    def by_position(
        self, versions: Mapping[int, PublishedQuestion]
    ) -> dict[int, PublishedQuestion]:
        """Return what is asked at each position, of a case its question, given the versions."""
        return {
            row.position: versions[row.question_version_id].part(row.part) for row in self.drawn
        }

    def reconciled(self, given: Sequence[Given]) -> Reconciled:
        """Sort what a form holds against what is stored."""
        newest = {row.position: row.newest for row in self.drawn if row.newest is not None}
        shown = {(row.position, one.seq): one.value for row in self.drawn for one in row.answers}
        return reconcile(given, newest, shown)


# Tables, not classes: the paper and every save run these, and the ORM's part costs as much.
_sitting, _drawn, _answer = table_of(Sitting), table_of(DrawnQuestion), table_of(Answer)
_SHEET = (
    _sitting.c.id,
    _sitting.c.cadre_id,
    _sitting.c.mode,
    _sitting.c.subject,
    _sitting.c.course_id,
    _sitting.c.lesson_id,
    _sitting.c.edition_id,
    _sitting.c.paper_id,
    _sitting.c.form,
    _sitting.c.number,
    _sitting.c.pass_mark,
    _sitting.c.started_at,
    _sitting.c.due_at,
    _sitting.c.seat,
    _sitting.c.submitted_at,
    _sitting.c.score,
    _sitting.c.pending,
)
_COLUMNS = tuple(column.key for column in _SHEET)

# A tab left open for longer than this many changes of one answer asks the person; reading on would
# make each save slower than the one before.
_REMEMBERED = 20
_older = _answer.alias("older")
_NEWEST_SEQ = (
    select(func.max(_older.c.seq))
    .where(
        _older.c.sitting_id == _drawn.c.sitting_id,
        _older.c.position == _drawn.c.position,
    )
    .correlate(_drawn)
    .scalar_subquery()
)
_SHEET_OF = (
    select(
        *_SHEET,
        _drawn.c.position,
        _drawn.c.question_version_id,
        _drawn.c.part,
        _drawn.c.points,
        _drawn.c.option_order,
        _answer.c.seq,
        _answer.c.value,
        _answer.c.saved_at,
    )
    .select_from(_sitting)
    .join(_drawn, _drawn.c.sitting_id == _sitting.c.id)
    .outerjoin(
        _answer,
        and_(
            _answer.c.sitting_id == _drawn.c.sitting_id,
            _answer.c.position == _drawn.c.position,
            _answer.c.seq > _NEWEST_SEQ - _REMEMBERED,
        ),
    )
    .where(_sitting.c.id == _SITTING)
    .order_by(_drawn.c.position, _answer.c.seq)
)
_SHEET_OF_WRITING = _SHEET_OF.with_for_update(of=_sitting)
_SHEET_FOR = _SHEET_OF.where(_sitting.c.cadre_id == _CADRE)
_SHEET_FOR_WRITING = _SHEET_FOR.with_for_update(of=_sitting)


def sheet_for(viewer: Viewer, sitting_id: int, *, locked: bool = False) -> SittingSheet:
    """Return the viewer's own sitting; anybody else's is not found. `locked`: against writers."""
    statement = _SHEET_FOR_WRITING if locked else _SHEET_FOR
    rows = db.session.execute(statement, {"sitting": sitting_id, "cadre": viewer.cadre_id}).all()
    return _sheet(rows)


def sheet_of(sitting_id: int, *, locked: bool = False) -> SittingSheet:
    """Return anybody's sitting: for marking, correcting and ending, never for a page about it."""
    rows = db.session.execute(
        _SHEET_OF_WRITING if locked else _SHEET_OF, {"sitting": sitting_id}
    ).all()
    return _sheet(rows)


def _sheet(rows: Sequence[Any]) -> SittingSheet:
    if not rows:
        raise NotFoundError
    answers: dict[int, list[Saved]] = {}
    drawn: dict[int, tuple[int, int, int, tuple[str, ...]]] = {}
    for *_, position, version, part, points, order, seq, value, saved_at in rows:
        drawn[position] = (version, part, points, tuple(order.split()))
        if seq is not None:
            answers.setdefault(position, []).append(Saved(seq, value, saved_at))
    sitting: dict[str, Any] = dict(zip(_COLUMNS, rows[0], strict=False))
    sitting["mode"] = Mode(sitting["mode"])
    questions = tuple(DrawnRow(at, *drawn[at], tuple(answers.get(at, ()))) for at in drawn)
    return SittingSheet(**sitting, drawn=questions)


def questions_of(sheet: SittingSheet) -> dict[int, PublishedQuestion]:
    """Return what a sheet asks at each position, read from the database.

    For workers and commands; pages remember questions (`web.school.questions_of`).
    """
    return sheet.by_position(published_questions(sheet.version_ids()))


_OPEN = select(Sitting.id).where(
    Sitting.cadre_id == _CADRE,
    Sitting.subject == bindparam("subject"),
    Sitting.submitted_at.is_(None),
)


def open_sitting_id(viewer: Viewer, subject: str) -> int | None:
    """Return the viewer's open sitting at something, if there is one: never more."""
    found: int | None = db.session.scalar(_OPEN, {"cadre": viewer.cadre_id, "subject": subject})
    return found


_LAST = select(func.max(Sitting.number)).where(
    Sitting.cadre_id == _CADRE, Sitting.subject == bindparam("subject")
)


def last_number(cadre_id: int, subject: str) -> int:
    """Return how often a cadre has begun something."""
    return db.session.scalar(_LAST, {"cadre": cadre_id, "subject": subject}) or 0


def overdue_sittings(*, at: datetime, limit: int) -> list[int]:
    """Return open sittings whose time is over, those of longest ago first."""
    rows = db.session.execute(
        select(Sitting.id, Sitting.due_at)
        .where(Sitting.submitted_at.is_(None), Sitting.due_at < at)
        .order_by(Sitting.due_at)
        .limit(limit)
    )
    return [row[0] for row in rows if is_over(row[1], at=at)]


_later = aliased(Mark)
_NEWEST_MARKS = select(Mark.position, Mark.seq, Mark.thousandths, Mark.counts, Mark.rule).where(
    Mark.sitting_id == _SITTING,
    ~select(_later.seq)
    .where(
        _later.sitting_id == Mark.sitting_id,
        _later.position == Mark.position,
        _later.seq > Mark.seq,
    )
    .exists(),
)


def marks_in_force(sitting_id: int) -> dict[int, MarkInForce]:
    """Return the newest mark of each question that ever had one, by position."""
    rows = db.session.execute(_NEWEST_MARKS, {"sitting": sitting_id})
    return {row[0]: MarkInForce(row[1], row[2], row[3], row[4]) for row in rows}


def newest_marks(sitting_id: int) -> dict[int, int]:
    """Return the mark in force of each question that has one and counts, in thousandths."""
    return counting(marks_in_force(sitting_id))


def counting(marks: Mapping[int, MarkInForce]) -> dict[int, int]:
    """Return the marks that are numbers and count, by position."""
    return {
        position: mark.thousandths
        for position, mark in marks.items()
        if mark.counts and mark.thousandths is not None
    }


def handed_positions(sitting_id: int) -> set[int]:
    """Return the questions of practice that were handed in by themselves."""
    statement = select(HandedQuestion.position).where(HandedQuestion.sitting_id == sitting_id)
    return set(db.session.scalars(statement))


def asked_points(sheet: SittingSheet) -> dict[int, int]:
    """Return what each question is worth, by position; in practice those handed in alone count."""
    points = sheet.points()
    if not sheet.mode.is_piecewise:
        return points
    handed = handed_positions(sheet.id)
    return {position: worth for position, worth in points.items() if position in handed}


_DRAWN_VERSIONS = select(DrawnQuestion.question_version_id).where(
    DrawnQuestion.sitting_id == _SITTING
)


def drawn_versions(sitting_id: int) -> set[int]:
    """Return the question versions a sitting drew."""
    return set(db.session.scalars(_DRAWN_VERSIONS, {"sitting": sitting_id}))


def scoring_of(sheet: SittingSheet) -> Scoring:
    """Return how several right options are scored: as the paper says, else all or nothing."""
    if sheet.paper_id is None:
        return Scoring.EXACT
    return Scoring(
        db.session.scalars(select(Paper.scoring).where(Paper.id == sheet.paper_id)).one()
    )
