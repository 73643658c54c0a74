"""Reads of the marking queue: through the marker, and, for a learner, what of theirs waits.

Nothing here tells whose an answer is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true

from cadreschool.courses.models import CourseRow, Edition, LessonQuestion
from cadreschool.kernel.db import LARGEST_ID, db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask, MarkingVerdict
from cadreschool.learning.marking.permissions import TEACHERS
from cadreschool.learning.marking.rules import TaskState, Waiting
from cadreschool.learning.models import PIECEWISE, Answer, Sitting
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import is_visible_to
from cadreschool.people.models import Cadre
from cadreschool.questions.banks.models import Bank, BankEntry
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.papers.models import Paper

PAGE_SIZE = 30
_WHOLE_SCHOOL = "全校"


# Whose trainers mark -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose trainers mark an answer, none for the whole school's, and whether two of them."""

    organisation_id: int | None
    needs_second: bool = False


def owners_of(sheet: SittingSheet) -> dict[int, Owner]:
    """Return whose trainers mark each question version of a sitting.

    Those of its paper, of its course; of what was practised, those of the bank or course the
    question stands in.
    """
    versions = sheet.version_ids()
    if sheet.paper_id is not None:
        paper = db.session.execute(
            select(Paper.organisation_id, Paper.second_marker).where(Paper.id == sheet.paper_id)
        ).one()
        return dict.fromkeys(versions, Owner(paper[0], paper[1]))
    if sheet.course_id is not None:
        course = select(CourseRow.organisation_id).where(CourseRow.id == sheet.course_id)
        return dict.fromkeys(versions, Owner(db.session.scalar(course)))
    of_banks = (
        select(QuestionVersion.id, Bank.organisation_id)
        .join(BankEntry, BankEntry.question_id == QuestionVersion.question_id)
        .join(Bank, Bank.id == BankEntry.bank_id)
    )
    of_lessons = (
        select(LessonQuestion.question_version_id, CourseRow.organisation_id)
        .join(Edition, Edition.id == LessonQuestion.edition_id)
        .join(CourseRow, CourseRow.id == Edition.course_id)
    )
    found = dict.fromkeys(versions, Owner(None))
    for query, column in (
        (of_lessons, LessonQuestion.question_version_id),
        (of_banks, QuestionVersion.id),
    ):
        rows = db.session.execute(query.where(column.in_(versions)).distinct())
        found |= {row[0]: Owner(row[1]) for row in rows}
    return found


# The queue ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QueuedQuestion:
    """A question with groups that wait: how many, with how many answers, since when."""

    version_id: int
    part: int
    groups: int
    answers: int
    since: datetime
    owner_name: str
    second: int
    third: int


@dataclass(frozen=True, slots=True)
class QueueTotal:
    """The whole queue of a marker."""

    groups: int
    answers: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A group as its markers see it."""

    id: int
    version_id: int
    part: int
    needs_second: bool
    state: TaskState
    locked_by: int | None
    locked_until: datetime | None
    thousandths: int | None
    comment: str
    opened_at: datetime
    decided_at: datetime | None
    owner_path: str | None
    owner_name: str


_TASK = (
    MarkingTask.id,
    MarkingTask.question_version_id,
    MarkingTask.part,
    MarkingTask.needs_second,
    MarkingTask.state,
    MarkingTask.locked_by,
    MarkingTask.locked_until,
    MarkingTask.thousandths,
    MarkingTask.comment,
    MarkingTask.opened_at,
    MarkingTask.decided_at,
    Organisation.path,
    Organisation.name,
)
_NAMES = (
    "id",
    "version_id",
    *(column.key for column in _TASK[2:-2]),
    "owner_path",
    "owner_name",
)


def _waits() -> ColumnElement[bool]:
    """Return the condition "an answer of the group waits": a regrade may have marked them all."""
    return exists().where(
        MarkingAnswer.task_id == MarkingTask.id, MarkingAnswer.closed_at.is_(None)
    )


def _is_theirs(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition "the viewer marks for its owner"."""
    whole = true() if viewer.whole_school_roles & set(TEACHERS) else false()
    return or_(
        and_(MarkingTask.organisation_id.is_(None), whole),
        *(is_visible_to(viewer, role) for role in TEACHERS),
    )


def _may_decide(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition "holds no answer of the viewer's own, and they have not marked it"."""
    own = (
        exists()
        .where(MarkingAnswer.task_id == MarkingTask.id)
        .where(Sitting.id == MarkingAnswer.sitting_id, Sitting.cadre_id == viewer.cadre_id)
    )
    before = exists().where(
        MarkingVerdict.task_id == MarkingTask.id, MarkingVerdict.marked_by == viewer.cadre_id
    )
    return and_(~own, ~before)


def _is_free(viewer: Viewer, at: datetime) -> ColumnElement[bool]:
    return or_(
        MarkingTask.locked_by.is_(None),
        MarkingTask.locked_by == viewer.cadre_id,
        MarkingTask.locked_until <= at,
    )


def queue_of(viewer: Viewer, *, page: int) -> tuple[list[QueuedQuestion], int]:
    """Return a page of the questions that wait for the viewer or their colleagues, oldest first."""
    waiting = (
        select(MarkingAnswer.task_id, func.count().label("answers"))
        .where(MarkingAnswer.closed_at.is_(None))
        .group_by(MarkingAnswer.task_id)
        .subquery()
    )
    since = func.min(MarkingTask.opened_at)
    grouped = (
        select(
            MarkingTask.question_version_id,
            MarkingTask.part,
            func.count(),
            func.sum(waiting.c.answers),
            since,
            Organisation.name,
            func.sum(_one_if(MarkingTask.state == TaskState.SECOND)),
            func.sum(_one_if(MarkingTask.state == TaskState.THIRD)),
        )
        .join(waiting, waiting.c.task_id == MarkingTask.id)
        .outerjoin(Organisation, Organisation.id == MarkingTask.organisation_id)
        .where(MarkingTask.decided_at.is_(None), _is_theirs(viewer))
        .group_by(
            MarkingTask.question_version_id,
            MarkingTask.part,
            MarkingTask.organisation_id,
            Organisation.name,
        )
    )
    number = db.session.scalar(select(func.count()).select_from(grouped.subquery()))
    rows: Sequence[Any] = db.session.execute(
        grouped.order_by(since, MarkingTask.question_version_id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    found = [
        QueuedQuestion(
            row[0], row[1], row[2], int(row[3]), row[4], row[5] or _WHOLE_SCHOOL, *row[6:]
        )
        for row in rows
    ]
    return found, number or 0


def _one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def queue_total(viewer: Viewer) -> QueueTotal:
    """Return how long the viewer's queue is, and since when its oldest group waits."""
    groups, since = db.session.execute(
        select(func.count(), func.min(MarkingTask.opened_at))
        .select_from(MarkingTask)
        .outerjoin(Organisation, Organisation.id == MarkingTask.organisation_id)
        .where(MarkingTask.decided_at.is_(None), _is_theirs(viewer), _waits())
    ).one()
    answers = db.session.scalar(
        select(func.count())
        .select_from(MarkingAnswer)
        .join(MarkingTask, MarkingTask.id == MarkingAnswer.task_id)
        .outerjoin(Organisation, Organisation.id == MarkingTask.organisation_id)
        .where(
            MarkingAnswer.closed_at.is_(None), MarkingTask.decided_at.is_(None), _is_theirs(viewer)
        )
    )
    return QueueTotal(groups, answers or 0, since)


def next_task_id(
    viewer: Viewer, *, version_id: int | None = None, part: int | None = None, at: datetime
) -> int | None:
    """Return the group the viewer may mark next: their own unfinished one first, then the oldest.

    Of one question where it is named.
    """
    query: Select[*tuple[Any, ...]] = (
        select(MarkingTask.id)
        .outerjoin(Organisation, Organisation.id == MarkingTask.organisation_id)
        .where(
            MarkingTask.decided_at.is_(None),
            _is_theirs(viewer),
            _waits(),
            _may_decide(viewer),
            _is_free(viewer, at),
        )
        .order_by(
            (func.coalesce(MarkingTask.locked_by, 0) == viewer.cadre_id).desc(),
            MarkingTask.opened_at,
            MarkingTask.id,
        )
        .limit(1)
    )
    if version_id is not None:
        query = query.where(MarkingTask.question_version_id == version_id, MarkingTask.part == part)
    found: int | None = db.session.scalar(query)
    return found


def task_for(viewer: Viewer, task_id: int) -> TaskFacts:
    """Return a group of the viewer's; anybody else's is not found."""
    row = None
    if task_id <= LARGEST_ID:
        row = db.session.execute(
            select(*_TASK)
            .outerjoin(Organisation, Organisation.id == MarkingTask.organisation_id)
            .where(MarkingTask.id == task_id, _is_theirs(viewer))
        ).one_or_none()
    if row is None:
        raise NotFoundError
    values = dict(zip(_NAMES, row, strict=True))
    names = {
        "state": TaskState(values["state"]),
        "owner_name": values["owner_name"] or _WHOLE_SCHOOL,
    }
    return TaskFacts(**values | names)


def may_decide(viewer: Viewer, task_id: int) -> bool:
    """Tell whether the viewer may mark a group: none of their own answers, and not marked yet."""
    found = db.session.scalar(
        select(MarkingTask.id).where(MarkingTask.id == task_id, _may_decide(viewer))
    )
    return found is not None


def locked_task(viewer: Viewer, task_id: int) -> MarkingTask:
    """Return a group of the viewer's for a change, locked against others."""
    task_for(viewer, task_id)
    return db.session.scalars(
        select(MarkingTask)
        .where(MarkingTask.id == task_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


@dataclass(frozen=True, slots=True)
class Sample:
    """The answer that stands for its group, and how many are equal to it."""

    value: str
    waiting: int
    all: int


def sample_of(task_id: int) -> Sample:
    """Return the first answer of a group, as it was stored when it was handed in."""
    value = db.session.scalar(
        select(Answer.value)
        .join(
            MarkingAnswer,
            and_(
                MarkingAnswer.sitting_id == Answer.sitting_id,
                MarkingAnswer.position == Answer.position,
            ),
        )
        .where(MarkingAnswer.task_id == task_id)
        .order_by(Answer.sitting_id, Answer.position, Answer.seq.desc())
        .limit(1)
    )
    counted = db.session.execute(
        select(
            func.count(),
            func.count().filter(MarkingAnswer.closed_at.is_(None)),
        ).where(MarkingAnswer.task_id == task_id)
    ).one()
    return Sample(value or "", counted[1], counted[0])


def verdicts_of(task_id: int) -> list[MarkingVerdict]:
    """Return what was decided about a group so far, in its order."""
    query = select(MarkingVerdict).where(MarkingVerdict.task_id == task_id)
    return list(db.session.scalars(query.order_by(MarkingVerdict.round)))


@dataclass(frozen=True, slots=True)
class ToldVerdict:
    """What somebody decided about a group, for its markers once it is decided."""

    name: str
    thousandths: int
    comment: str
    marked_at: datetime


def verdicts_told(task_id: int) -> list[ToldVerdict]:
    """Return the verdicts about a decided group with their markers: before that, nobody's."""
    rows = db.session.execute(
        select(
            Cadre.name,
            MarkingVerdict.thousandths,
            MarkingVerdict.comment,
            MarkingVerdict.marked_at,
        )
        .join(Cadre, Cadre.id == MarkingVerdict.marked_by)
        .join(MarkingTask, MarkingTask.id == MarkingVerdict.task_id)
        .where(MarkingVerdict.task_id == task_id, MarkingTask.decided_at.is_not(None))
        .order_by(MarkingVerdict.round)
    )
    return [ToldVerdict(*row) for row in rows]


def waiting_answers(task_id: int, limit: int) -> list[tuple[int, int]]:
    """Return answers of a group that have no mark yet: (sitting, position), in one order."""
    rows = db.session.execute(
        select(MarkingAnswer.sitting_id, MarkingAnswer.position)
        .where(MarkingAnswer.task_id == task_id, MarkingAnswer.closed_at.is_(None))
        .order_by(MarkingAnswer.sitting_id, MarkingAnswer.position)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


def unqueued_sittings(limit: int) -> list[int]:
    """Return handed-in sittings with answers that wait for a person and stand in no group."""
    waits = and_(Sitting.pending > 0, Sitting.mode.not_in(PIECEWISE))
    queued = exists().where(MarkingAnswer.sitting_id == Sitting.id)
    query = select(Sitting.id).where(waits, ~queued).order_by(Sitting.id).limit(limit)
    return list(db.session.scalars(query))


# For the learner ---------------------------------------------------------------------------------


def waiting_in(sitting_id: int) -> Waiting | None:
    """Return what of a sitting waits for a person, and how old its markers' queue is."""
    rows = db.session.execute(
        select(MarkingTask.organisation_id, func.count(), func.min(MarkingAnswer.since))
        .join(MarkingTask, MarkingTask.id == MarkingAnswer.task_id)
        .where(MarkingAnswer.sitting_id == sitting_id, MarkingAnswer.closed_at.is_(None))
        .group_by(MarkingTask.organisation_id)
    ).all()
    if not rows:
        return None
    number, since = sum(row[1] for row in rows), min(row[2] for row in rows)
    queue: Any = db.session.execute(
        select(func.count(), func.min(MarkingTask.opened_at)).where(
            MarkingTask.decided_at.is_(None), _waits(), _of([row[0] for row in rows])
        )
    ).one()
    return Waiting(number, since, queue[0], min(queue[1] or since, since))


def _of(owners: Collection[int | None]) -> ColumnElement[bool]:
    ids = [one for one in owners if one is not None]
    of_school = MarkingTask.organisation_id.is_(None) if None in owners else false()
    return or_(of_school, MarkingTask.organisation_id.in_(ids))
