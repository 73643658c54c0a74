"""A regrade approved twice, carried out by two workers, raced by somebody who hands in: once."""

from __future__ import annotations

from sqlalchemy import func, select

from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import CadreSchoolError
from cadreschool.learning import actions as learning
from cadreschool.learning.models import Mark
from cadreschool.learning.regrading import actions, applying
from cadreschool.learning.regrading.models import RegradeStep
from cadreschool.learning.regrading.rules import RegradeState, StepKind
from cadreschool.learning.sittings.queries import questions_of
from tests.learning.marking.test_races import at_once
from tests.school.cast import MONDAY
from tests.school.regrading import approve, carry_out, propose, scores, state_of, version_of


def _marks(regrade):
    marks = select(Mark.sitting_id).where(Mark.rule == f"regrade:{regrade}")
    found = sorted(db.session.scalars(marks))
    db.session.close()
    return found


def test_approved_twice_at_once_it_is_carried_out_once(app, w):
    sittings = [w.take_with(one, "b") for one in (w.li_mei, w.chen_xiao, w.wang_qiang)]
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    seen, sun = version_of(regrade), w.sun

    def approving():
        actions.approve_regrade(sun, regrade, version=seen, needs_review=False, at=MONDAY)
        return True

    results = at_once(app, [approving] * 5)
    carry_out(regrade)

    assert results.count(True) == 1
    steps = select(func.count()).where(RegradeStep.kind == StepKind.APPROVE)
    assert db.session.scalar(steps) == 1
    assert _marks(regrade) == sittings


def test_two_workers_correct_every_answer_once(app, w):
    sittings = [w.take_with(one, "b") for one in (w.li_mei, w.chen_xiao, w.wang_qiang)]
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    approve(w.sun, regrade)
    db.session.close()

    at_once(app, [lambda: applying.apply_some(regrade, 2, at=MONDAY)] * 6)
    ends = at_once(app, [lambda: applying.finish_applying(regrade, at=MONDAY)] * 4)

    assert ends.count(True) == 1
    assert _marks(regrade) == sittings
    assert {score for score, _ in scores().values()} == {100}


def test_undone_twice_at_once_it_is_undone_once(app, w):
    w.take_with(w.li_mei, "b")
    before = scores()
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    approve(w.sun, regrade)
    carry_out(regrade)
    seen, sun = version_of(regrade), w.sun

    def undoing():
        actions.undo_regrade(
            sun, regrade, version=seen, words="改错了", needs_review=False, at=MONDAY
        )
        return True

    results = at_once(app, [undoing] * 4)
    at_once(app, [lambda: applying.undo_some(regrade, 5, at=MONDAY)] * 3)
    at_once(app, [lambda: applying.finish_undoing(regrade, at=MONDAY)] * 3)

    assert results.count(True) == 1
    assert state_of(sun, regrade) is RegradeState.UNDONE
    assert scores() == before
    marks = select(func.count()).where(Mark.rule == f"undo:{regrade}")
    assert db.session.scalar(marks) == 1


def test_two_proposals_for_a_question_at_once_are_one(app, w):
    w.take_with(w.li_mei, "b")
    new = actions.NewRegrade(
        actions.RegradeKind.KEY, w.question.id, 0, "答案标错了", new_version_id=w.corrected
    )
    sun, zhou = w.sun, w.zhou
    db.session.close()

    results = at_once(
        app,
        [lambda one=one: actions.open_regrade(one, new, at=MONDAY) for one in (sun, zhou, sun)],
    )

    assert sum(isinstance(one, CadreSchoolError) for one in results) == 2


def test_who_hands_in_while_it_is_approved_is_corrected_too(app, w):
    w.take_with(w.li_mei, "b")
    late = [(one, w.take_with.begin(one, "b")) for one in (w.chen_xiao, w.wang_qiang)]
    regrade = propose(w.sun, w.question.id, new_version_id=w.corrected)
    seen, sun, course = version_of(regrade), w.sun, w.course

    def approving():
        actions.approve_regrade(sun, regrade, version=seen, needs_review=False, at=MONDAY)

    acts = [approving]
    acts += [
        lambda one=one, sitting=sitting: learning.hand_in(
            one, sitting, questions_of, current=course, at=MONDAY
        )
        for one, sitting in late
    ]
    results = at_once(app, acts)
    if isinstance(results[0], CadreSchoolError):  # somebody was quicker: previewed again
        seen = version_of(regrade)
        at_once(app, [lambda: actions.preview_again(sun, regrade, version=seen, at=MONDAY)])
        approve(sun, regrade)
    carry_out(regrade)

    assert {score for score, _ in scores().values()} == {100}
    assert len(_marks(regrade)) == 3
    assert db.session.scalar(select(func.count()).select_from(Job)) == 0
