"""Reads for the quality of questions: first answers to compute from, and figures through a teacher.

First answers only, one for a person and version, of sittings that count: whoever practised, or met
the question before, tells nothing of how hard it is. No figure leads to a person.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from cadreschool.courses.models import CourseRow, Edition, LessonQuestion
from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.models import Answer, DrawnQuestion, Mark, Mode, Sitting
from cadreschool.learning.regrading.models import Regrade
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.learning.statistics.computing import FirstAnswer, others
from cadreschool.learning.statistics.models import QuestionStatistics
from cadreschool.learning.statistics.rules import ENOUGH, Doubt, OptionCount
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.questions.banks.models import Bank, BankEntry
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.papers.models import PaperItem

TEACHERS = (Role.TRAINER, Role.REVIEWER)
COUNTING: Final = (Mode.CHECK, Mode.UNIT, Mode.EXAM, Mode.RESIT)
MOST_PEOPLE: Final = 5000
"""Of more people every second, third, … is looked at: the figures do not change any more."""
PAGE_SIZE: Final = 30
JOB: Final = "statistics"
_PORTION = 500
_WHOLE_SCHOOL = "全校"


# First answers -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A course or a bank, whose questions are compared with each other."""

    course_id: str | None = None
    bank_id: str | None = None


def sources() -> list[Source]:
    """Return every course and bank that holds questions."""
    courses = select(Edition.course_id).join(
        LessonQuestion, LessonQuestion.edition_id == Edition.id
    )
    banks = select(BankEntry.bank_id)
    return [
        *(Source(course_id=one) for one in sorted(db.session.scalars(courses.distinct()))),
        *(Source(bank_id=one) for one in sorted(db.session.scalars(banks.distinct()))),
    ]


def _versions(source: Source) -> Select[*tuple[Any, ...]]:
    """Return the query for the versions that ever stood in a source, with question and lesson."""
    if source.course_id is not None:
        return (
            select(
                QuestionVersion.id, QuestionVersion.question_id, func.max(LessonQuestion.lesson_id)
            )
            .join(LessonQuestion, LessonQuestion.question_version_id == QuestionVersion.id)
            .join(Edition, Edition.id == LessonQuestion.edition_id)
            .where(Edition.course_id == source.course_id)
            .group_by(QuestionVersion.id, QuestionVersion.question_id)
        )
    return (
        select(QuestionVersion.id, QuestionVersion.question_id, literal(""))
        .join(BankEntry, BankEntry.question_id == QuestionVersion.question_id)
        .where(BankEntry.bank_id == source.bank_id)
    )


def versions_in(source: Source) -> dict[int, tuple[str, str]]:
    """Return the versions that ever stood in a source: {version id: (question id, lesson id)}."""
    return {row[0]: (row[1], row[2]) for row in db.session.execute(_versions(source))}


def first_answers(source: Source) -> Iterator[FirstAnswer]:
    """Yield the first answer of each person to each version, in portions of sittings."""
    versions = _versions(source).with_only_columns(QuestionVersion.id)
    asked = (
        DrawnQuestion.question_version_id.in_(versions),
        Sitting.mode.in_(COUNTING),
        Sitting.submitted_at.is_not(None),
    )
    from_drawn = select(func.count(Sitting.cadre_id.distinct())).select_from(DrawnQuestion)
    people = db.session.scalar(
        from_drawn.join(Sitting, Sitting.id == DrawnQuestion.sitting_id).where(*asked)
    )
    step = max(-(-(people or 0) // MOST_PEOPLE), 1)
    order = func.row_number().over(
        partition_by=(
            Sitting.cadre_id,
            DrawnQuestion.question_version_id,
            DrawnQuestion.part,
        ),
        order_by=(Sitting.submitted_at, Sitting.id),
    )
    ranked = (
        select(
            Sitting.cadre_id,
            DrawnQuestion.question_version_id,
            DrawnQuestion.part,
            DrawnQuestion.sitting_id,
            DrawnQuestion.position,
            order.label("number"),
        )
        .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
        .where(*asked, Sitting.cadre_id % step == 0)
        .subquery()
    )
    by_sitting: dict[int, list[Any]] = {}
    for row in db.session.execute(select(ranked).where(ranked.c.number == 1)):
        by_sitting.setdefault(row.sitting_id, []).append(row)
    withheld = _not_earned()
    for some in portions(sorted(by_sitting), _PORTION):
        points, marks = _points_of(some), _marks_of(some, withheld)
        values = _values_of(some)
        for sitting_id in some:
            for row in by_sitting[sitting_id]:
                earned = marks.get(sitting_id, {})
                other = others(points[sitting_id], earned, row.position)
                if row.position in earned and other is not None:
                    yield FirstAnswer(
                        row.cadre_id,
                        (row.question_version_id, row.part),
                        earned[row.position],
                        other,
                        values.get((sitting_id, row.position), ""),
                    )


def _not_earned() -> set[str]:
    """Return the rules of marks that everybody got: they tell nothing of what people know."""
    kinds = (RegradeKind.FULL, RegradeKind.ANNUL)
    return {
        f"regrade:{one}"
        for one in db.session.scalars(select(Regrade.id).where(Regrade.kind.in_(kinds)))
    }


def _points_of(sittings: Sequence[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for sitting_id, position, points in db.session.execute(
        select(DrawnQuestion.sitting_id, DrawnQuestion.position, DrawnQuestion.points).where(
            DrawnQuestion.sitting_id.in_(sittings)
        )
    ):
        found.setdefault(sitting_id, {})[position] = points
    return found


def _marks_of(sittings: Sequence[int], withheld: Collection[str]) -> dict[int, dict[int, int]]:
    """Return the newest marks that were earned, by sitting and position."""
    found: dict[int, dict[int, int]] = {}
    rows = db.session.execute(
        select(Mark.sitting_id, Mark.position, Mark.thousandths, Mark.rule)
        .where(Mark.sitting_id.in_(sittings))
        .order_by(Mark.sitting_id, Mark.position, Mark.seq)
    )
    for sitting_id, position, mark, rule in rows:
        if mark is not None and rule not in withheld:
            found.setdefault(sitting_id, {})[position] = mark
    return found


def _values_of(sittings: Sequence[int]) -> dict[tuple[int, int], str]:
    rows = db.session.execute(
        select(Answer.sitting_id, Answer.position, Answer.value)
        .where(Answer.sitting_id.in_(sittings))
        .order_by(Answer.sitting_id, Answer.position, Answer.seq)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def last_asked_at() -> datetime | None:
    """Return when all figures were asked for last."""
    return db.session.scalar(
        select(func.max(Job.made_at)).where(Job.kind == JOB, Job.made_by.is_(None))
    )


# Figures, for teachers ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QualityRow:
    """The figures of an item, where it stands, and as of when."""

    version_id: int
    version_number: int
    part: int
    question_id: str
    course_id: str | None
    lesson_id: str
    bank_id: str | None
    place: str
    number: int
    facility: float | None
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    difficulty: float | None
    options: Mapping[str, OptionCount]
    doubts: tuple[Doubt, ...]
    computed_at: datetime

    @property
    def is_enough(self) -> bool:
        """Tell whether anything is said about it."""
        return self.number >= ENOUGH


@dataclass(frozen=True, slots=True)
class QualityFilter:
    """What is wanted of a teacher's questions; empty means any."""

    course_id: str = ""
    bank_id: str = ""
    paper_id: int = 0
    doubtful: bool = False


_bank_owner, _course_owner = aliased(Organisation), aliased(Organisation)
_newest_edition = (
    select(Edition.title)
    .where(Edition.course_id == QuestionStatistics.course_id)
    .order_by(Edition.number.desc())
    .limit(1)
    .scalar_subquery()
)
_COLUMNS = (
    QuestionStatistics.question_version_id,
    QuestionVersion.number,
    QuestionStatistics.part,
    QuestionStatistics.question_id,
    QuestionStatistics.course_id,
    QuestionStatistics.lesson_id,
    QuestionStatistics.bank_id,
    func.coalesce(Bank.title, _newest_edition, ""),
    QuestionStatistics.number,
    QuestionStatistics.facility,
    QuestionStatistics.deviation,
    QuestionStatistics.discrimination,
    QuestionStatistics.efficiency,
    QuestionStatistics.difficulty,
    QuestionStatistics.options,
    QuestionStatistics.doubts,
    QuestionStatistics.computed_at,
)


def _rows(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(QuestionVersion, QuestionVersion.id == QuestionStatistics.question_version_id)
        .outerjoin(Bank, Bank.id == QuestionStatistics.bank_id)
        .outerjoin(CourseRow, CourseRow.id == QuestionStatistics.course_id)
        .outerjoin(Organisation, Organisation.id == _OWNER_ID)
        .where(_is_theirs(viewer))
    )


_OWNER_ID = func.coalesce(Bank.organisation_id, CourseRow.organisation_id)


def _is_theirs(viewer: Viewer) -> ColumnElement[bool]:
    whole = true() if viewer.whole_school_roles & set(TEACHERS) else false()
    return or_(
        and_(_OWNER_ID.is_(None), whole),
        *(is_visible_to(viewer, role) for role in TEACHERS),
    )


def _quality(row: Sequence[Any]) -> QualityRow:
    values: list[Any] = list(row)
    values[-3] = {one[0]: OptionCount(*one) for one in json.loads(values[-3])}
    values[-2] = tuple(Doubt(one) for one in json.loads(values[-2]))
    return QualityRow(*values)


def quality_for(
    viewer: Viewer, wanted: QualityFilter, *, page: int
) -> tuple[list[QualityRow], int]:
    """Return a page of the newest figures of each question, the most doubtful first."""
    later = aliased(QuestionStatistics)
    has_newer = exists().where(
        later.question_id == QuestionStatistics.question_id,
        later.part == QuestionStatistics.part,
        later.question_version_id > QuestionStatistics.question_version_id,
    )
    query = _rows(viewer).where(*_wanted(wanted))
    if not wanted.paper_id:
        query = query.where(~has_newer)
    number = db.session.scalar(select(func.count()).select_from(query.subquery()))
    rows = db.session.execute(
        query.order_by(
            QuestionStatistics.doubt_number.desc(),
            QuestionStatistics.number < ENOUGH,
            QuestionStatistics.efficiency.is_(None),
            QuestionStatistics.efficiency,
            QuestionStatistics.question_id,
            QuestionStatistics.part,
        )
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [_quality(row) for row in rows], number or 0


def _wanted(wanted: QualityFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.course_id:
        found.append(QuestionStatistics.course_id == wanted.course_id)
    if wanted.bank_id:
        found.append(QuestionStatistics.bank_id == wanted.bank_id)
    if wanted.paper_id:
        found.append(
            exists().where(
                PaperItem.paper_id == wanted.paper_id,
                PaperItem.question_version_id == QuestionStatistics.question_version_id,
                PaperItem.part == QuestionStatistics.part,
            )
        )
    if wanted.doubtful:
        found.append(QuestionStatistics.doubt_number > 0)
    return found


def quality_of(viewer: Viewer, question_id: str) -> list[QualityRow]:
    """Return the figures of every version of a question, newest first; a foreign one has none."""
    rows = db.session.execute(
        _rows(viewer)
        .where(QuestionStatistics.question_id == question_id)
        .order_by(QuestionStatistics.question_version_id.desc(), QuestionStatistics.part)
    )
    return [_quality(row) for row in rows]


def computed_at(viewer: Viewer) -> datetime | None:
    """Return as of when the oldest figures of the viewer's questions are."""
    found = _rows(viewer).with_only_columns(func.min(QuestionStatistics.computed_at))
    return db.session.scalar(found)
