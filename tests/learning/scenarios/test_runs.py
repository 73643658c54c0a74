"""A run: every choice is stored at once, once, and leads to the ending that follows from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.learning.actions import finish_reading
from cadreschool.learning.models import CourseRecord, LessonRecord
from cadreschool.learning.queries import counted_facts, own_facts
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import NO_FACTS, Status, lesson_standing, standing
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioRun
from cadreschool.learning.scenarios.queries import own_runs, run_for, spread
from cadreschool.learning.scenarios.rules import Degree, Pick, degrees, rounded
from cadreschool.organisations.queries import organisation_for
from cadreschool.reports.stuck.rules import NeedKind, needs
from tests.school.cast import MONDAY
from tests.school.keeping import kept
from tests.school.running import begin_run, choose, pick_of, publish_course, take, walk
from tests.school.scenarios import a_scenario_course
from tests.school.steps import viewer_of


@pytest.fixture
def course(app, session):
    course_id = kept(app, "scenario course", lambda: publish_course().id)
    found = load_catalogue().course(course_id)
    db.session.close()
    return found


@pytest.fixture
def li_mei(cast, course):
    return viewer_of(cast.li_mei)


def stands(viewer, course):
    facts = own_facts(viewer, [course.id]).get(course.id, NO_FACTS)
    return lesson_standing(course.lessons[-1], facts), standing(course, facts)


def rows(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_before_anything_the_lesson_waits(li_mei, course):
    lesson, whole = stands(li_mei, course)

    assert (lesson.status, reason_texts(lesson)) == (Status.NOT_STARTED, ["还没有走情景"])
    assert whole.status is Status.NOT_STARTED


def test_a_run_under_way_says_how_far_it_is(li_mei, course):
    walk(li_mei, course, "b")
    lesson, whole = stands(li_mei, course)

    assert lesson.status is whole.status is Status.IN_PROGRESS
    assert reason_texts(lesson) == ["情景走了 1 步，还没有走完"]
    assert reason_texts(whole) == ["缺第 1 课（共 1 课）", "第 1 课情景走了 1 步，还没有走完"]


def test_a_run_that_was_only_opened_counts_no_steps(li_mei, course):
    walk(li_mei, course, "")

    assert reason_texts(stands(li_mei, course)[0]) == ["情景打开了，还没有走"]
    facts = own_facts(li_mei, [course.id])[course.id]
    found = needs(course, facts, at=MONDAY + timedelta(days=4))
    assert [one.text for one in found] == ["第 1 课情景打开了还没有走，2026年3月2日以后没有再做"]


def test_an_ending_finishes_the_lesson_and_the_course(li_mei, course, cast):
    run_id = walk(li_mei, course, "baa")

    assert run_for(li_mei, run_id).ending == "won"
    lesson, whole = stands(li_mei, course)
    assert lesson.status is whole.status is Status.FINISHED
    assert counted_facts()[cast.textile, course.id, "finished"] == 1


def test_any_ending_finishes_the_lesson(li_mei, course):
    walk(li_mei, course, "cc")

    assert stands(li_mei, course)[0].status is Status.FINISHED


def test_the_ending_follows_from_what_was_gathered(li_mei, course):
    run_id = walk(li_mei, course, "ca")

    assert run_for(li_mei, run_id).ending == "half", "the time that was lost is missing now"


def test_the_first_run_is_evidence_and_later_ones_are_practice(li_mei, course):
    walk(li_mei, course, "cc")
    walk(li_mei, course, "baa")

    runs = own_runs(li_mei, course.id, course.lessons[-1].id)
    assert [(run.number, run.is_first, run.ending) for run in runs] == [
        (1, True, "lost"),
        (2, False, "won"),
    ]
    assert rows(LessonRecord) == rows(CourseRecord) == 1


def test_beginning_again_goes_on_with_the_open_run(li_mei, course):
    first = walk(li_mei, course, "b")

    assert begin_run(li_mei, course) == first
    assert rows(ScenarioRun) == 1


def test_the_same_choice_twice_is_the_same_once(li_mei, course):
    run_id = begin_run(li_mei, course)
    pick = pick_of(run_for(li_mei, run_id), "b")
    db.session.close()

    for _ in range(2):
        assert write(lambda: take(li_mei, run_id, pick)) is False
    assert rows(ScenarioChoice) == 1


def test_another_choice_at_a_step_behind_is_refused_and_changes_nothing(li_mei, course):
    run_id = walk(li_mei, course, "b")
    late = pick_of(run_for(li_mei, run_id), "a", step=1)
    db.session.close()

    with pytest.raises(ConflictError, match="在另一个页面上已经选过"):
        write(lambda: take(li_mei, run_id, late))
    assert run_for(li_mei, run_id).letters == ("b",)


def test_a_form_sent_again_after_the_ending_meets_the_same_ending(li_mei, course):
    run_id = walk(li_mei, course, "ba")
    last = pick_of(run_for(li_mei, run_id), "a")
    db.session.close()

    assert [write(lambda: take(li_mei, run_id, last)) for _ in range(2)] == [True, True]
    with pytest.raises(ConflictError):
        write(lambda: take(li_mei, run_id, Pick(4, 1)))


@pytest.mark.parametrize("pick", [Pick(3, 1), Pick(0, 1), Pick(1, 9), Pick(1, 0)])
def test_what_no_page_offers_is_refused(li_mei, course, pick):
    run_id = begin_run(li_mei, course)

    with pytest.raises(InvalidError):
        write(lambda: take(li_mei, run_id, pick))
    assert rows(ScenarioChoice) == 0


def test_nobody_elses_run_is_found(li_mei, course, cast):
    run_id = walk(li_mei, course, "b")
    chen_xiao = viewer_of(cast.chen_xiao)

    with pytest.raises(NotFoundError):
        run_for(chen_xiao, run_id)


def test_a_run_keeps_the_edition_it_was_begun_on(li_mei, course):
    run_id = walk(li_mei, course, "b")
    texts = a_scenario_course()
    path = "01-scenario/lesson.md"
    texts[path] = texts[path].replace("时间 ≥ 2）；half", "时间 ≥ 2）；lost")
    texts[path] = texts[path].replace("变量：信任 1、时间 2", "变量：信任 0、时间 2")
    newer = publish_course(texts)
    for letter in "aa":
        choose(li_mei, run_id, letter)

    assert run_for(li_mei, run_id).ending == "won"
    assert newer.edition_id != course.edition_id
    assert db.session.scalars(select(LessonRecord.edition_id)).all() == [course.edition_id]


def test_a_scenario_is_not_finished_by_reading(li_mei, course):
    with pytest.raises(ConflictError, match="情景走到结局"):
        write(lambda: finish_reading(li_mei, course, course.lessons[-1], at=MONDAY))


def test_a_lesson_to_read_has_no_runs(li_mei, course):
    reading = load_catalogue().course("speaking")
    db.session.close()

    with pytest.raises(ConflictError, match="不是情景"):
        begin_run(li_mei, reading)


def test_what_is_written_down_never_tells_the_choice(li_mei, course):
    walk(li_mei, course, "baa")
    details = db.session.execute(
        select(AuditRow.action, AuditRow.detail).where(AuditRow.action.like("scenario.%"))
    ).all()

    assert [row[0] for row in details] == [
        "scenario.start",
        *["scenario.choose"] * 3,
        "scenario.end",
    ]
    assert not any('"a"' in row[1] or '"b"' in row[1] for row in details)


def test_every_run_shows_the_choices_in_an_order_of_its_own(li_mei, course):
    orders = set()
    for _ in range(12):
        run_id = begin_run(li_mei, course)
        sheet = run_for(li_mei, run_id)
        places = tuple(pick_of(sheet, letter).place for letter in "abc")
        assert places == tuple(pick_of(run_for(li_mei, run_id), letter).place for letter in "abc")
        orders.add(places)
        db.session.close()
        for letter in "cc":
            choose(li_mei, run_id, letter)

    assert len(orders) > 1


def test_what_a_run_showed_lies_between_the_worst_and_the_best_path(course):
    scenario = course.lessons[-1].scenario

    assert degrees(scenario, "baa") == {"skilled": Degree.FULL, "able": Degree.FULL}
    assert degrees(scenario, "cc") == {"skilled": Degree.LITTLE, "able": Degree.LITTLE}


def test_choices_are_counted_of_first_runs_that_ended(li_mei, course, cast):
    walk(li_mei, course, "baa")
    walk(li_mei, course, "cc")
    walk(viewer_of(cast.wang_qiang), course, "bc")
    walk(viewer_of(cast.chen_xiao), course, "a")
    lesson_id = course.lessons[-1].id
    everybody = spread(course.id, lesson_id)
    textile = organisation_for(viewer_of(cast.sun), cast.textile)

    assert (everybody.runs, everybody.choices) == (
        2,
        {("talk", "b"): 2, ("law", "a"): 1, ("end", "a"): 1, ("law", "c"): 1},
    )
    assert everybody.endings == {"won": 1, "lost": 1}
    assert spread(course.id, lesson_id, textile).runs == 1


def test_numbers_are_told_to_the_nearest_five():
    assert [rounded(number) for number in (0, 4, 5, 7, 8, 12, 13, 1203)] == [
        0,
        0,
        5,
        5,
        10,
        10,
        15,
        1205,
    ]


def test_who_stopped_days_ago_may_need_help(li_mei, course):
    walk(li_mei, course, "b")
    facts = own_facts(li_mei, [course.id])[course.id]

    assert needs(course, facts, at=MONDAY + timedelta(days=2)) == ()
    found = needs(course, facts, at=MONDAY + timedelta(days=4))
    assert [(one.kind, one.text) for one in found] == [
        (NeedKind.OPEN, "第 1 课情景走了 1 步，2026年3月2日以后没有再做")
    ]
