"""Jobs and duties of marking: large groups and large regrades, and what stood in no group."""

from __future__ import annotations

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.marking import deciding
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask
from cadreschool.learning.regrading import actions, applying
from cadreschool.learning.regrading.queries import regrade_for
from cadreschool.learning.regrading.rules import RegradeKind, RegradeState
from cadreschool.worker import regrade as regrading
from cadreschool.worker.queueing import queue_up
from tests.learning.marking.conftest import trainer_at
from tests.school.marking import a_marked_paper, hand_in, mark, take_next
from tests.school.regrading import approve, propose, scores, state_of
from tests.school.steps import viewer_of
from tests.school.working import work


@pytest.fixture
def sittings(app, cast):
    """Return three sittings whose essays are equal."""
    with app.app_context():
        paper = a_marked_paper(by=cast.sun)
        whose = (cast.li_mei, cast.chen_xiao, cast.wang_qiang)
        found = [hand_in(viewer_of(one), paper, essay="听说") for one in whose]
        db.session.remove()
    return found


@pytest.fixture
def sun(app, cast):
    """Return somebody who marks and approves."""
    with app.app_context():
        found = trainer_at(cast.sun, cast.county)
        db.session.remove()
    return found


def test_a_large_group_is_marked_by_its_job(app, sittings, sun, monkeypatch):
    monkeypatch.setattr(deciding, "AT_ONCE", 1)
    with app.app_context():
        mark(sun, take_next(sun), (1, 1))
        db.session.remove()

    assert work(app) == 1

    with app.app_context():
        assert [scores()[one] for one in sittings] == [(88, 0)] * 3


def test_a_large_regrade_is_previewed_carried_out_and_undone_by_jobs(
    app, sittings, sun, monkeypatch
):
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(regrading, "_LOOKED_AT", 2)
    monkeypatch.setattr(regrading, "_AT_ONCE", 2)
    with app.app_context():
        before = scores()
        regrade = propose(sun, "mark-essay", RegradeKind.FULL)
        assert state_of(sun, regrade) is RegradeState.PREVIEWING
    assert work(app) == 1
    with app.app_context():
        assert regrade_for(sun, regrade).summary["changed"] == 3
        approve(sun, regrade)
        db.session.remove()
    assert work(app) == 1
    with app.app_context():
        assert [scores()[one] for one in sittings] == [(88, 0)] * 3
        seen = regrade_for(sun, regrade).version
        db.session.close()
        words = {"version": seen, "words": "改错了", "needs_review": False}
        write(lambda: actions.undo_regrade(sun, regrade, at=clock.now(), **words))
        db.session.remove()
    assert work(app) == 1

    with app.app_context():
        assert scores() == before
        assert state_of(sun, regrade) is RegradeState.UNDONE


def test_a_regrade_that_was_given_up_is_not_previewed(app, sittings, sun, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    with app.app_context():
        regrade = propose(sun, "mark-essay", RegradeKind.FULL)
        seen = regrade_for(sun, regrade).version
        db.session.close()
        write(lambda: actions.discard_regrade(sun, regrade, version=seen, at=clock.now()))
        db.session.remove()

    assert work(app) == 1

    with app.app_context():
        assert state_of(sun, regrade) is RegradeState.DISCARDED


def test_a_job_that_is_done_again_changes_nothing(app, sittings, sun):
    with app.app_context():
        regrade = propose(sun, "mark-essay", RegradeKind.FULL)
        approve(sun, regrade)
        db.session.remove()
    work(app)
    with app.app_context():
        before = scores()
        write(
            lambda: db.session.execute(
                db.text("UPDATE job SET state = 'waiting', finished_at = NULL")
            )
        )
        db.session.remove()

    assert work(app) == 1

    with app.app_context():
        assert scores() == before
        assert not write(lambda: applying.finish_applying(regrade, at=clock.now()))


def test_answers_of_before_the_queue_are_queued_by_and_by(app, sittings):
    with app.app_context():
        write(lambda: db.session.execute(db.delete(MarkingAnswer)))
        write(lambda: db.session.execute(db.delete(MarkingTask)))

        assert (queue_up(), queue_up()) == (3, 0)
        assert db.session.scalar(db.select(db.func.count()).select_from(MarkingTask)) == 1
