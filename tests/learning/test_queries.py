"""The facts of many cadres in many courses, asked for at a constant price."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db
from cadreschool.learning.queries import counted_facts, facts_of, finished_lessons, own_facts
from cadreschool.learning.rules import LessonFact
from tests.school.cast import MONDAY
from tests.school.steps import finish, start, take, viewer_of


def test_facts_hold_lessons_sittings_and_the_finished_course(cast, course, li_mei):
    finish(li_mei, course)

    found = facts_of([cast.li_mei], ["speaking"])[cast.li_mei, "speaking"]

    ids = {sitting.lesson_id: sitting.id for sitting in found.sittings}
    assert found.lessons == {
        lesson_id: LessonFact(MONDAY, ids[lesson_id]) for lesson_id in ("speaking-1", "speaking-2")
    }
    assert [(one.score, one.pass_mark, one.number) for one in found.sittings] == [(100, 80, 1)] * 2
    assert found.finished_at == MONDAY


def test_an_open_check_is_a_fact_too(cast, course, li_mei):
    start(li_mei, course)

    found = facts_of([cast.li_mei], ["speaking"])[cast.li_mei, "speaking"]

    assert (found.lessons, found.finished_at) == ({}, None)
    assert [(one.submitted_at, one.score) for one in found.sittings] == [(None, None)]


def test_who_left_nothing_is_not_there(cast, course, li_mei):
    take(li_mei, course)

    assert set(facts_of([cast.li_mei, cast.chen_xiao], ["speaking", "listening"])) == {
        (cast.li_mei, "speaking")
    }
    assert facts_of([], []) == {}


def test_facts_of_other_cadres_and_courses_stay_outside(cast, catalogue, course, li_mei):
    take(li_mei, course)
    take(li_mei, catalogue.course("listening"))
    take(viewer_of(cast.wang_qiang), course)

    assert set(facts_of([cast.li_mei], ["speaking"])) == {(cast.li_mei, "speaking")}
    assert set(own_facts(li_mei, ["speaking", "listening"])) == {"speaking", "listening"}
    assert finished_lessons(cast.li_mei, "speaking") == {"speaking-1"}
    assert finished_lessons(cast.chen_xiao, "speaking") == set()


@pytest.mark.parametrize("names", [["li_mei"], ["li_mei", "chen_xiao", "wang_qiang"]])
def test_facts_cost_three_queries_for_any_number_of_cadres(cast, course, count_queries, names):
    for name in names:
        take(viewer_of(getattr(cast, name)), course)
    ids = [getattr(cast, name) for name in names]
    db.session.close()

    with count_queries() as queries:
        found = facts_of(ids, ["speaking"])

    assert len(found) == len(names)
    assert len(queries) == 3


def test_what_is_counted_can_be_told_from_the_facts(cast, course, li_mei):
    finish(li_mei, course)
    start(viewer_of(cast.wang_qiang), course)

    assert counted_facts() == {
        (cast.textile, "speaking", "started"): 1,
        (cast.textile, "speaking", "finished"): 1,
        (cast.building, "speaking", "started"): 1,
    }
