"""The answers a regrade concerns, with all that their new score depends on. Reads only.

Read in portions: a question of an examination may have been answered a hundred thousand times.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from cadreschool.kernel.db import db
from cadreschool.learning.marking.models import MarkingAnswer
from cadreschool.learning.models import PIECEWISE, Answer, DrawnQuestion, Mark, Sitting
from cadreschool.learning.practice.models import HandedQuestion
from cadreschool.learning.regrading.models import Regrade, RegradeLine
from cadreschool.learning.regrading.queries import versions_of
from cadreschool.learning.sittings.rules import MarkInForce
from cadreschool.questions.papers.models import Paper
from cadreschool.questions.values import Scoring

_PORTION = 500


@dataclass(frozen=True, slots=True)
class Target:
    """One answer to a version, with all its sitting's points and marks in force."""

    sitting_id: int
    position: int
    version_id: int
    value: str
    score: int
    scoring: Scoring
    points: Mapping[int, int]
    marks: Mapping[int, MarkInForce]


def _drawn_in(regrade: Regrade, versions: Collection[int]) -> list[ColumnElement[bool]]:
    """Return the conditions of an answer that a regrade concerns: handed in, of these versions."""
    wanted = [
        DrawnQuestion.question_version_id.in_(versions),
        DrawnQuestion.part == regrade.part,
        Sitting.submitted_at.is_not(None),
        _is_asked(),
    ]
    if regrade.task_id is not None:
        wanted.append(
            exists().where(
                MarkingAnswer.task_id == regrade.task_id,
                MarkingAnswer.sitting_id == DrawnQuestion.sitting_id,
                MarkingAnswer.position == DrawnQuestion.position,
            )
        )
    return wanted


def _is_asked() -> ColumnElement[bool]:
    """Return the condition "counts in its sitting": in practice what was handed in by itself."""
    handed = exists().where(
        HandedQuestion.sitting_id == DrawnQuestion.sitting_id,
        HandedQuestion.position == DrawnQuestion.position,
    )
    return or_(Sitting.mode.not_in(PIECEWISE), handed)


def number_of_targets(regrade: Regrade) -> int:
    """Count the answers a regrade concerns, handed in until now."""
    number = db.session.scalar(
        select(func.count())
        .select_from(DrawnQuestion)
        .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
        .where(*_drawn_in(regrade, versions_of(regrade.id)))
    )
    return number or 0


def targets_of(regrade: Regrade, *, after: int = 0) -> Iterator[Target]:
    """Yield the answers a regrade concerns and has no line for, by sitting, from one sitting on.

    In four queries for every five hundred.
    """
    wanted = _drawn_in(regrade, versions_of(regrade.id))
    wanted.append(
        ~exists().where(
            RegradeLine.regrade_id == regrade.id,
            RegradeLine.sitting_id == DrawnQuestion.sitting_id,
            RegradeLine.position == DrawnQuestion.position,
        )
    )
    last = after
    while True:
        rows: Sequence[Any] = db.session.execute(
            select(
                DrawnQuestion.sitting_id,
                DrawnQuestion.position,
                DrawnQuestion.question_version_id,
                Sitting.score,
                Paper.scoring,
            )
            .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
            .outerjoin(Paper, Paper.id == Sitting.paper_id)
            .where(*wanted, DrawnQuestion.sitting_id > last)
            .order_by(DrawnQuestion.sitting_id)
            .limit(_PORTION)
        ).all()
        if not rows:
            return
        yield from _targets(rows)
        last = rows[-1][0]


def _targets(rows: Sequence[Any]) -> Iterator[Target]:
    sittings = [row[0] for row in rows]
    points: dict[int, dict[int, int]] = {}
    for sitting_id, position, worth in db.session.execute(
        select(DrawnQuestion.sitting_id, DrawnQuestion.position, DrawnQuestion.points)
        .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
        .where(DrawnQuestion.sitting_id.in_(sittings), _is_asked())
    ):
        points.setdefault(sitting_id, {})[position] = worth
    marks = marks_of(sittings)
    values = _values_of(sittings)
    for sitting_id, position, version_id, score, scoring in rows:
        yield Target(
            sitting_id,
            position,
            version_id,
            values.get((sitting_id, position), ""),
            score,
            Scoring(scoring) if scoring else Scoring.EXACT,
            points[sitting_id],
            marks.get(sitting_id, {}),
        )


def marks_of(sitting_ids: Collection[int]) -> dict[int, dict[int, MarkInForce]]:
    """Return the marks in force of several sittings, by sitting and position."""
    later = aliased(Mark)
    newest = ~exists().where(
        later.sitting_id == Mark.sitting_id,
        later.position == Mark.position,
        later.seq > Mark.seq,
    )
    found: dict[int, dict[int, MarkInForce]] = {}
    rows = db.session.execute(
        select(
            Mark.sitting_id, Mark.position, Mark.seq, Mark.thousandths, Mark.counts, Mark.rule
        ).where(Mark.sitting_id.in_(sitting_ids), newest)
    )
    for row in rows:
        found.setdefault(row[0], {})[row[1]] = MarkInForce(row[2], row[3], row[4], row[5])
    return found


def _values_of(sitting_ids: Collection[int]) -> dict[tuple[int, int], str]:
    later = aliased(Answer)
    newest = ~exists().where(
        later.sitting_id == Answer.sitting_id,
        later.position == Answer.position,
        later.seq > Answer.seq,
    )
    rows = db.session.execute(
        select(Answer.sitting_id, Answer.position, Answer.value).where(
            Answer.sitting_id.in_(sitting_ids), newest
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}
