"""Verdicts of markers, and what they do: every equal answer gets its mark, its learner is told.

A group of very many answers is marked in portions, by a job. Runs inside a unit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final

from sqlalchemy import update

from cadreschool.audit.actions import record
from cadreschool.jobs.actions import enqueue
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import messages
from cadreschool.learning.actions import rescore
from cadreschool.learning.marking import queries
from cadreschool.learning.marking.actions import TakenError, queue_answers
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask, MarkingVerdict
from cadreschool.learning.marking.rules import Point, TaskState, decide, thousandths
from cadreschool.learning.models import Mode
from cadreschool.learning.sittings.actions import NewMark, Outcome, add_marks
from cadreschool.learning.sittings.queries import (
    asked_points,
    marks_in_force,
    questions_of,
    sheet_of,
)
from cadreschool.learning.sittings.titles import titles_of
from cadreschool.notices.actions import tell

AT_ONCE: Final = 30
"""Answers marked in the unit of the decision itself; the rest is a job's."""
JOB: Final = "marking"


@dataclass(frozen=True, slots=True)
class Given:
    """What a marker gives: a share for each point, and words for the learner."""

    shares: tuple[Fraction, ...]
    comment: str = ""


def give_verdict(
    viewer: Viewer, task_id: int, points: Sequence[Point], given: Given, *, at: datetime
) -> TaskState:
    """Mark a group that the viewer has taken; tell whom it waits for now.

    A lock that ran out is still good as long as nobody else has taken the group.
    """
    task = queries.locked_task(viewer, task_id)
    is_theirs = task.locked_by == viewer.cadre_id and task.decided_at is None
    if not is_theirs or not queries.may_decide(viewer, task_id):
        raise TakenError
    before = queries.verdicts_of(task_id)
    mark = thousandths(points, given.shares)
    db.session.add(
        MarkingVerdict(
            task_id=task_id,
            round=len(before) + 1,
            points=json.dumps([str(share) for share in given.shares]),
            thousandths=mark,
            comment=given.comment,
            marked_by=viewer.cadre_id,
            marked_at=at,
        )
    )
    decision = decide([*(one.thousandths for one in before), mark], needs_second=task.needs_second)
    task.state, task.locked_by, task.locked_until = decision.state, None, None
    if decision.thousandths is not None:
        comments = [*(one.comment for one in before), given.comment]
        task.thousandths, task.comment = decision.thousandths, _joined(comments)
        task.decided_at = at
    db.session.flush()
    facts = {"round": len(before) + 1, "thousandths": mark}
    record("marking.mark", "marking_task", task_id, by=viewer.cadre_id, at=at, **facts)
    if decision.thousandths is not None:
        _settle(task_id, decision.thousandths, at=at)
    return decision.state


def _joined(comments: Sequence[str]) -> str:
    """Put the words of several markers together, each once."""
    return "\n".join(dict.fromkeys(one for one in comments if one))[:500]


def _settle(task_id: int, mark: int, *, at: datetime) -> None:
    record("marking.decide", "marking_task", task_id, by=None, at=at, thousandths=mark)
    if mark_waiting(task_id, AT_ONCE, at=at) == AT_ONCE:
        single, payload = f"marking:{task_id}", {"task_id": task_id}
        enqueue(JOB, "评阅结果写入成绩", payload, by=None, at=at, single=single)


def mark_waiting(task_id: int, limit: int, *, at: datetime) -> int:
    """Give the mark of a decided group to answers that wait for it; return to how many.

    Run again it goes on where it stopped: an answer is closed in the unit of its mark.
    """
    waiting = queries.waiting_answers(task_id, limit)
    mark_those(task_id, waiting, at=at)
    return len(waiting)


def mark_those(task_id: int, answers: Sequence[tuple[int, int]], *, at: datetime) -> None:
    """Give the mark of a decided group to some of its answers: (sitting, position)."""
    task = db.session.get_one(MarkingTask, task_id)
    last = queries.verdicts_of(task_id)[-1]
    for sitting_id, position in answers:
        mark = NewMark(position, task.thousandths, f"task:{task_id}", last.marked_by, task.comment)
        _mark_one(sitting_id, mark, occasion=str(task_id), at=at)


def _mark_one(sitting_id: int, mark: NewMark, *, occasion: str, at: datetime) -> None:
    """Mark one answer, unless a regrade has marked it meanwhile, and tell its learner."""
    sheet = sheet_of(sitting_id, locked=True)
    present = marks_in_force(sitting_id).get(mark.position)
    close_answer(sitting_id, mark.position, at=at)
    if present is not None and (present.thousandths is not None or not present.counts):
        return
    add_marks(sitting_id, [mark], at=at)
    outcome = rescore(sitting_id, at=at)
    if outcome is not None and not outcome.pending:
        _tell(outcome, sheet.cadre_id, occasion=occasion, at=at)


def close_answer(sitting_id: int, position: int, *, at: datetime | None) -> None:
    """Note that an answer waits no more; without a moment, that it waits again."""
    db.session.execute(
        update(MarkingAnswer)
        .where(MarkingAnswer.sitting_id == sitting_id, MarkingAnswer.position == position)
        .values(closed_at=at)
    )


def _tell(outcome: Outcome, cadre_id: int, *, occasion: str, at: datetime) -> None:
    sheet = outcome.sheet
    counts = sheet.mode in {Mode.CHECK, Mode.UNIT, Mode.EXAM, Mode.RESIT, Mode.MOCK}
    told = messages.Told(
        sheet.id, titles_of([sheet.id])[sheet.id], sheet.pass_mark if counts else None
    )
    tell([cadre_id], messages.marked(told, outcome.score, occasion=occasion), at=at)


def queue_left_over(sitting_id: int, *, at: datetime) -> None:
    """Let the answers of a sitting join their groups that wait and stand in none.

    They were handed in before there was a queue, or while their question could not be read.
    """
    sheet = sheet_of(sitting_id, locked=True)
    if sheet.is_open:
        return
    waiting = asked_points(sheet).keys() - marks_in_force(sitting_id).keys()
    marks = queue_answers(sheet, questions_of(sheet), waiting, at=sheet.submitted_at or at)
    if marks:
        add_marks(sitting_id, marks, at=at)
        rescore(sitting_id, at=at)
