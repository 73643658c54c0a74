"""Writes of practice. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, insert, select

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import actions as learning
from cadreschool.learning.models import Mode
from cadreschool.learning.practice.models import HandedQuestion, PracticeChoice
from cadreschool.learning.practice.queries import (
    OwnChoice,
    own_choice,
    wrong_moments,
)
from cadreschool.learning.practice.rules import pause_until
from cadreschool.learning.review.rules import RETEST_PASS, Retest
from cadreschool.learning.sittings.actions import (
    NewMark,
    NewSitting,
    Save,
    add_marks,
    open_sitting,
    save_answers,
)
from cadreschool.learning.sittings.queries import (
    DrawnRow,
    SittingSheet,
    handed_positions,
    open_sitting_id,
    sheet_for,
)
from cadreschool.learning.sittings.rules import RULE, Given, arrange, mark_of
from cadreschool.learning.verdicts.actions import write_up
from cadreschool.learning.verdicts.queries import untold_questions
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.values import Scoring

Find = Callable[[SittingSheet], Mapping[int, PublishedQuestion]]
"""Gives what a sheet asks, by position."""

NOTHING_TO_ASK = "没有符合的题，换一个范围再试。"


class NothingToAskError(ConflictError):
    """Nothing is there to be asked, and nothing was begun or ended."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("现在没有可以练的题。", "学完一课，或者过几天再来；没有改动。")


def start_exercise(
    viewer: Viewer,
    mode: Mode,
    choose: Callable[[], Sequence[PublishedQuestion]],
    *,
    seed: int,
    at: datetime,
) -> int:
    """Begin practice of a mode and return the sitting's id; what is under way is gone on with.

    A new choice of what to practise ends the one before: what was not done of it says nothing.
    """
    present = open_sitting_id(viewer, mode.value)
    if present is not None and mode is not Mode.PRACTICE:
        return present
    questions = choose()
    if not questions:
        raise NothingToAskError
    if present is not None:
        learning.hand_in(viewer, present, at=at)
    sitting_id = _open(viewer, NewSitting(mode, mode.value), questions, seed=seed, at=at)
    record("practice.start", "sitting", sitting_id, by=viewer.cadre_id, at=at)
    return sitting_id


def start_retest(
    viewer: Viewer,
    retest: Retest,
    questions: Sequence[PublishedQuestion],
    *,
    seed: int,
    at: datetime,
) -> int:
    """Begin a re-test and return the sitting's id; one under way is gone on with."""
    present = open_sitting_id(viewer, retest.subject)
    if present is not None:
        return present
    if not questions:
        raise ConflictError("这一课现在没有可用的题，暂时不能复测。", "请联系教员。")
    new = NewSitting(Mode.RETEST, retest.subject, RETEST_PASS)
    sitting_id = _open(viewer, new, questions, seed=seed, at=at)
    record("retest.start", "sitting", sitting_id, by=viewer.cadre_id, at=at)
    return sitting_id


def _open(
    viewer: Viewer,
    new: NewSitting,
    questions: Sequence[PublishedQuestion],
    *,
    seed: int,
    at: datetime,
) -> int:
    chance = Random(seed)  # noqa: S311 -- the order of options, and it is stored
    drawn = [one for question in questions for one in arrange(question, chance)]
    return open_sitting(viewer, new, drawn, at=at)


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of handing in one question.

    Without `is_done` the answer was saved and nothing was told: it is empty, contradicts a newer
    one, there were too many wrong ones just now (`wait_until`), or the question stands in a check
    or paper of theirs whose answers are not to be told yet (`is_untold`).
    """

    save: Save
    is_done: bool
    is_last: bool = False
    wait_until: datetime | None = None
    is_untold: bool = False


def hand_in_question(
    viewer: Viewer,
    sitting_id: int,
    position: int,
    read: Callable[[SittingSheet], Sequence[Given]],
    find: Find,
    *,
    at: datetime,
) -> Handed:
    """Save one question's answer, mark it, and let it be told; with the last one all is done.

    What was handed in before stays as it was.
    """
    readable: list[int] = []

    def reading(of: SittingSheet) -> Sequence[Given]:
        given = read(of)
        readable.extend(one.position for one in given)
        return given

    saved = save_answers(viewer, sitting_id, reading, at=at)
    sheet = sheet_for(viewer, sitting_id)
    row = next(one for one in sheet.drawn if one.position == position)
    handed = handed_positions(sitting_id)
    if position in handed:
        return Handed(saved, is_done=True, is_last=len(handed) == len(sheet.drawn))
    if position not in readable or not row.value or saved.reconciled.conflicts:
        return Handed(saved, is_done=False)
    wait = pause_until(wrong_moments(viewer.cadre_id, at=at), at=at)
    if wait is not None:
        return Handed(saved, is_done=False, wait_until=wait)
    question = find(sheet)[position]
    if (question.whole or question).question.id in untold_questions(viewer.cadre_id):
        return Handed(saved, is_done=False, is_untold=True)
    _tell(viewer, sitting_id, row, question, at=at)
    is_last = len(handed) + 1 == len(sheet.drawn)
    if is_last:
        learning.hand_in(viewer, sitting_id, find, at=at)
    return Handed(saved, is_done=True, is_last=is_last)


def _tell(
    viewer: Viewer, sitting_id: int, row: DrawnRow, question: PublishedQuestion, *, at: datetime
) -> None:
    """Settle one answer: mark it where a rule can, and take it into mistake book and review."""
    db.session.execute(
        insert(table_of(HandedQuestion)),
        {"sitting_id": sitting_id, "position": row.position, "handed_at": at},
    )
    mark = mark_of(question.question, row.value, Scoring.EXACT)
    if mark is not None:
        add_marks(sitting_id, [NewMark(row.position, mark, RULE)], at=at)
    by = viewer.cadre_id
    record("practice.hand_in", "sitting", sitting_id, by=by, at=at, questions=row.position)
    write_up(by, [(question.whole or question).question.id])


def end_exercise(viewer: Viewer, sitting_id: int, find: Find, *, at: datetime) -> None:
    """End practice before its last question; ended already, it stays so."""
    sheet = sheet_for(viewer, sitting_id, locked=True)
    if sheet.is_open:
        learning.hand_in(viewer, sitting_id, find, at=at)


def choose(viewer: Viewer, new: OwnChoice, *, at: datetime) -> None:
    """Keep how somebody wants to practise from now on."""
    if own_choice(viewer.cadre_id) == new:
        return
    newest = select(func.coalesce(func.max(PracticeChoice.seq), 0)).where(
        PracticeChoice.cadre_id == viewer.cadre_id
    )
    db.session.add(
        PracticeChoice(
            cadre_id=viewer.cadre_id,
            seq=(db.session.scalar(newest) or 0) + 1,
            clears_after=new.clears_after,
            daily_size=new.daily_size,
            chosen_at=at,
        )
    )
    db.session.flush()
    record("practice.choose", "cadre", viewer.cadre_id, by=viewer.cadre_id, at=at)
