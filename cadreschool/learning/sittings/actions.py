"""Every write to a sitting, whatever is sat. What a score completes is not known here.

`learning.actions` hands in and rescores through these, and does what follows. Runs inside a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db, table_of
from cadreschool.kernel.errors import ConflictError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.models import Answer, DrawnQuestion, LateAnswer, Mark, Mode, Sitting
from cadreschool.learning.reasons import PAUSE_TEXT
from cadreschool.learning.sittings import queries
from cadreschool.learning.sittings.queries import SittingSheet
from cadreschool.learning.sittings.rules import (
    RULES,
    Drawn,
    Given,
    Reconciled,
    mark_of,
    result,
    score,
)
from cadreschool.questions.published import PublishedQuestion

# Built once, and without the ORM: whoever sits runs them.
_OPEN = insert(table_of(Sitting)).returning(table_of(Sitting).c.id)
_DRAW = insert(table_of(DrawnQuestion))
_APPEND = insert(table_of(Answer))
_MARK = insert(table_of(Mark))
_CLOSE = update(table_of(Sitting)).where(table_of(Sitting).c.id == bindparam("sitting"))
_LATE_AT_MOST = 400
"""Rows kept of what came too late to one sitting; more than a hundred questions changed often."""


class SittingClosedError(ConflictError):
    """It was handed in already."""

    def __init__(self, mode: Mode) -> None:
        """Say so; nothing that was stored has changed."""
        name, advice = mode.label, "可以查看结果。"
        if mode is Mode.CHECK:
            name, advice = "检测", f"可以查看结果，或{PAUSE_TEXT}后重新抽题再测。"
        super().__init__(f"本次{name}已经交卷，不能再改。", advice)


class SittingElsewhereError(ConflictError):
    """Another sign-in of the same person has taken it over."""

    def __init__(self) -> None:
        """Say so, and that it can be taken back."""
        super().__init__(
            "这份试卷正在另一台设备上作答，这里的答案没有保存。",
            "要在这台设备上作答，请按“在这台设备上继续”。",
        )


@dataclass(frozen=True, slots=True)
class NewSitting:
    """What a new sitting is: of each `subject` a cadre has one open sitting.

    A check names course, lesson and edition together, a paper's sitting the paper and its form.
    """

    mode: Mode
    subject: str
    pass_mark: int = 0
    course_id: str | None = None
    lesson_id: str | None = None
    edition_id: int | None = None
    paper_id: int | None = None
    form: int | None = None
    due_at: datetime | None = None
    seat: int | None = None


def open_sitting(viewer: Viewer, new: NewSitting, drawn: Sequence[Drawn], *, at: datetime) -> int:
    """Begin a sitting with what was drawn and return its id.

    The caller has asked `queries.open_sitting_id`: with two at once the later one fails on the
    constraint, and its unit, run again, finds the sitting of the first.
    """
    sitting = {
        "cadre_id": viewer.cadre_id,
        "mode": new.mode,
        "subject": new.subject,
        "course_id": new.course_id,
        "lesson_id": new.lesson_id,
        "edition_id": new.edition_id,
        "paper_id": new.paper_id,
        "form": new.form,
        "number": queries.last_number(viewer.cadre_id, new.subject) + 1,
        "pass_mark": new.pass_mark,
        "started_at": at,
        "due_at": new.due_at,
        "seat": new.seat,
        "pending": 0,
    }
    sitting_id: int = db.session.execute(_OPEN, sitting).scalar_one()
    db.session.execute(
        _DRAW,
        [
            {
                "sitting_id": sitting_id,
                "position": position,
                "question_version_id": question.question_version_id,
                "part": question.part,
                "points": question.points,
                "option_order": " ".join(question.option_order),
            }
            for position, question in enumerate(drawn, start=1)
        ],
    )
    return sitting_id


@dataclass(frozen=True, slots=True)
class Save:
    """What a save did: the receipt, the answers appended, and those left to the person.

    `is_late`: the time is over, nothing was appended; what differs, and was kept aside, is returned
    as left to the person.
    """

    saved_at: datetime
    reconciled: Reconciled
    sheet: SittingSheet
    is_late: bool = False


def save_answers(
    viewer: Viewer,
    sitting_id: int,
    read: Callable[[SittingSheet], Sequence[Given]],
    *,
    at: datetime,
) -> Save:
    """Append the answers that differ; those that contradict a newer one are only returned.

    `read` turns the form into values, given the sheet it belongs to.
    """
    sheet = queries.sheet_for(viewer, sitting_id, locked=True)
    if sheet.ran_out or (sheet.is_open and sheet.is_over(at)):
        late = _keep_late(sheet, read(sheet), at=at)
        return Save(at, Reconciled((), late), sheet, is_late=True)
    if not sheet.is_open:
        raise SittingClosedError(sheet.mode)
    if sheet.is_elsewhere(viewer):
        raise SittingElsewhereError
    given = read(sheet)
    if sheet.mode.is_piecewise:  # what was told is settled
        handed = queries.handed_positions(sheet.id)
        given = [one for one in given if one.position not in handed]
    reconciled = sheet.reconciled(given)
    if reconciled.append:
        last = {row.position: row.answers[-1].seq for row in sheet.drawn if row.answers}
        db.session.execute(
            _APPEND,
            [
                {
                    "sitting_id": sheet.id,
                    "position": one.position,
                    "seq": last.get(one.position, 0) + 1,
                    "value": one.value,
                    "saved_at": at,
                }
                for one in reconciled.append
            ],
        )
        positions = "、".join(str(one.position) for one in reconciled.append)
        record("answer.save", "sitting", sheet.id, by=viewer.cadre_id, at=at, questions=positions)
    return Save(at, reconciled, sheet)


def _keep_late(sheet: SittingSheet, given: Sequence[Given], *, at: datetime) -> tuple[Given, ...]:
    """Keep what came too late, each once, counting for nothing; return what differs."""
    known = {(row.position, row.value) for row in sheet.drawn}
    differing = tuple(one for one in given if (one.position, one.value) not in known)
    kept = select(LateAnswer.position, LateAnswer.value).where(LateAnswer.sitting_id == sheet.id)
    known |= {(row[0], row[1]) for row in db.session.execute(kept)}
    new = [one for one in given if one.value and (one.position, one.value) not in known]
    late = new[: max(_LATE_AT_MOST - len(known), 0)]
    if late:
        db.session.execute(
            insert(LateAnswer),
            [
                {
                    "sitting_id": sheet.id,
                    "position": one.position,
                    "value": one.value,
                    "received_at": at,
                }
                for one in late
            ],
        )
        positions = "、".join(str(one.position) for one in late)
        record("answer.late", "sitting", sheet.id, by=sheet.cadre_id, at=at, questions=positions)
    return differing


def take_seat(viewer: Viewer, sitting_id: int, *, at: datetime) -> SittingSheet:
    """Go on with one's own sitting in this sign-in; the other one is told at its next save."""
    sheet = queries.sheet_for(viewer, sitting_id, locked=True)
    if sheet.is_open and sheet.is_elsewhere(viewer):
        db.session.execute(
            update(Sitting).where(Sitting.id == sheet.id).values(seat=viewer.sign_in_id)
        )
        record("sitting.seat", "sitting", sheet.id, by=viewer.cadre_id, at=at)
    return sheet


# Marks -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewMark:
    """A mark for one question: in thousandths, by which rule or whom, with what reason.

    None takes the present mark back: the answer waits for a person again. One that does not count
    annuls the question for this sitting.
    """

    position: int
    thousandths: int | None
    rule: str
    marked_by: int | None = None
    reason: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What marks came to. `sheet` is as it was before; `marks` are those in force by position.

    `is_new` when the sitting was handed in just now, else it was marked further or corrected.
    """

    sheet: SittingSheet
    marks: Mapping[int, int]
    score: int
    pending: int
    is_new: bool

    @property
    def is_passed(self) -> bool:
        """Tell whether the mark is reached."""
        return self.score >= self.sheet.pass_mark


def hand_in(
    sheet: SittingSheet,
    questions: Mapping[int, PublishedQuestion],
    *,
    by: int | None,
    at: datetime,
    counted_at: datetime | None = None,
) -> Outcome:
    """Mark what is stored by rule, and close the sitting; `sheet` is locked and open.

    What only a person can decide gets no mark and is counted as pending. `counted_at`: when it
    counts as handed in, where that is not the present moment. Questions of practice were marked one
    by one; those that were not are left out.
    """
    points = queries.asked_points(sheet)
    if sheet.mode.is_piecewise:
        marks = queries.newest_marks(sheet.id)
    else:
        marks = _mark_by_rule(sheet, questions, at=at)
    percent, pending = score(points, marks), len(points) - len(marks)
    closed = {"submitted_at": counted_at or at, "score": percent, "pending": pending}
    db.session.execute(_CLOSE, {"sitting": sheet.id, **closed})
    detail = {"pending": pending} if pending else {}
    detail |= {"cadre": sheet.cadre_id} if by is None else {}
    record("sitting.submit", "sitting", sheet.id, by=by, at=at, score=percent, **detail)
    return Outcome(sheet, marks, percent, pending, is_new=True)


def _mark_by_rule(
    sheet: SittingSheet, questions: Mapping[int, PublishedQuestion], *, at: datetime
) -> dict[int, int]:
    """Mark what a rule can decide on, and return it by position."""
    scoring = queries.scoring_of(sheet)
    verdicts = {
        row.position: mark_of(questions[row.position].question, row.value, scoring)
        for row in sheet.drawn
    }
    marks = {position: mark for position, mark in verdicts.items() if mark is not None}
    rule = RULES[scoring]
    _append_marks(sheet.id, [NewMark(one, mark, rule) for one, mark in marks.items()], {}, at=at)
    return marks


def add_marks(sitting_id: int, marks: Iterable[NewMark], *, at: datetime) -> None:
    """Append marks to a handed-in sitting: the newest of a question counts.

    Lock the sitting first (`queries.sheet_of`), and rescore it afterwards (`learning.actions`).
    """
    last: dict[int, int] = {
        row[0]: row[1]
        for row in db.session.execute(
            select(Mark.position, func.max(Mark.seq))
            .where(Mark.sitting_id == sitting_id)
            .group_by(Mark.position)
        )
    }
    _append_marks(sitting_id, marks, last, at=at)


def _append_marks(
    sitting_id: int, marks: Iterable[NewMark], last: Mapping[int, int], *, at: datetime
) -> None:
    rows = [
        {
            "sitting_id": sitting_id,
            "position": one.position,
            "seq": last.get(one.position, 0) + 1,
            "thousandths": one.thousandths,
            "counts": one.counts,
            "rule": one.rule,
            "marked_by": one.marked_by,
            "reason": one.reason,
            "marked_at": at,
        }
        for one in marks
    ]
    if rows:
        db.session.execute(_MARK, rows)


def recompute(sitting_id: int, *, at: datetime) -> Outcome | None:
    """Compute score and pending of a handed-in sitting anew from the marks in force.

    None when it is open. Audited when either changed.
    """
    sheet = queries.sheet_of(sitting_id, locked=True)
    if sheet.is_open:
        return None
    found = queries.marks_in_force(sitting_id)
    percent, pending = result(queries.asked_points(sheet), found)
    marks = queries.counting(found)
    if (percent, pending) != (sheet.score, sheet.pending):
        db.session.execute(
            update(Sitting).where(Sitting.id == sheet.id).values(score=percent, pending=pending)
        )
        before = sheet.score
        record("sitting.rescore", "sitting", sheet.id, by=None, at=at, score=percent, before=before)
    return Outcome(sheet, marks, percent, pending, is_new=False)
