"""Writes of the marking queue: answers join their groups, markers take groups and give them back.

What a decision does to sittings is `deciding`'s. Runs inside a unit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.upsert import upsert
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.marking import queries
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask
from cadreschool.learning.marking.queries import Owner
from cadreschool.learning.marking.rules import LOCK, TaskState, group_key
from cadreschool.learning.sittings.actions import NewMark
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.questions.published import PublishedQuestion


class TakenError(ConflictError):
    """Somebody else marks the group, or has marked it meanwhile."""

    def __init__(self) -> None:
        """Say so, and how to go on."""
        super().__init__(
            "这一组已经由别人在评，或者刚刚评完，您的评阅没有保存。", "请回到评阅列表，取下一组。"
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """What makes answers one group."""

    version_id: int
    part: int
    key: str
    owner: Owner


def queue_answers(
    sheet: SittingSheet,
    questions: Mapping[int, PublishedQuestion],
    positions: Collection[int],
    *,
    at: datetime,
) -> list[NewMark]:
    """Let answers that only a person can mark join their groups.

    Returns the marks of those whose equals were marked before: they wait for nobody.
    """
    if not positions:
        return []
    owners = queries.owners_of(sheet)
    groups = {
        row.position: _Group(
            row.question_version_id,
            row.part,
            group_key(questions[row.position].question, row.value),
            owners[row.question_version_id],
        )
        for row in sheet.drawn
        if row.position in positions
    }
    tasks = _tasks(set(groups.values()), at=at)
    rows, marks = [], []
    for position, group in groups.items():
        task = tasks[group]
        is_decided = task.thousandths is not None
        rows.append(
            {
                "sitting_id": sheet.id,
                "position": position,
                "task_id": task.id,
                "since": at,
                "closed_at": at if is_decided else None,
            }
        )
        if is_decided:
            marks.append(
                NewMark(position, task.thousandths, f"same:{task.id}", reason=task.comment)
            )
    db.session.execute(insert(table_of(MarkingAnswer)), rows)
    return marks


def _tasks(groups: Collection[_Group], *, at: datetime) -> dict[_Group, MarkingTask]:
    """Return the groups, locked so that no decision lands in between; new ones are begun."""
    ids = {group: _task_id(group, at=at) for group in sorted(groups, key=repr)}
    found = {
        task.id: task
        for task in db.session.scalars(
            select(MarkingTask)
            .where(MarkingTask.id.in_(ids.values()))
            .order_by(MarkingTask.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    return {group: found[task_id] for group, task_id in ids.items()}


def _task_id(group: _Group, *, at: datetime) -> int:
    what = {
        "question_version_id": group.version_id,
        "part": group.part,
        "key": group.key,
        "needs_second": group.owner.needs_second,
        "organisation_id": group.owner.organisation_id,
    }
    new: int | None = db.session.scalar(
        upsert(MarkingTask)
        .values(**what, state=TaskState.FIRST, comment="", opened_at=at)
        .on_conflict_do_nothing()
        .returning(MarkingTask.id)
    )
    if new is not None:
        return new
    same = [getattr(MarkingTask, name).is_not_distinct_from(value) for name, value in what.items()]
    return db.session.scalars(select(MarkingTask.id).where(*same)).one()


def take_task(viewer: Viewer, task_id: int, *, at: datetime) -> MarkingTask:
    """Take a group to mark it, for a quarter of an hour; taken already it is prolonged.

    Nobody takes a group that somebody else holds, that holds an answer of their own, or that they
    have marked themselves.
    """
    task = queries.locked_task(viewer, task_id)
    if task.decided_at is not None or _is_held_by_other(task, viewer, at):
        raise TakenError
    if not queries.may_decide(viewer, task_id):
        message = "这一组里有您自己的回答，或者您已经评过，须由另一人评。"
        raise ConflictError(message, "请回到评阅列表，取下一组。")
    task.locked_by, task.locked_until = viewer.cadre_id, at + LOCK
    db.session.flush()
    return task


def _is_held_by_other(task: MarkingTask, viewer: Viewer, at: datetime) -> bool:
    if task.locked_by is None or task.locked_by == viewer.cadre_id:
        return False
    return task.locked_until is not None and task.locked_until > at


def give_back(viewer: Viewer, task_id: int) -> None:
    """Give a group back without marking it; somebody else's is left alone."""
    task = queries.locked_task(viewer, task_id)
    if task.locked_by == viewer.cadre_id:
        task.locked_by, task.locked_until = None, None
        db.session.flush()
