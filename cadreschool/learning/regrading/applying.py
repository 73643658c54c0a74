"""Carrying a regrade out, and back: sitting by sitting, each in its turn and once.

Marks are only ever added; what was finished stays finished; everybody concerned is told. A sitting
whose answer was marked anew since the preview is left alone, and named. Runs inside a unit; run
again after a crash it goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.learning import messages
from cadreschool.learning.actions import rescore
from cadreschool.learning.exams.queries import paper_of, released
from cadreschool.learning.marking.deciding import close_answer, mark_those
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask
from cadreschool.learning.messages import Change, Told
from cadreschool.learning.models import LessonRecord, Mark, Mode
from cadreschool.learning.regrading import queries
from cadreschool.learning.regrading.actions import add_lines
from cadreschool.learning.regrading.models import RegradeLine
from cadreschool.learning.regrading.rules import LineState, RegradeState, StepKind
from cadreschool.learning.sittings.actions import NewMark, add_marks
from cadreschool.learning.sittings.queries import SittingSheet, marks_in_force, sheet_of
from cadreschool.learning.sittings.titles import titles_of
from cadreschool.notices.actions import tell
from cadreschool.people.models import Cadre

_UNTOLD = frozenset({Mode.PRACTICE, Mode.REDO, Mode.DAILY, Mode.DIAGNOSTIC})
"""Sittings that end with nothing: their marks are corrected, nobody is written to."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What is written to every sitting of one regrade."""

    regrade_id: int
    reason: str
    is_undo: bool

    @property
    def rule(self) -> str:
        """Return the rule of its marks."""
        return f"{'undo' if self.is_undo else 'regrade'}:{self.regrade_id}"


def apply_some(regrade_id: int, limit: int, *, at: datetime) -> int:
    """Carry a regrade out for so many answers; return how many there were, 0 at the end."""
    regrade = queries.lock(regrade_id)
    if regrade.state != RegradeState.APPLYING:
        return 0
    work = _Work(regrade_id, regrade.reason, is_undo=False)
    lines = queries.lines_in(regrade_id, LineState.PLANNED, limit)
    for line in lines:
        _apply(work, line, at=at)
    db.session.flush()
    return len(lines)


def _apply(work: _Work, line: RegradeLine, *, at: datetime) -> None:
    sheet = sheet_of(line.sitting_id, locked=True)
    present = marks_in_force(line.sitting_id).get(line.position)
    if (present.seq if present else 0) != line.mark_seq:
        line.state = LineState.LEFT
        return
    mark = NewMark(
        line.position, line.thousandths, work.rule, reason=work.reason, counts=line.counts
    )
    line.state, line.applied_seq = LineState.APPLIED, line.mark_seq + 1
    close_answer(line.sitting_id, line.position, at=at)
    line.score_before = sheet.score or 0
    line.score_after = _write(work, sheet, mark, at=at)


def _write(work: _Work, sheet: SittingSheet, mark: NewMark, *, at: datetime) -> int:
    """Add a mark, compute the sitting anew and tell its learner; return the score."""
    add_marks(sheet.id, [mark], at=at)
    outcome = rescore(sheet.id, at=at)
    score = outcome.score if outcome else 0
    if sheet.mode not in _UNTOLD and not _is_erased(sheet.cadre_id):
        _tell(work, sheet, mark.position, score, at=at)
    return score


def _is_erased(cadre_id: int) -> bool:
    erased_at = select(Cadre.erased_at).where(Cadre.id == cadre_id)
    return db.session.scalar(erased_at) is not None


def _tell(work: _Work, sheet: SittingSheet, position: int, score: int, *, at: datetime) -> None:
    told = Told(sheet.id, titles_of([sheet.id])[sheet.id], sheet.pass_mark)
    before = sheet.score or 0
    lost = before >= sheet.pass_mark > score
    may_tell = sheet.paper_id is None or bool(released([paper_of(sheet.paper_id)], at=at))
    change = Change(
        before,
        score,
        question=position if may_tell else None,
        reason=work.reason if may_tell else "",
        keeps=lost and _finished_by(sheet.id),
    )
    message = messages.regraded(told, change, occasion=str(work.regrade_id), undone=work.is_undo)
    tell([sheet.cadre_id], message, at=at)


def _finished_by(sitting_id: int) -> bool:
    found = select(LessonRecord.cadre_id).where(LessonRecord.sitting_id == sitting_id).limit(1)
    return db.session.scalar(found) is not None


def sweep(regrade_id: int, after: int, most: int) -> int:
    """Plan answers that were being handed in while the regrade was approved.

    Returns the sitting to go on after, 0 at the end.
    """
    regrade = queries.lock(regrade_id)
    if regrade.state != RegradeState.APPLYING:
        return 0
    return add_lines(regrade, after=after, most=most)


def finish_applying(regrade_id: int, *, at: datetime) -> bool:
    """Note that a regrade is carried out; False when it was noted before, or answers are left."""
    return _finish(regrade_id, RegradeState.APPLYING, RegradeState.APPLIED, at=at)


def _finish(regrade_id: int, state: RegradeState, end: RegradeState, *, at: datetime) -> bool:
    regrade = queries.lock(regrade_id)
    waiting = LineState.PLANNED if end is RegradeState.APPLIED else LineState.APPLIED
    numbers = queries.numbers_of(regrade_id)
    if regrade.state != state or numbers.get(waiting):
        return False
    regrade.state = end
    regrade.version += 1
    db.session.flush()
    is_applied = end is RegradeState.APPLIED
    count = numbers.get(LineState.APPLIED if is_applied else LineState.UNDONE, 0)
    left = {"skipped": numbers[LineState.LEFT]} if numbers.get(LineState.LEFT) else {}
    record(
        "regrade.applied" if is_applied else "regrade.undone",
        "regrade",
        regrade_id,
        by=None,
        at=at,
        count=count,
        **left,
    )
    return True


# Back --------------------------------------------------------------------------------------------


def undo_some(regrade_id: int, limit: int, *, at: datetime) -> int:
    """Take a regrade back for so many answers; return how many there were, 0 at the end."""
    regrade = queries.lock(regrade_id)
    if regrade.state != RegradeState.UNDOING:
        return 0
    words = [one.words for one in queries.steps_of(regrade_id) if one.kind is StepKind.UNDO]
    work = _Work(regrade_id, words[-1], is_undo=True)
    lines = queries.lines_in(regrade_id, LineState.APPLIED, limit)
    for line in lines:
        _undo(work, line, at=at)
    db.session.flush()
    return len(lines)


def _undo(work: _Work, line: RegradeLine, *, at: datetime) -> None:
    """Let the mark of before hold again; where there was none the answer waits again."""
    sheet = sheet_of(line.sitting_id, locked=True)
    present = marks_in_force(line.sitting_id).get(line.position)
    if present is None or present.seq != line.applied_seq:
        line.state = LineState.LEFT
        return
    before = db.session.get(Mark, (line.sitting_id, line.position, line.mark_seq))
    mark = NewMark(
        line.position,
        before.thousandths if before else None,
        work.rule,
        reason=work.reason,
        counts=before.counts if before else True,
    )
    line.state, line.undone_seq = LineState.UNDONE, present.seq + 1
    _write(work, sheet, mark, at=at)
    if mark.thousandths is None:
        _wait_again(line.sitting_id, line.position, at=at)


def _wait_again(sitting_id: int, position: int, *, at: datetime) -> None:
    """Let an answer wait in its group again; a group decided meanwhile has its mark at once."""
    close_answer(sitting_id, position, at=None)
    task = db.session.execute(
        select(MarkingTask.id, MarkingTask.decided_at)
        .join(MarkingAnswer, MarkingAnswer.task_id == MarkingTask.id)
        .where(MarkingAnswer.sitting_id == sitting_id, MarkingAnswer.position == position)
    ).one_or_none()
    if task is not None and task[1] is not None:
        mark_those(task[0], [(sitting_id, position)], at=at)


def finish_undoing(regrade_id: int, *, at: datetime) -> bool:
    """Note that a regrade is taken back; False when it was noted before, or answers are left."""
    return _finish(regrade_id, RegradeState.UNDOING, RegradeState.UNDONE, at=at)
