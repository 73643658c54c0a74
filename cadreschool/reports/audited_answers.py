"""Answers and single marks against what is sealed: the saves that were told, the score told.

A score is borne out by its audit row (`audited_facts`); here the marks of its questions must add up
to it, and each stored answer must have its save, each save its answer. The words of an answer stand
in no audit row, so one that was only reworded is not found. Reads only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.learning.models import PIECEWISE, Answer, DrawnQuestion, Mark, Sitting
from cadreschool.learning.practice.models import HandedQuestion
from cadreschool.learning.sittings.rules import MarkInForce, result

Place = tuple[int, int]
"""A sitting and a position in it."""


def sums_that_differ(cadres: Sequence[int]) -> Iterator[str]:
    """Yield a sentence for each score that the marks of its questions do not add up to."""
    points = _points(cadres)
    marks: dict[int, dict[int, MarkInForce]] = defaultdict(dict)
    rows = db.session.execute(
        select(Mark.sitting_id, Mark.position, Mark.seq, Mark.thousandths, Mark.counts, Mark.rule)
        .join(Sitting, Sitting.id == Mark.sitting_id)
        .where(Sitting.cadre_id.in_(cadres))
        .order_by(Mark.sitting_id, Mark.position, Mark.seq)
    )
    for row in rows:
        marks[row[0]][row[1]] = MarkInForce(row[2], row[3], row[4], row[5])
    sittings = db.session.execute(
        select(Sitting.id, Sitting.cadre_id, Sitting.score, Sitting.pending)
        .where(Sitting.cadre_id.in_(cadres), Sitting.submitted_at.is_not(None))
        .order_by(Sitting.id)
    )
    for sitting, cadre, score, pending in sittings:
        added, waiting = result(points.get(sitting, {}), marks.get(sitting, {}))
        name = f"第 {sitting} 次检测（{cadre} 号人员）"
        if added != score:
            yield f"{name}的成绩是 {score}，各题的分合起来是 {added}。"
        elif waiting != pending:
            yield f"{name}记着 {pending} 题待评，没有分的有 {waiting} 题。"


def _points(cadres: Sequence[int]) -> Mapping[int, Mapping[int, int]]:
    """Return what each question is worth; in practice only those handed in alone count."""
    handed = HandedQuestion.sitting_id == DrawnQuestion.sitting_id
    rows = db.session.execute(
        select(
            DrawnQuestion.sitting_id,
            DrawnQuestion.position,
            DrawnQuestion.points,
            Sitting.mode.in_(PIECEWISE),
            HandedQuestion.position,
        )
        .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
        .outerjoin(HandedQuestion, handed & (HandedQuestion.position == DrawnQuestion.position))
        .where(Sitting.cadre_id.in_(cadres), Sitting.submitted_at.is_not(None))
    )
    points: dict[int, dict[int, int]] = defaultdict(dict)
    for sitting, position, worth, is_piecewise, was_handed in rows:
        if not is_piecewise or was_handed is not None:
            points[sitting][position] = worth
    return points


def answers_that_differ(
    cadres: Sequence[int], told: Iterable[tuple[int, str, Mapping[str, object]]]
) -> Iterator[str]:
    """Yield a sentence for each question with more or fewer answers than saves that were told.

    `told` are the rows of saving: who, which sitting, which questions.
    """
    saves: Counter[Place] = Counter()
    for _, saved_in, detail in told:
        for number in str(detail.get("questions", "")).split("、"):
            if saved_in.isdecimal() and number.isdecimal():
                saves[int(saved_in), int(number)] += 1
    stored: Counter[Place] = Counter()
    rows = db.session.execute(
        select(Answer.sitting_id, Answer.position)
        .join(Sitting, Sitting.id == Answer.sitting_id)
        .where(Sitting.cadre_id.in_(cadres))
    )
    for sitting, position in rows:
        stored[sitting, position] += 1
    for place in sorted(saves.keys() | stored.keys()):
        if saves[place] != stored[place]:
            sitting, position = place
            yield (
                f"第 {sitting} 次检测第 {position} 题存着 {stored[place]} 次答案，"
                f"审计行说保存过 {saves[place]} 次。"
            )
