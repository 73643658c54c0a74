"""Reads of what answers said, and of what may not be told yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.learning.exams.queries import paper_of, released
from cadreschool.learning.models import PIECEWISE, Answer, DrawnQuestion, Mark, Sitting
from cadreschool.learning.practice.models import HandedQuestion
from cadreschool.learning.verdicts.models import WaitingSitting
from cadreschool.learning.verdicts.rules import Said, Verdict, verdicts
from cadreschool.people.models import Cadre
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.papers.models import Paper
from cadreschool.questions.papers.queries import paper_facts, papers

_AT_ONCE = 300
_HERE = (Answer.sitting_id == DrawnQuestion.sitting_id, Answer.position == DrawnQuestion.position)
_VALUE = select(Answer.value).where(*_HERE).order_by(Answer.seq.desc()).limit(1).scalar_subquery()
_newer = aliased(Mark)
_IS_NEWEST = ~exists().where(
    _newer.sitting_id == Mark.sitting_id, _newer.position == Mark.position, _newer.seq > Mark.seq
)
_SAID = (
    select(
        DrawnQuestion.question_version_id,
        Sitting.id,
        DrawnQuestion.position,
        case((Sitting.mode.in_(PIECEWISE), HandedQuestion.handed_at), else_=Sitting.submitted_at),
        _VALUE,
        Mark.thousandths,
        Mark.counts,
    )
    .join(DrawnQuestion, DrawnQuestion.sitting_id == Sitting.id)
    .outerjoin(
        HandedQuestion,
        and_(
            HandedQuestion.sitting_id == DrawnQuestion.sitting_id,
            HandedQuestion.position == DrawnQuestion.position,
        ),
    )
    .outerjoin(
        Mark,
        and_(
            Mark.sitting_id == DrawnQuestion.sitting_id,
            Mark.position == DrawnQuestion.position,
            _IS_NEWEST,
        ),
    )
    .where(
        Sitting.cadre_id == bindparam("cadre"),
        or_(Sitting.submitted_at.is_not(None), Sitting.mode.in_(PIECEWISE)),
        ~exists().where(WaitingSitting.sitting_id == Sitting.id),
        DrawnQuestion.question_version_id.in_(bindparam("versions", expanding=True)),
    )
)

_VERSIONS = select(QuestionVersion.id, QuestionVersion.question_id).where(
    QuestionVersion.question_id.in_(bindparam("questions", expanding=True))
)
_QUESTIONS_IN = (
    select(QuestionVersion.question_id)
    .join(DrawnQuestion, DrawnQuestion.question_version_id == QuestionVersion.id)
    .where(DrawnQuestion.sitting_id.in_(bindparam("sittings", expanding=True)))
)
_WAITS = exists().where(WaitingSitting.sitting_id == Sitting.id)
_IS_OPEN = and_(Sitting.submitted_at.is_(None), Sitting.mode.not_in(PIECEWISE))
_KEPT_BACK = and_(Sitting.paper_id.is_not(None), Sitting.paper_id != bindparam("told"), _WAITS)
_UNTOLD = (
    select(QuestionVersion.question_id)
    .join(DrawnQuestion, DrawnQuestion.question_version_id == QuestionVersion.id)
    .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
    .where(Sitting.cadre_id == bindparam("cadre"), or_(_IS_OPEN, _KEPT_BACK))
)
_ERASED = select(Cadre.id).where(Cadre.id == bindparam("cadre"), Cadre.erased_at.is_not(None))


def verdicts_of(cadre_id: int, question_ids: Collection[str]) -> list[Verdict]:
    """Return how a cadre answered these questions, in the order of time.

    Whatever version, whatever sitting; what may not be told yet is left out. Versions are asked for
    first: among thousands of drawn questions a number is found much faster than a joined text.
    """
    found: list[Said] = []
    for some in portions(sorted(set(question_ids)), _AT_ONCE):
        versions = {
            row[0]: row[1] for row in db.session.execute(_VERSIONS, {"questions": list(some)})
        }
        rows: Sequence[Any] = db.session.execute(_SAID, _asked(cadre_id, versions)).all()
        found += [_said(versions[row[0]], row) for row in rows]
    return verdicts(sorted(found, key=lambda one: (one.sitting_id, one.position)))


def _asked(cadre_id: int, versions: Collection[int]) -> dict[str, object]:
    return {"cadre": cadre_id, "versions": list(versions)}


def _said(question_id: str, row: Sequence[Any]) -> Said:
    """Read a row; what was annulled says nothing, as if it had been left empty."""
    version_id, sitting_id, position, at, value, thousandths, counts = row
    is_answered = bool(value) and counts is not False
    return Said(question_id, version_id, sitting_id, position, at, is_answered, thousandths)


def questions_in(sitting_ids: Collection[int]) -> set[str]:
    """Return the questions that sittings drew."""
    return set(db.session.scalars(_QUESTIONS_IN, {"sittings": list(sitting_ids)}))


def is_told(paper_id: int | None, *, at: datetime) -> bool:
    """Tell whether the right answers of a handed-in sitting may be seen."""
    return paper_id is None or bool(released([paper_of(paper_id)], at=at))


def untold_questions(cadre_id: int, *, told_paper: int | None = None) -> set[str]:
    """Return the questions whose answers a cadre may not be told now.

    They stand in a check or paper of theirs that is not handed in, or not released. What practice,
    mistake book and other results would tell of them would tell it of those. `told_paper` is known
    to be released, though its sittings may still be counted among those that wait.
    """
    return set(db.session.scalars(_UNTOLD, {"cadre": cadre_id, "told": told_paper or 0}))


def told_waiting(*, at: datetime, limit: int) -> dict[int, list[int]]:
    """Return some sittings that wait and need not any more: {cadre id: sitting ids}."""
    waiting = select(Sitting.paper_id).join(WaitingSitting, WaitingSitting.sitting_id == Sitting.id)
    ids = set(db.session.scalars(waiting.where(Sitting.paper_id.is_not(None)).distinct()))
    rows = db.session.execute(papers().where(Paper.id.in_(ids))).all() if ids else []
    free = released([paper_facts(row) for row in rows], at=at)
    found: dict[int, list[int]] = {}
    chosen: Sequence[Any] = db.session.execute(
        select(WaitingSitting.cadre_id, WaitingSitting.sitting_id)
        .join(Sitting, Sitting.id == WaitingSitting.sitting_id)
        .where(or_(Sitting.paper_id.is_(None), Sitting.paper_id.in_(free)))
        .order_by(WaitingSitting.sitting_id)
        .limit(limit)
    ).all()
    for cadre_id, sitting_id in chosen:
        found.setdefault(cadre_id, []).append(sitting_id)
    return found


def is_erased(cadre_id: int) -> bool:
    """Tell whether nothing may be written up of somebody any more."""
    return db.session.scalar(_ERASED, {"cadre": cadre_id}) is not None
