"""The mistake book as it is kept: from checks, practice and papers, each once."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import NotFoundError
from cadreschool.learning import actions as learning
from cadreschool.learning.mistakes import actions
from cadreschool.learning.mistakes.models import Mistake, MistakeAct
from cadreschool.learning.mistakes.queries import mistake_numbers, mistakes_of
from cadreschool.learning.mistakes.rules import CLEARED, OPEN, REMOVED
from cadreschool.learning.practice.actions import choose
from cadreschool.learning.practice.queries import OwnChoice
from cadreschool.learning.sittings.actions import NewMark, add_marks
from cadreschool.learning.verdicts.actions import write_up
from tests.school.cast import MONDAY
from tests.school.practising import days_on, pool, practise
from tests.school.steps import MINUTE, take, viewer_of


@pytest.fixture
def one(li_mei, catalogue):
    """Return a question."""
    return pool(li_mei, catalogue)[0]


def _states(viewer):
    return {row.question_id: row.state for row in mistakes_of(viewer)}


def test_a_wrong_answer_of_a_check_is_in_the_book_and_a_right_one_is_not(li_mei, course):
    sitting_id = take(li_mei, course, wrong=2)

    rows = mistakes_of(li_mei)
    assert [(row.state, row.wrong_times, row.sitting_id) for row in rows] == [
        (OPEN, 1, sitting_id)
    ] * 2
    assert {row.position for row in rows} == {1, 2}


def test_wrong_in_a_check_and_in_practice_is_one_entry(li_mei, one):
    practise(li_mei, [one], right=False)
    practise(li_mei, [one], right=False, at=days_on(1))

    (row,) = mistakes_of(li_mei)
    assert (row.wrong_times, row.wrong_at) == (2, days_on(1))


def test_right_as_often_as_chosen_clears_it(li_mei, one):
    write(lambda: choose(li_mei, OwnChoice(3, 5), at=MONDAY))
    practise(li_mei, [one], right=False)
    for day in (1, 2):
        practise(li_mei, [one], at=days_on(day))
    assert _states(li_mei) == {one.question.id: OPEN}

    practise(li_mei, [one], at=days_on(3))

    assert _states(li_mei) == {one.question.id: CLEARED}
    assert mistake_numbers(li_mei) == {CLEARED: 1}


def test_removing_and_restoring_twice_is_doing_it_once(li_mei, one):
    practise(li_mei, [one], right=False)
    question_id = one.question.id
    for _ in range(2):
        write(lambda: actions.remove_mistake(li_mei, question_id, at=MONDAY + MINUTE))
    assert _states(li_mei) == {question_id: REMOVED}

    for _ in range(2):
        write(lambda: actions.restore_mistake(li_mei, question_id, at=MONDAY + 2 * MINUTE))

    assert _states(li_mei) == {question_id: OPEN}
    assert db.session.scalar(db.select(db.func.count()).select_from(MistakeAct)) == 2


def test_nobody_removes_an_entry_from_somebody_elses_book(li_mei, cast, one):
    practise(li_mei, [one], right=False)

    wang_qiang = viewer_of(cast.wang_qiang)
    with pytest.raises(NotFoundError):
        write(lambda: actions.remove_mistake(wang_qiang, one.question.id, at=MONDAY))
    assert _states(li_mei) == {one.question.id: OPEN}


def test_a_corrected_mark_takes_the_entry_back(li_mei, course):
    sitting_id = take(li_mei, course, wrong=1)
    assert len(mistakes_of(li_mei)) == 1

    def correct():
        add_marks(sitting_id, [NewMark(1, 1000, "regrade-1")], at=days_on(1))
        learning.rescore(sitting_id, at=days_on(1))

    for _ in range(2):
        write(correct)

    assert mistakes_of(li_mei) == []


def test_an_annulled_question_says_nothing(li_mei, course):
    sitting_id = take(li_mei, course, wrong=1)

    def annul():
        add_marks(sitting_id, [NewMark(1, 0, "annul", counts=False)], at=days_on(1))
        learning.rescore(sitting_id, at=days_on(1))

    write(annul)

    assert mistakes_of(li_mei) == []


STEPS = st.lists(st.sampled_from(("right", "wrong", "remove", "restore")), max_size=7)


@pytest.fixture
def another(li_mei, catalogue):
    """Return what gives another question each time, with a day of its own."""
    return enumerate(pool(li_mei, catalogue), start=1)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_is_done_the_row_is_what_the_facts_say(li_mei, another, steps):
    """Written up step by step, and written up from nothing: the same row, one at most."""
    day, question = next(another)
    question_id = question.question.id
    for minute, step in enumerate(steps):
        at = days_on(day) + 2 * minute * MINUTE
        if step in ("right", "wrong"):
            practise(li_mei, [question], right=step == "right", at=at)
        elif question_id in _states(li_mei):
            act = actions.remove_mistake if step == "remove" else actions.restore_mistake
            write(partial(act, li_mei, question_id, at=at))
    before = [row for row in mistakes_of(li_mei) if row.question_id == question_id]

    def anew():
        db.session.execute(db.delete(Mistake).where(Mistake.question_id == question_id))
        write_up(li_mei.cadre_id, [question_id])

    write(anew)

    after = [row for row in mistakes_of(li_mei) if row.question_id == question_id]
    assert after == before
    assert len(before) == ("wrong" in steps)
