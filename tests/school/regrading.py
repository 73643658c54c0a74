"""Steps that tests of regrades take: proposing, carrying out, taking back, as the jobs do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import Mark, Sitting
from cadreschool.learning.regrading import actions, applying
from cadreschool.learning.regrading.actions import NewRegrade
from cadreschool.learning.regrading.models import Regrade
from cadreschool.learning.regrading.queries import regrade_for
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.questions.actions import keep_renderings, keep_versions
from tests.school.cast import MONDAY
from tests.school.papers import _shown

if TYPE_CHECKING:
    from datetime import datetime


def change_key(question, right: str) -> int:
    """Publish a version of a question whose right option is another; return its id."""
    options = tuple(replace(one, is_right=one.id in right.split(",")) for one in question.options)
    return new_version(replace(question, options=options, answer=right))


def new_version(question) -> int:
    """Keep a version of a question; return its id."""

    def unit():
        kept = keep_versions([question], at=MONDAY)
        keep_renderings({kept[question.id]: (question, _shown(question))}, renderer=1)
        return kept[question.id]

    return write(unit)


def propose(
    viewer,
    question_id: str,
    kind: RegradeKind = RegradeKind.KEY,
    *,
    part: int = 0,
    new_version_id: int | None = None,
    at: datetime = MONDAY,
    **more: object,
) -> int:
    """Propose a regrade with a reason; return its id."""
    new = NewRegrade(kind, question_id, part, "答案标错了", new_version_id=new_version_id, **more)
    return write(lambda: actions.open_regrade(viewer, new, at=at))


def version_of(regrade_id: int) -> int:
    """Return the version a page would show."""
    found = db.session.scalar(select(Regrade.version).where(Regrade.id == regrade_id))
    db.session.close()
    return found


def approve(viewer, regrade_id: int, *, needs_review: bool = False, at: datetime = MONDAY) -> None:
    """Approve what was previewed."""
    seen = version_of(regrade_id)
    write(
        lambda: actions.approve_regrade(
            viewer, regrade_id, version=seen, needs_review=needs_review, at=at
        )
    )


def apply(viewer, regrade_id: int, *, at: datetime = MONDAY) -> None:
    """Approve a regrade and carry it out as the job does."""
    approve(viewer, regrade_id, at=at)
    carry_out(regrade_id, at=at)


def carry_out(regrade_id: int, *, at: datetime = MONDAY, portion: int = 2) -> None:
    """Do what the job does."""
    while True:
        while write(lambda: applying.apply_some(regrade_id, portion, at=at)):
            pass
        write(lambda: applying.sweep(regrade_id, 0, 500))
        if write(lambda: applying.finish_applying(regrade_id, at=at)):
            _end_jobs()
            return


def _end_jobs() -> None:
    """What the jobs would have done was done: twenty may wait, no more."""
    write(lambda: db.session.execute(db.delete(Job)))


def undo(viewer, regrade_id: int, *, needs_review: bool = False, at: datetime = MONDAY) -> None:
    """Take a regrade back, as the job does."""
    seen = version_of(regrade_id)
    write(
        lambda: actions.undo_regrade(
            viewer,
            regrade_id,
            version=seen,
            words="改错了",
            needs_review=needs_review,
            at=at,
        )
    )
    take_back(regrade_id, at=at)


def take_back(regrade_id: int, *, at: datetime = MONDAY) -> None:
    """Do what the job does."""
    while write(lambda: applying.undo_some(regrade_id, 2, at=at)):
        pass
    write(lambda: applying.finish_undoing(regrade_id, at=at))
    _end_jobs()


def state_of(viewer, regrade_id: int):
    """Return how far a regrade is."""
    found = regrade_for(viewer, regrade_id).state
    db.session.close()
    return found


def scores() -> dict[int, tuple[int | None, int]]:
    """Return score and pending of every sitting."""
    rows = db.session.execute(select(Sitting.id, Sitting.score, Sitting.pending))
    found = {row[0]: (row[1], row[2]) for row in rows}
    db.session.close()
    return found


def rules_of(sitting_id: int, position: int) -> list[tuple[int | None, bool, str]]:
    """Return the marks of one answer, in their order."""
    rows = db.session.execute(
        select(Mark.thousandths, Mark.counts, Mark.rule)
        .where(Mark.sitting_id == sitting_id, Mark.position == position)
        .order_by(Mark.seq)
    )
    found = [tuple(row) for row in rows]
    db.session.close()
    return found
