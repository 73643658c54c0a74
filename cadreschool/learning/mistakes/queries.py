"""Reads of the mistake book: always somebody's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.mistakes.models import Mistake, MistakeAct
from cadreschool.learning.mistakes.rules import Act
from cadreschool.learning.models import Answer, DrawnQuestion, Mark, Sitting


@dataclass(frozen=True, slots=True)
class MistakeRow:
    """An entry of the book. `value` is the answer that was wrong last."""

    question_id: str
    state: str
    wrong_times: int
    right_in_row: int
    cleared_after: int | None
    version_id: int
    sitting_id: int
    position: int
    wrong_at: datetime
    since: datetime


_ROW = (
    Mistake.question_id,
    Mistake.state,
    Mistake.wrong_times,
    Mistake.right_in_row,
    Mistake.cleared_after,
    Mistake.question_version_id,
    Mistake.sitting_id,
    Mistake.position,
    Mistake.wrong_at,
    Mistake.since,
)


def mistakes_of(viewer: Viewer, state: str | None = None) -> list[MistakeRow]:
    """Return the viewer's entries, of one state or of all, the latest first."""
    statement = select(*_ROW).where(Mistake.cadre_id == viewer.cadre_id)
    if state is not None:
        statement = statement.where(Mistake.state == state)
    statement = statement.order_by(Mistake.since.desc(), Mistake.question_id)
    rows: Sequence[Any] = db.session.execute(statement).all()
    return [MistakeRow(*row) for row in rows]


def mistake_numbers(viewer: Viewer) -> dict[str, int]:
    """Count the viewer's entries: {state: number}."""
    statement = (
        select(Mistake.state, func.count())
        .where(Mistake.cadre_id == viewer.cadre_id)
        .group_by(Mistake.state)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


_ACTS = (
    select(MistakeAct.question_id, MistakeAct.kind, MistakeAct.made_at)
    .where(
        MistakeAct.cadre_id == bindparam("cadre"),
        MistakeAct.question_id.in_(bindparam("questions", expanding=True)),
    )
    .order_by(MistakeAct.question_id, MistakeAct.seq)
)


def acts_of(cadre_id: int, question_ids: Collection[str]) -> dict[str, list[Act]]:
    """Return what a cadre did with entries by hand, in order."""
    found: dict[str, list[Act]] = {}
    whose = {"cadre": cadre_id, "questions": list(question_ids)}
    for question_id, kind, made_at in db.session.execute(_ACTS, whose):
        found.setdefault(question_id, []).append(Act(kind, made_at))
    return found


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """How a question, or one of a case's, was drawn and answered, with its mark in force."""

    part: int
    option_order: tuple[str, ...]
    value: str
    thousandths: int | None


_VALUE = (
    select(Answer.value)
    .where(Answer.sitting_id == DrawnQuestion.sitting_id, Answer.position == DrawnQuestion.position)
    .order_by(Answer.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_MARK = (
    select(Mark.thousandths)
    .where(Mark.sitting_id == DrawnQuestion.sitting_id, Mark.position == DrawnQuestion.position)
    .order_by(Mark.seq.desc())
    .limit(1)
    .scalar_subquery()
)


def wrong_answers(viewer: Viewer, rows: Collection[MistakeRow]) -> dict[str, list[WrongAnswer]]:
    """Return how the viewer answered when they were wrong last: {question id: part by part}."""
    wanted = {(row.sitting_id, row.version_id): row.question_id for row in rows}
    found: dict[str, list[WrongAnswer]] = {}
    chosen: Sequence[Any] = db.session.execute(
        select(
            DrawnQuestion.sitting_id,
            DrawnQuestion.question_version_id,
            DrawnQuestion.part,
            DrawnQuestion.option_order,
            _VALUE,
            _MARK,
        )
        .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
        .where(
            Sitting.cadre_id == viewer.cadre_id,
            DrawnQuestion.sitting_id.in_({sitting for sitting, _ in wanted}),
            DrawnQuestion.question_version_id.in_({version for _, version in wanted}),
        )
        .order_by(DrawnQuestion.sitting_id, DrawnQuestion.position)
    ).all()
    for sitting_id, version_id, part, order, value, mark in chosen:
        question_id = wanted.get((sitting_id, version_id))
        if question_id is not None:
            answer = WrongAnswer(part, tuple(order.split()), value or "", mark)
            found.setdefault(question_id, []).append(answer)
    return found
