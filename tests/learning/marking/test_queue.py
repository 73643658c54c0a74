"""Answers join their groups, markers take one at a time, and nobody waits without knowing."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.viewer import Role
from cadreschool.learning.marking.actions import TakenError, give_back, take_task
from cadreschool.learning.marking.deciding import Given, give_verdict, queue_left_over
from cadreschool.learning.marking.models import MarkingAnswer, MarkingTask
from cadreschool.learning.marking.queries import (
    next_task_id,
    queue_of,
    queue_total,
    sample_of,
    task_for,
    unqueued_sittings,
    waiting_in,
)
from cadreschool.learning.marking.rules import LOCK
from cadreschool.learning.sittings.queries import newest_marks, sheet_for
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.marking import a_marked_paper, hand_in, mark, points_for, take_next

HOUR = timedelta(hours=1)


def _count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_equal_answers_to_one_question_are_one_group(paper, li_mei, chen_xiao, wang_qiang):
    hand_in(li_mei, paper, essay="会前听， 会后说。", at=MONDAY)
    hand_in(chen_xiao, paper, essay="会前听,会后说", at=MONDAY + HOUR)
    hand_in(wang_qiang, paper, essay="会前听，会后不说。", at=MONDAY + 2 * HOUR)

    rows = db.session.execute(
        select(MarkingTask.opened_at, func.count())
        .join(MarkingAnswer, MarkingAnswer.task_id == MarkingTask.id)
        .group_by(MarkingTask.id, MarkingTask.opened_at)
        .order_by(MarkingTask.id)
    )
    assert [tuple(row) for row in rows] == [(MONDAY, 2), (MONDAY + 2 * HOUR, 1)]


def test_only_what_the_program_cannot_decide_waits(paper, li_mei):
    sitting = hand_in(li_mei, paper, blanks="用人单位", reply="依据工会法")

    assert sheet_for(li_mei, sitting).pending == 2  # both essays; the gap was right
    assert _count(MarkingAnswer) == 2
    assert len(newest_marks(sitting)) == 2


def test_what_was_left_empty_waits_for_nobody(paper, li_mei):
    sitting = hand_in(li_mei, paper, essay="")

    assert (sheet_for(li_mei, sitting).pending, _count(MarkingTask)) == (0, 0)


def test_the_queue_is_told_by_question_the_oldest_first(paper, sun, li_mei, chen_xiao):
    hand_in(li_mei, paper, essay="甲", reply="乙", at=MONDAY)
    hand_in(chen_xiao, paper, essay="丙", at=MONDAY + HOUR)

    rows, number = queue_of(sun, page=1)
    total = queue_total(sun)

    assert number == 2
    assert sorted((row.part, row.groups, row.answers) for row in rows) == [(0, 2, 2), (2, 1, 1)]
    assert [row.since for row in rows] == [MONDAY, MONDAY]
    assert (total.groups, total.answers, total.since) == (3, 3, MONDAY)


def test_a_group_of_one_union_is_for_its_trainers_and_those_above(session, cast, li_mei):
    paper = a_marked_paper(by=cast.sun, union=cast.textile)
    hand_in(li_mei, paper)
    above = trainer_at(cast.sun, cast.county)
    beside = trainer_at(cast.zhou, cast.qingshi, Role.REVIEWER)
    task = next_task_id(above, at=MONDAY)

    assert task_for(above, task).owner_name == "纺织工会"
    assert next_task_id(beside, at=MONDAY) is None
    assert queue_of(beside, page=1) == ([], 0)
    with pytest.raises(NotFoundError):
        task_for(beside, task)
    with pytest.raises(NotFoundError):
        write(lambda: take_task(beside, task, at=MONDAY))


def test_the_school_is_not_for_trainers_of_a_part_of_it(paper, cast, li_mei):
    hand_in(li_mei, paper)

    assert next_task_id(trainer_at(cast.zhou, cast.qingshi), at=MONDAY) is None


def test_a_group_is_one_markers_for_a_quarter_of_an_hour(paper, sun, zhou, li_mei):
    hand_in(li_mei, paper)
    task = take_next(sun)

    assert next_task_id(zhou, at=MONDAY + LOCK - timedelta(seconds=1)) is None
    with pytest.raises(TakenError):
        write(lambda: take_task(zhou, task, at=MONDAY + HOUR / 60))
    assert take_next(zhou, at=MONDAY + LOCK) == task
    with pytest.raises(TakenError):
        mark(sun, task, [Fraction(1), Fraction(1)], at=MONDAY + LOCK)


def test_a_lock_that_ran_out_is_good_while_nobody_took_over(paper, sun, li_mei):
    sitting = hand_in(li_mei, paper)
    task = take_next(sun)

    mark(sun, task, [Fraction(1), Fraction(0)], at=MONDAY + 2 * LOCK)

    assert 400 in newest_marks(sitting).values()


def test_what_is_given_back_is_free_again(paper, sun, zhou, li_mei):
    hand_in(li_mei, paper)
    task = take_next(sun)
    write(lambda: give_back(zhou, task))
    assert next_task_id(zhou, at=MONDAY) is None

    write(lambda: give_back(sun, task))

    assert next_task_id(zhou, at=MONDAY) == task


def test_nobody_marks_what_they_have_not_taken(paper, sun, li_mei):
    hand_in(li_mei, paper)
    task = next_task_id(sun, at=MONDAY)

    with pytest.raises(TakenError):
        mark(sun, task, [Fraction(1), Fraction(1)])


def test_nobody_marks_their_own_answer(paper, cast, sun, zhou):
    hand_in(sun, paper)
    task = next_task_id(zhou, at=MONDAY)

    assert next_task_id(sun, at=MONDAY) is None
    with pytest.raises(ConflictError, match="您自己的回答"):
        write(lambda: take_task(sun, task, at=MONDAY))


def test_an_own_answer_that_joins_while_one_marks_is_no_way_in(paper, sun, li_mei):
    hand_in(li_mei, paper)
    task = take_next(sun)
    hand_in(sun, paper)

    with pytest.raises(TakenError):
        mark(sun, task, [Fraction(1), Fraction(1)])


def test_the_learner_knows_what_waits_and_how_old_the_queue_is(paper, li_mei, chen_xiao):
    hand_in(chen_xiao, paper, essay="先交的", at=MONDAY - 3 * HOUR)
    sitting = hand_in(li_mei, paper, essay="甲", reply="乙")

    found = waiting_in(sitting)

    assert (found.number, found.since) == (2, MONDAY)
    assert (found.queue, found.queue_since) == (3, MONDAY - 3 * HOUR)


def test_the_sample_shows_the_answer_as_typed(paper, sun, li_mei, chen_xiao):
    hand_in(li_mei, paper, essay="会前 听")
    hand_in(chen_xiao, paper, essay="会前听")

    sample = sample_of(take_next(sun))

    assert (sample.value, sample.waiting, sample.all) == ("会前 听", 2, 2)


def test_answers_of_before_the_queue_join_it_later(paper, sun, li_mei):
    sitting = hand_in(li_mei, paper)
    write(lambda: db.session.execute(db.delete(MarkingAnswer)))
    write(lambda: db.session.execute(db.delete(MarkingTask)))
    assert unqueued_sittings(10) == [sitting]

    write(lambda: queue_left_over(sitting, at=MONDAY + HOUR))

    assert unqueued_sittings(10) == []
    assert queue_total(sun).since == MONDAY


def test_shares_must_fit_the_points(paper, sun, li_mei):
    hand_in(li_mei, paper)
    task = take_next(sun)
    points = points_for(sun, task)

    with pytest.raises(ValueError, match="zip"):
        write(lambda: give_verdict(sun, task, points, Given((Fraction(1),)), at=MONDAY))
