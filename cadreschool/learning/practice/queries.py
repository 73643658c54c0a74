"""Reads of practice: what is under way, what was handed in, what its owner chose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, select

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.mistakes.models import Mistake
from cadreschool.learning.mistakes.rules import CLEARS_AFTER, OPEN, Wish
from cadreschool.learning.models import PIECEWISE, DrawnQuestion, LessonRecord, Mark, Mode, Sitting
from cadreschool.learning.practice.models import HandedQuestion, PracticeChoice
from cadreschool.learning.practice.rules import WITHIN
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.review.rules import SIZE
from cadreschool.learning.sittings.rules import WHOLE
from cadreschool.notices.models import Message
from cadreschool.people.models import Cadre
from cadreschool.questions.banks.models import BankEntry, EntryState


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """How somebody wants to practise."""

    clears_after: int = CLEARS_AFTER
    daily_size: int = SIZE


def own_choice(cadre_id: int) -> OwnChoice:
    """Return what a cadre chose last, or what nobody had to choose."""
    row = db.session.execute(
        select(PracticeChoice.clears_after, PracticeChoice.daily_size)
        .where(PracticeChoice.cadre_id == cadre_id)
        .order_by(PracticeChoice.seq.desc())
        .limit(1)
    ).first()
    return OwnChoice(row[0], row[1]) if row else OwnChoice()


_WISHES = (
    select(PracticeChoice.clears_after, PracticeChoice.chosen_at)
    .where(PracticeChoice.cadre_id == bindparam("cadre"))
    .order_by(PracticeChoice.seq)
)


def wishes_of(cadre_id: int) -> list[Wish]:
    """Return after how many right answers a cadre wanted entries cleared, from when on."""
    return [Wish(row[0], row[1]) for row in db.session.execute(_WISHES, {"cadre": cadre_id})]


def wrong_moments(cadre_id: int, *, at: datetime) -> list[datetime]:
    """Return when a cadre was wrong in practice lately."""
    statement = (
        select(HandedQuestion.handed_at)
        .join(Sitting, Sitting.id == HandedQuestion.sitting_id)
        .join(
            Mark,
            (Mark.sitting_id == HandedQuestion.sitting_id)
            & (Mark.position == HandedQuestion.position),
        )
        .where(
            Sitting.cadre_id == cadre_id,
            Sitting.mode.in_(PIECEWISE),
            HandedQuestion.handed_at > at - WITHIN,
            Mark.seq == 1,
            Mark.thousandths < WHOLE,
        )
    )
    return list(db.session.scalars(statement))


@dataclass(frozen=True, slots=True)
class OpenExercise:
    """Practice under way."""

    sitting_id: int
    mode: Mode
    handed: int
    total: int


def open_exercises(viewer: Viewer) -> dict[Mode, OpenExercise]:
    """Return the viewer's practice under way, one of each mode at most."""
    rows = db.session.execute(
        select(
            Sitting.id,
            Sitting.mode,
            func.count(HandedQuestion.position),
            func.count(DrawnQuestion.position),
        )
        .join(DrawnQuestion, DrawnQuestion.sitting_id == Sitting.id)
        .outerjoin(
            HandedQuestion,
            (HandedQuestion.sitting_id == DrawnQuestion.sitting_id)
            & (HandedQuestion.position == DrawnQuestion.position),
        )
        .where(
            Sitting.cadre_id == viewer.cadre_id,
            Sitting.submitted_at.is_(None),
            Sitting.mode.in_(PIECEWISE),
        )
        .group_by(Sitting.id, Sitting.mode)
    )
    return {Mode(row[1]): OpenExercise(row[0], Mode(row[1]), row[2], row[3]) for row in rows}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for somebody who wants to come back to it."""

    due: int
    mistakes: int
    messages: int


def waiting_for(viewer: Viewer, on: date) -> Waiting:
    """Count what is due, what is to be redone and what was told and not put away, in one query."""
    due = (
        select(func.count())
        .where(ReviewCard.cadre_id == viewer.cadre_id, ReviewCard.due_on <= on)
        .scalar_subquery()
    )
    mistakes = (
        select(func.count())
        .where(Mistake.cadre_id == viewer.cadre_id, Mistake.state == OPEN)
        .scalar_subquery()
    )
    messages = (
        select(func.count())
        .where(Message.cadre_id == viewer.cadre_id, ~Message.is_put_away)
        .scalar_subquery()
    )
    row = db.session.execute(select(due, mistakes, messages)).one()
    return Waiting(row[0] or 0, row[1] or 0, row[2] or 0)


def finished_in_turn(cadre_id: int) -> list[tuple[str, str]]:
    """Return the lessons a cadre finished, (course, lesson), the first one first."""
    rows = db.session.execute(
        select(LessonRecord.course_id, LessonRecord.lesson_id)
        .where(LessonRecord.cadre_id == cadre_id)
        .order_by(LessonRecord.finished_at, LessonRecord.course_id, LessonRecord.lesson_id)
    )
    return [(row[0], row[1]) for row in rows]


def post_of(cadre_id: int) -> str | None:
    """Return the post by which courses are required of a cadre."""
    return db.session.scalar(select(Cadre.post).where(Cadre.id == cadre_id))


@dataclass(frozen=True, slots=True)
class ReadyVersion:
    """The version of a bank's question that may be asked now, and the question's unit."""

    version_id: int
    unit: str


def ready_versions(question_ids: Collection[str]) -> dict[str, ReadyVersion]:
    """Return what banks would ask of these questions now; what is not ready is left out."""
    found: dict[str, ReadyVersion] = {}
    for some in portions(sorted(set(question_ids))):
        rows = db.session.execute(
            select(BankEntry.question_id, BankEntry.question_version_id, BankEntry.unit).where(
                BankEntry.question_id.in_(some), BankEntry.state == EntryState.READY
            )
        )
        found |= {row[0]: ReadyVersion(row[1], row[2]) for row in rows}
    return found
