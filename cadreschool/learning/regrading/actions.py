"""The steps of a regrade: proposed, previewed, handed in, approved or returned, taken back.

What it does to sittings is `applying`'s. Runs inside a unit.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import delete, insert, select

from cadreschool.audit.actions import record
from cadreschool.jobs.actions import enqueue
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from cadreschool.kernel.portions import portions
from cadreschool.kernel.viewer import Role, Viewer
from cadreschool.learning.marking.models import MarkingTask
from cadreschool.learning.marking.queries import task_for
from cadreschool.learning.places import places_of
from cadreschool.learning.regrading import queries
from cadreschool.learning.regrading.answers import number_of_targets, targets_of
from cadreschool.learning.regrading.models import (
    Regrade,
    RegradeLine,
    RegradeStep,
    RegradeVersion,
)
from cadreschool.learning.regrading.planning import (
    PlannedLine,
    marker_of,
    plan,
    summary_of,
)
from cadreschool.learning.regrading.rules import (
    OPEN_STATES,
    LineState,
    RegradeKind,
    RegradeState,
    StepKind,
    hands_in,
    may_approve,
    needs_other,
    why_not_comparable,
)
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.queries import published_questions

AT_ONCE: Final = 500
"""Answers previewed in the unit of the form; more are a job's."""
JOB: Final = "regrade"


@dataclass(frozen=True, slots=True)
class NewRegrade:
    """What a teacher proposes; `version_ids` are the versions asked, empty for all that fit."""

    kind: RegradeKind
    question_id: str
    part: int
    reason: str
    version_ids: tuple[int, ...] = ()
    new_version_id: int | None = None
    task_id: int | None = None
    thousandths: int | None = None


class StaleRegradeError(ConflictError):
    """It is at another step by now than the page showed."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("这次改判刚才有了新的进展，您的操作没有执行。", "请刷新这一页再看。")


def open_regrade(viewer: Viewer, new: NewRegrade, *, at: datetime) -> int:
    """Propose a correction and preview it; return its id. A large one is previewed by a job."""
    owner_id = _owner_of(viewer, new)
    if _open_one(new.question_id, new.part) is not None:
        message = "这道题已有一次改判没有办完。"
        raise ConflictError(message, "请先把那一次办完或放弃，再提出新的。")
    versions = _versions(new)
    regrade = Regrade(
        kind=new.kind,
        question_id=new.question_id,
        part=new.part,
        new_version_id=new.new_version_id,
        task_id=new.task_id,
        thousandths=new.thousandths,
        organisation_id=owner_id,
        reason=new.reason,
        state=RegradeState.PREVIEWING,
        version=0,
        summary="{}",
        made_by=viewer.cadre_id,
        made_at=at,
    )
    db.session.add(regrade)
    db.session.flush()
    rows = [{"regrade_id": regrade.id, "question_version_id": one} for one in sorted(versions)]
    db.session.execute(insert(table_of(RegradeVersion)), rows)
    _step(regrade, StepKind.OPEN, viewer.cadre_id, new.reason, at=at)
    _preview_now_or_later(regrade, by=viewer.cadre_id, at=at)
    return regrade.id


def _owner_of(viewer: Viewer, new: NewRegrade) -> int | None:
    """Return whose regrade it is; a question the viewer does not look after is not found."""
    if new.task_id is not None:
        task_for(viewer, new.task_id)
        return db.session.get_one(MarkingTask, new.task_id).organisation_id
    place = places_of([new.question_id]).get(new.question_id)
    if place is None or not any(viewer.may(role, place.owner_path) for role in queries.TEACHERS):
        raise NotFoundError
    return place.owner_id


def _open_one(question_id: str, part: int) -> int | None:
    return db.session.scalar(
        select(Regrade.id).where(
            Regrade.question_id == question_id,
            Regrade.part == part,
            Regrade.state.in_(OPEN_STATES),
        )
    )


def _versions(new: NewRegrade) -> list[int]:
    """Return the versions to correct: those asked for that were ever drawn, and are comparable."""
    if new.task_id is not None:
        task = db.session.get_one(MarkingTask, new.task_id)
        if task.decided_at is None:
            raise ConflictError("这一组还没有评完，不用改判。", "请直接评阅。")
        return [task.question_version_id]
    asked = queries.versions_asked(new.question_id)
    wanted = [one for one in asked if not new.version_ids or one in new.version_ids]
    if new.kind is RegradeKind.KEY:
        wanted = _comparable(new, wanted)
    if not wanted:
        raise InvalidError("这几个版本还没有人答过，没有要改的成绩。", "请核对选的版本。")
    return wanted


def _comparable(new: NewRegrade, version_ids: Sequence[int]) -> list[int]:
    is_own = select(QuestionVersion.id).where(
        QuestionVersion.id == new.new_version_id, QuestionVersion.question_id == new.question_id
    )
    if new.new_version_id is None or db.session.scalar(is_own) is None:
        raise InvalidError("请选按哪个版本的答案重新评分。")
    found = published_questions([*version_ids, new.new_version_id])
    key = found[new.new_version_id].part(new.part).question
    reasons = {
        one: why_not_comparable(found[one].part(new.part).question, key)
        for one in version_ids
        if one != new.new_version_id
    }
    fitting = [one for one, reason in reasons.items() if not reason]
    if reasons and not fitting:
        reason = next(iter(reasons.values()))
        message = f"不能按这个版本重新评分：{reason}。"
        raise InvalidError(message, "可以改用“人人得满分”或“作废”。")
    return fitting


# Preview -----------------------------------------------------------------------------------------


def _preview_now_or_later(regrade: Regrade, *, by: int, at: datetime) -> None:
    if number_of_targets(regrade) <= AT_ONCE:
        preview(regrade, at=at)
        return
    regrade.state = RegradeState.PREVIEWING
    db.session.flush()
    _ask(regrade.id, "预览改判", "preview", by=by, at=at)


def _ask(regrade_id: int, title: str, do: str, *, by: int, at: datetime) -> None:
    payload = {"regrade_id": regrade_id, "do": do}
    enqueue(JOB, title, payload, by=by, at=at, single=f"regrade:{regrade_id}:{do}")


def preview(regrade: Regrade, *, at: datetime) -> None:
    """Write down, answer by answer, what a regrade would do now; what was written before goes."""
    forget_lines(regrade.id)
    add_lines(regrade)
    finish_preview(regrade, at=at)


def forget_lines(regrade_id: int) -> None:
    """Drop what an earlier preview planned."""
    planned = (RegradeLine.regrade_id == regrade_id, RegradeLine.state == LineState.PLANNED)
    db.session.execute(delete(RegradeLine).where(*planned))


def add_lines(regrade: Regrade, *, after: int = 0, most: int | None = None) -> int:
    """Plan answers concerned that have no line, by sitting; return the last sitting, 0 at the end.

    With `most` only so many are looked at, to be gone on with `after` the sitting returned.
    """
    targets = list(islice(targets_of(regrade, after=after), most))
    rows = [line_values(regrade.id, one) for one in plan(targets, marker_of(regrade))]
    for some in portions(rows):
        db.session.execute(insert(table_of(RegradeLine)), list(some))
    return targets[-1].sitting_id if targets and len(targets) == most else 0


def finish_preview(regrade: Regrade, *, at: datetime) -> None:
    """Sum up the lines of a preview; from now on it may be approved."""
    regrade.state, regrade.previewed_at = RegradeState.PREVIEWED, at
    summary = json.loads(regrade.summary)
    kept = {"was": summary["was"]} if "was" in summary else {}
    regrade.summary = json.dumps(summary_of(regrade, number_of_targets(regrade)) | kept)
    regrade.version += 1
    db.session.flush()


def line_values(regrade_id: int, line: PlannedLine) -> dict[str, object]:
    """Return a planned line as its row."""
    return {
        "regrade_id": regrade_id,
        "sitting_id": line.sitting_id,
        "position": line.position,
        "mark_seq": line.mark_seq,
        "thousandths": line.new.thousandths,
        "counts": line.new.counts,
        "score_before": line.score_before,
        "score_after": line.score_after,
        "state": LineState.PLANNED,
        "applied_seq": None,
        "undone_seq": None,
    }


def preview_again(viewer: Viewer, regrade_id: int, *, version: int, at: datetime) -> None:
    """Preview anew: answers may have been marked or handed in meanwhile."""
    regrade = _at_step(viewer, regrade_id, version, _BEFORE)
    _step(regrade, StepKind.PREVIEW, viewer.cadre_id, at=at)
    _preview_now_or_later(regrade, by=viewer.cadre_id, at=at)


# Decisions ---------------------------------------------------------------------------------------

_BEFORE = (RegradeState.PREVIEWING, RegradeState.PREVIEWED, RegradeState.SUBMITTED)


def _at_step(
    viewer: Viewer, regrade_id: int, version: int, states: Collection[RegradeState]
) -> Regrade:
    """Return a regrade, locked, at one of these steps and as the page showed it."""
    regrade = queries.locked_regrade(viewer, regrade_id)
    if regrade.state not in states or regrade.version != version:
        raise StaleRegradeError
    return regrade


def _step(regrade: Regrade, kind: StepKind, by: int, words: str = "", *, at: datetime) -> None:
    db.session.add(
        RegradeStep(regrade_id=regrade.id, kind=kind, words=words, made_by=by, made_at=at)
    )
    regrade.version += 1
    db.session.flush()
    detail = {"reason": words} if words else {}
    record(f"regrade.{kind}", "regrade", regrade.id, by=by, at=at, **detail)


def submit_regrade(viewer: Viewer, regrade_id: int, *, version: int, at: datetime) -> None:
    """Ask another person to approve a previewed regrade."""
    regrade = _at_step(viewer, regrade_id, version, {RegradeState.PREVIEWED})
    _require_lines(regrade)
    regrade.state = RegradeState.SUBMITTED
    _step(regrade, StepKind.SUBMIT, viewer.cadre_id, at=at)


def _require_lines(regrade: Regrade) -> None:
    if not queries.numbers_of(regrade.id):
        raise ConflictError("没有一份成绩会变，不用改判。", "可以放弃这次改判。")


def approve_regrade(
    viewer: Viewer, regrade_id: int, *, version: int, needs_review: bool, at: datetime
) -> None:
    """Let a regrade be carried out, exactly as it was previewed; a job does it."""
    states = {RegradeState.PREVIEWED, RegradeState.SUBMITTED}
    regrade = _at_step(viewer, regrade_id, version, states)
    _require_approver(viewer, regrade, needs_review=needs_review)
    _require_lines(regrade)
    changed = queries.stale_lines(regrade_id)
    changed += abs(number_of_targets(regrade) - json.loads(regrade.summary)["answers"])
    if changed:
        message = f"预览以后有 {changed} 份作答变了，没有执行。"
        raise ConflictError(message, "请按“重新预览”，核对以后再批准。")
    regrade.state = RegradeState.APPLYING
    _turn_group(regrade, back=False)
    _step(regrade, StepKind.APPROVE, viewer.cadre_id, at=at)
    _ask(regrade_id, "执行改判", "apply", by=viewer.cadre_id, at=at)


def _require_approver(
    viewer: Viewer, regrade: Regrade, *, needs_review: bool, undo: bool = False
) -> None:
    facts = queries.regrade_for(viewer, regrade.id)
    steps = queries.steps_of(regrade.id)
    hands = hands_in(steps, undo=undo)
    concern = queries.concern_of(regrade.id, hands, viewer.cadre_id, needs_review=needs_review)
    if not may_approve(concern, viewer.cadre_id, is_reviewer=Role.REVIEWER in facts.roles):
        message = "须由没有提出、也不涉及本人成绩的另一名审核人批准。"
        raise ForbiddenError(message, "请联系另一名审核人。改判没有执行。")


def _turn_group(regrade: Regrade, *, back: bool) -> None:
    """Let the decision about a group hold as corrected for equal answers of later, or as before."""
    if regrade.task_id is None:
        return
    task = db.session.scalars(
        select(MarkingTask).where(MarkingTask.id == regrade.task_id).with_for_update()
    ).one()
    summary = json.loads(regrade.summary)
    if back:
        task.thousandths = summary["was"]
    else:
        regrade.summary = json.dumps(summary | {"was": task.thousandths})
        task.thousandths = regrade.thousandths
    db.session.flush()


def return_regrade(
    viewer: Viewer, regrade_id: int, *, version: int, words: str, at: datetime
) -> None:
    """Give a regrade back to whoever proposed it, with a reason."""
    regrade = _at_step(viewer, regrade_id, version, {RegradeState.SUBMITTED})
    regrade.state = RegradeState.PREVIEWED
    _step(regrade, StepKind.RETURN, viewer.cadre_id, words, at=at)


def discard_regrade(viewer: Viewer, regrade_id: int, *, version: int, at: datetime) -> None:
    """Give a regrade up before anything was changed; its steps stay."""
    regrade = _at_step(viewer, regrade_id, version, _BEFORE)
    regrade.state = RegradeState.DISCARDED
    _step(regrade, StepKind.DISCARD, viewer.cadre_id, at=at)


def undo_regrade(
    viewer: Viewer,
    regrade_id: int,
    *,
    version: int,
    words: str,
    needs_review: bool,
    at: datetime,
) -> RegradeState:
    """Take a regrade back, or ask another person to approve that; the marks stay in the history."""
    regrade = _at_step(viewer, regrade_id, version, {RegradeState.APPLIED})
    if queries.later_regrade(regrade_id, regrade.question_id, regrade.part) is not None:
        message = "这道题后来又改判过，不能先撤销这一次。"
        raise ConflictError(message, "请先撤销后一次改判。")
    regrade.state = RegradeState.UNDO_SUBMITTED
    _step(regrade, StepKind.UNDO, viewer.cadre_id, words, at=at)
    hands = hands_in(queries.steps_of(regrade_id), undo=True)
    concern = queries.concern_of(regrade_id, hands, viewer.cadre_id, needs_review=needs_review)
    if not needs_other(concern, viewer.cadre_id):
        _begin_undo(regrade, by=viewer.cadre_id, at=at)
    return RegradeState(regrade.state)


def _begin_undo(regrade: Regrade, *, by: int, at: datetime) -> None:
    regrade.state = RegradeState.UNDOING
    _turn_group(regrade, back=True)
    _step(regrade, StepKind.UNDO_APPROVE, by, at=at)
    _ask(regrade.id, "撤销改判", "undo", by=by, at=at)


def approve_undo(
    viewer: Viewer, regrade_id: int, *, version: int, needs_review: bool, at: datetime
) -> None:
    """Let a regrade be taken back."""
    regrade = _at_step(viewer, regrade_id, version, {RegradeState.UNDO_SUBMITTED})
    _require_approver(viewer, regrade, needs_review=needs_review, undo=True)
    _begin_undo(regrade, by=viewer.cadre_id, at=at)


def return_undo(viewer: Viewer, regrade_id: int, *, version: int, words: str, at: datetime) -> None:
    """Let a regrade stand, with a reason."""
    regrade = _at_step(viewer, regrade_id, version, {RegradeState.UNDO_SUBMITTED})
    regrade.state = RegradeState.APPLIED
    _step(regrade, StepKind.UNDO_RETURN, viewer.cadre_id, words, at=at)
