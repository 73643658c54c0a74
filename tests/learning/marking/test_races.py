"""Several markers at once: one holds a group, one verdict is kept, no answer is forgotten."""

from __future__ import annotations

import threading
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import CadreSchoolError
from cadreschool.learning import actions
from cadreschool.learning.marking.actions import take_task
from cadreschool.learning.marking.deciding import Given, give_verdict
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask, MarkingVerdict
from cadreschool.learning.marking.queries import next_task_id
from cadreschool.learning.models import Mark
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper, hand_in, points_for, prepare, take_next
from tests.school.steps import viewer_of

WINDOWS = 5


def at_once(app, acts):
    """Do several things at the same moment, each in a thread; return what came of each."""
    together = threading.Barrier(len(acts))
    results = [None] * len(acts)

    def one(number, act):
        with app.app_context():
            together.wait()
            try:
                results[number] = write(act)
            except CadreSchoolError as error:
                results[number] = error
            db.session.remove()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _count(model):
    number = db.session.scalar(select(func.count()).select_from(model))
    db.session.close()
    return number


@pytest.fixture
def markers(session, cast):
    """Return five who mark for the whole school."""
    return [
        trainer_at(one, cast.county)
        for one in (cast.sun, cast.zhou, cast.chen_xiao, cast.wang_qiang)
    ]


def test_of_many_who_take_a_group_one_gets_it(app, paper, markers, li_mei):
    hand_in(li_mei, paper)
    task = next_task_id(markers[0], at=MONDAY)
    db.session.close()

    results = at_once(
        app, [lambda one=one: take_task(one, task, at=MONDAY).locked_by for one in markers]
    )

    taken = [one for one in results if not isinstance(one, CadreSchoolError)]
    assert len(taken) == 1
    assert db.session.scalars(select(MarkingTask.locked_by)).one() == taken[0]


def test_a_verdict_sent_many_times_is_one_verdict(app, paper, sun, li_mei):
    hand_in(li_mei, paper)
    task = take_next(sun)
    points = points_for(sun, task)
    db.session.close()
    given = Given((Fraction(1), Fraction(0)))

    results = at_once(
        app,
        [lambda: give_verdict(sun, task, points, given, at=MONDAY) for _ in range(WINDOWS)],
    )

    assert sum(not isinstance(one, CadreSchoolError) for one in results) == 1
    assert _count(MarkingVerdict) == 1


def test_an_answer_handed_in_while_its_group_is_decided_is_marked(app, cast, session):
    paper = a_marked_paper(by=cast.sun)
    sun = trainer_at(cast.sun, cast.county)
    hand_in(viewer_of(cast.li_mei), paper, essay="听说")
    task = take_next(sun)
    points, given = points_for(sun, task), Given((Fraction(1), Fraction(0)))
    others = [viewer_of(one) for one in (cast.chen_xiao, cast.wang_qiang, cast.zhou)]
    sittings = [prepare(one, paper, essay="听 说") for one in others]
    db.session.close()

    acts = [lambda: give_verdict(sun, task, points, given, at=MONDAY)]
    acts += [
        lambda one=one, sitting=sitting: actions.hand_in(one, sitting, at=MONDAY)
        for one, sitting in zip(others, sittings, strict=True)
    ]
    results = at_once(app, acts)

    assert not [one for one in results if isinstance(one, CadreSchoolError)]
    waiting = select(func.count()).where(MarkingAnswer.closed_at.is_(None))
    assert db.session.scalar(waiting) == 0
    marked = select(Mark.thousandths).where(Mark.rule.in_([f"task:{task}", f"same:{task}"]))
    assert db.session.scalars(marked).all() == [400] * 4


def test_equal_answers_handed_in_at_once_are_one_group(app, cast, session):
    paper = a_marked_paper(by=cast.sun)
    takers = [viewer_of(one) for one in (cast.li_mei, cast.chen_xiao, cast.wang_qiang, cast.zhou)]
    sittings = [prepare(one, paper, essay="听说", reply="依据") for one in takers]
    db.session.close()

    results = at_once(
        app,
        [
            lambda one=one, sitting=sitting: actions.hand_in(one, sitting, at=MONDAY)
            for one, sitting in zip(takers, sittings, strict=True)
        ],
    )

    assert not [one for one in results if isinstance(one, CadreSchoolError)]
    assert (_count(MarkingTask), _count(MarkingAnswer)) == (2, 8)
