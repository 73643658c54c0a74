"""What is kept of profiles: made anew when facts change, always what the facts say."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from sqlalchemy import select, update

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.learning.closing import merge_organisations
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.learning.profile.actions import claim, keep_claimed, make_anew
from cadreschool.learning.profile.deriving import derive
from cadreschool.learning.profile.due import note_answered, note_change, note_recent
from cadreschool.learning.profile.models import ProfileDue, ProfileStanding, UnitEvidence
from cadreschool.learning.profile.queries import (
    due_cadres,
    evidence_of,
    stale_cadres,
)
from cadreschool.learning.profile.verifying import profile_differences
from cadreschool.learning.statistics.actions import store_figures
from cadreschool.learning.statistics.models import QuestionStatistics
from cadreschool.learning.statistics.queries import Source
from cadreschool.organisations.changes import Change
from cadreschool.privacy.actions import erase
from cadreschool.worker import profiles
from tests.school.cast import MONDAY
from tests.school.drills import a_drill_course
from tests.school.evidencing import answer_work, retest
from tests.school.evidencing import make_anew as made_anew
from tests.school.practising import days_on
from tests.school.profiles import levels_in, sign_records
from tests.school.running import publish_course, walk
from tests.school.steps import organisation_node, take, viewer_of
from tests.school.writing import submit

MARK = MONDAY - timedelta(days=9000)


def _due():
    found = due_cadres(10)
    db.session.close()
    return found


def _kept(cadre_id, competency="able"):
    found = db.session.get(ProfileStanding, (cadre_id, competency))
    db.session.close()
    return found


def _units(cadre_id):
    rows = db.session.execute(
        select(UnitEvidence.unit, UnitEvidence.newest_on).where(UnitEvidence.cadre_id == cadre_id)
    )
    found = {row[0]: row[1] for row in rows}
    db.session.close()
    return found


def _differences(day=0):
    on = day_of(days_on(day))
    found = list(profile_differences(catalogue=load_catalogue(), on=on))
    db.session.close()
    return found


def _run(day=0):
    """Do what the worker does, so many days after Monday."""
    with time_machine.travel(days_on(day), tick=False):
        return profiles.make_due_anew()


# What makes a profile due ----------------------------------------------------------------------


def test_a_handed_in_check_makes_due_and_the_worker_makes_it_anew(li_mei, course):
    take(li_mei, course)
    take(li_mei, course, 2, wrong=1)
    assert _due() == [li_mei.cadre_id]

    assert (_run(), _run()) == (1, 0)

    row = _kept(li_mei.cadre_id)
    assert (row.evidence_count, row.weight, row.level) == (10, 10.0, 1)
    assert row.mean == pytest.approx(10 / 12)
    assert (row.newest_on, row.as_of) == (day_of(MONDAY), day_of(MONDAY))
    empty = _kept(li_mei.cadre_id, "dare")
    assert (empty.evidence_count, empty.mean, empty.level, empty.newest_on) == (0, None, None, None)
    assert (_due(), _differences()) == ([], [])


def test_scenarios_and_writings_make_due(session, cast):
    li_mei, sun = viewer_of(cast.li_mei), viewer_of(cast.sun)
    deciding, writing = publish_course(), publish_course(a_drill_course())
    walk(li_mei, deciding, "baa")
    assert _due() == [cast.li_mei]
    _run()

    walk(li_mei, deciding, "ca")
    work_id = submit(li_mei, writing)
    assert _due() == [], "a second walk is practice, a writing waits for a marker"
    answer_work(sun, work_id, 2, 2, 2)

    assert _due() == [cast.li_mei]
    _run()
    assert _units(cast.li_mei) == {"S1": day_of(MONDAY), "W1": day_of(MONDAY)}
    assert _differences() == []


def test_a_question_that_is_doubtful_no_more_makes_due_whoever_answered_it_lately(li_mei, course):
    take(li_mei, course)
    questions = course.lessons[0].questions
    versions = {one.version_id: (one.question.id, "speaking-1") for one in questions}
    for version_id in versions:
        write(partial(_doubt, version_id))
    made_anew(li_mei.cadre_id)
    assert _kept(li_mei.cadre_id).weight == 2.5

    store = partial(store_figures, Source(course_id="speaking"), versions, {})
    write(partial(store, at=days_on(200)))
    assert _due() == [], "what was answered long ago weighs nothing"
    for version_id in versions:
        write(partial(_doubt, version_id))
    write(partial(store, at=days_on(1)))

    assert _due() == [li_mei.cadre_id]
    _run(1)
    assert _kept(li_mei.cadre_id).weight == pytest.approx(5, abs=0.01)


def _doubt(version_id):
    row = QuestionStatistics(
        question_version_id=version_id,
        part=0,
        question_id="q",
        lesson_id="",
        number=40,
        options="[]",
        doubts='["negative"]',
        doubt_number=1,
        computed_at=MONDAY,
    )
    db.session.add(row)


def test_another_law_makes_due_whose_answers_are_of_late(li_mei, course):
    take(li_mei, course)
    _run()

    write(partial(note_recent, at=days_on(200)))
    assert _due() == []
    write(partial(note_recent, at=days_on(10)))
    assert _due() == [li_mei.cadre_id]


# Nothing is lost in between --------------------------------------------------------------------


def test_who_notes_a_change_while_the_facts_are_read_stays_due(li_mei, course):
    take(li_mei, course)
    cadre_id = li_mei.cadre_id
    write(partial(claim, [cadre_id], MARK))
    rows = evidence_of([cadre_id], catalogue=load_catalogue(), on=day_of(MONDAY))[cadre_id]
    db.session.close()
    take(li_mei, course, 2)

    derived = {cadre_id: derive(cadre_id, rows, day_of(MONDAY))}
    assert write(partial(keep_claimed, derived, MARK)) == []

    assert _kept(cadre_id) is None
    assert _due() == [cadre_id]
    assert _run() == 1
    assert _kept(cadre_id).evidence_count == 10


def test_of_two_workers_the_one_who_marked_last_writes(li_mei, course):
    take(li_mei, course)
    cadre_id = li_mei.cadre_id
    derived = {cadre_id: derive(cadre_id, (), day_of(MONDAY))}
    write(partial(claim, [cadre_id], MARK))
    write(partial(claim, [cadre_id], MARK + timedelta(seconds=1)))

    assert write(partial(keep_claimed, derived, MARK)) == []
    assert write(partial(keep_claimed, derived, MARK + timedelta(seconds=1))) == [cadre_id]


def test_a_worker_that_died_in_between_leaves_the_profile_due(li_mei, course):
    take(li_mei, course)
    write(partial(claim, [li_mei.cadre_id], MARK))

    assert _run() == 1
    assert _kept(li_mei.cadre_id).evidence_count == 5


def test_again_it_comes_out_the_same(li_mei, course):
    take(li_mei, course)
    made_anew(li_mei.cadre_id)
    before = [_kept(li_mei.cadre_id, name).weight for name in ("able", "learning")]

    made_anew(li_mei.cadre_id)

    assert [_kept(li_mei.cadre_id, name).weight for name in ("able", "learning")] == before
    assert _due() == []


# Ageing ----------------------------------------------------------------------------------------


def test_after_a_week_a_profile_is_made_anew_though_nothing_happened(li_mei, course):
    take(li_mei, course)
    retest(li_mei, course, day=30)
    _run(30)
    weight = _kept(li_mei.cadre_id, "learning").weight
    assert stale_cadres(day_of(days_on(37)), limit=9) == []

    with time_machine.travel(days_on(38), tick=False):
        assert profiles.let_age() == 1
    _run(38)

    row = _kept(li_mei.cadre_id, "learning")
    assert row.as_of == day_of(days_on(38))
    assert 0.99 * weight < row.weight < weight
    assert _differences(38) == []


def test_that_answers_are_ninety_days_old_shows_within_a_week(li_mei, course):
    take(li_mei, course)
    take(li_mei, course, 2)
    made_anew(li_mei.cadre_id, day=89)
    assert _kept(li_mei.cadre_id).level == 1

    for day in range(90, 98):
        with time_machine.travel(days_on(day), tick=False):
            profiles.let_age()
        _run(day)

    row = _kept(li_mei.cadre_id)
    assert (row.level, row.evidence_count) == (None, 0)


def test_who_has_facts_and_nothing_kept_of_them_is_found(li_mei, course, cast):
    take(li_mei, course)
    write(lambda: db.session.execute(db.delete(ProfileDue)))

    assert stale_cadres(day_of(MONDAY), limit=9) == [cast.li_mei]


def test_a_retest_of_long_ago_is_made_due_when_its_questions_come_under_review(li_mei, course):
    take(li_mei, course)
    retest(li_mei, course, day=30)
    made_anew(li_mei.cadre_id, day=300)
    versions = [one.version_id for one in course.lessons[0].questions]

    write(lambda: note_answered(versions, at=days_on(300)))

    assert _due() == [li_mei.cadre_id]


def test_units_keep_the_last_day_on_which_it_was_done(session, cast):
    day = MONDAY.date()
    sign_records(cast.li_mei, "dare 2", "dare 1", "skilled 2", by=cast.sun, on=day)
    made_anew(cast.li_mei, day=300)

    found = _units(cast.li_mei)
    assert found["C2"] == day - timedelta(days=2)  # 接访
    assert {"C1", "D5"} & found.keys() == set(), "what was shown in part is not yet done"
    assert found["C4"] == day  # 谈心谈话


# Verifying -------------------------------------------------------------------------------------


def test_what_was_changed_behind_our_back_is_found(li_mei, course):
    take(li_mei, course)
    _run()
    write(lambda: db.session.execute(update(ProfileStanding).values(weight=99.0)))

    found = _differences()

    assert {(one.cadre_id, one.kept) for one in found} == {(li_mei.cadre_id, 99.0)}
    assert [one.what for one in found][:2] == ["able.weight", "dare.weight"]


def test_what_is_missing_is_found_and_what_is_due_is_known_to_be_behind(li_mei, course):
    take(li_mei, course)
    assert _differences() == []
    write(lambda: db.session.execute(db.delete(ProfileDue)))

    assert {one.what for one in _differences()} >= {"able.evidence_count", "able.newest_on"}


# People move, leave, and are erased --------------------------------------------------------------


def test_a_union_counts_its_people_by_level_and_they_come_along_when_it_merges(
    li_mei, course, cast
):
    take(li_mei, course)
    take(li_mei, course, 2)
    _run()
    textile = organisation_node(cast.textile).path
    building = organisation_node(cast.building).path
    db.session.close()
    found = levels_in(textile)
    assert (found["able", 1], found["able", None], found["dare", None]) == (1, 1, 2)
    assert levels_in(building)["able", None] == 1

    change = Change(day_of(MONDAY), "合并", None, MONDAY)
    db.session.close()
    write(lambda: merge_organisations(cast.textile, cast.building, change))

    merged = levels_in(building)
    assert (merged["able", 1], merged["able", None]) == (1, 2)
    assert levels_in(textile)["able", None] == 0
    assert sum(n for (name, _), n in levels_in("/1/").items() if name == "able") == 5
    assert _differences() == []


def test_who_left_is_not_counted_and_keeps_what_was_earned(li_mei, course, cast):
    take(li_mei, course)
    _run()
    write(lambda: withdraw_cadre(cast.li_mei, day_of(MONDAY), "退休", by=None, at=MONDAY))

    assert levels_in("/1/")["able", None] == 4
    assert _kept(cast.li_mei).evidence_count == 5


def test_of_the_erased_nothing_is_kept_nor_made_anew(li_mei, course, cast):
    take(li_mei, course)
    _run()
    write(lambda: withdraw_cadre(cast.li_mei, day_of(MONDAY), "退休", by=None, at=MONDAY))
    write(lambda: erase(cast.li_mei, b"key", by=None, at=MONDAY))
    assert _kept(cast.li_mei) is None

    write(partial(note_change, [cast.li_mei], at=MONDAY))
    assert _run() == 1
    write(partial(make_anew, [cast.li_mei], catalogue=load_catalogue(), at=MONDAY))

    assert (_kept(cast.li_mei), _due(), _differences()) == (None, [], [])
