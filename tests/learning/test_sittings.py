"""Beginning a check: one open sitting, drawn once, ten minutes between two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.learning.actions import start_sitting
from cadreschool.learning.models import CourseStart, DrawnQuestion, Sitting
from cadreschool.learning.queries import own_sittings
from cadreschool.learning.sittings.queries import drawn_versions, sheet_for
from cadreschool.organisations.queries import all_counters
from tests.school.cast import MONDAY
from tests.school.steps import MINUTE, right_answers, save, start, submit, take, viewer_of


def _count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def _started(cast):
    return all_counters().get((cast.textile, "speaking", "started"), 0)


def test_a_first_sitting_is_drawn_from_the_edition_of_the_day(course, li_mei):
    sheet = sheet_for(li_mei, start(li_mei, course))

    assert (sheet.course_id, sheet.lesson_id, sheet.number) == ("speaking", "speaking-1", 1)
    assert (sheet.edition_id, sheet.pass_mark) == (course.edition_id, 80)
    assert (sheet.started_at, sheet.submitted_at, sheet.score) == (MONDAY, None, None)
    assert sheet.is_open
    assert [row.position for row in sheet.drawn] == [1, 2, 3, 4, 5]
    assert all(row.newest is None for row in sheet.drawn)


def test_the_questions_are_those_of_the_lesson_and_the_options_are_all_there(course, li_mei):
    sheet = sheet_for(li_mei, start(li_mei, course, 2))
    bank = {question.version_id: question for question in course.lessons[1].questions}

    for row in sheet.drawn:
        ids = [option.id for option in bank[row.question_version_id].question.options]
        assert sorted(row.option_order) == sorted(ids)


def test_beginning_twice_goes_on_with_the_same_sitting(cast, course, li_mei):
    first = start(li_mei, course)
    again = start(li_mei, course, at=MONDAY + MINUTE)

    assert first == again
    assert (_count(Sitting), _count(DrawnQuestion), _count(CourseStart)) == (1, 5, 1)
    assert _started(cast) == 1


def test_a_check_of_another_lesson_is_another_sitting(cast, course, li_mei):
    assert start(li_mei, course) != start(li_mei, course, 2)
    assert (_count(Sitting), _count(CourseStart)) == (2, 1)
    assert _started(cast) == 1, "a course is begun once"


def test_two_cadres_have_sittings_of_their_own(cast, course, li_mei):
    chen_xiao = viewer_of(cast.chen_xiao)

    hers, his = start(li_mei, course), start(chen_xiao, course)

    assert hers != his
    assert [one.id for one in own_sittings(chen_xiao, "speaking", "speaking-1")] == [his]
    assert _started(cast) == 2


def test_the_sitting_of_somebody_else_is_not_found(cast, course, li_mei):
    sitting_id = start(li_mei, course)

    for other in (cast.chen_xiao, cast.sun):
        for one in (sitting_id, 999):
            with pytest.raises(NotFoundError):
                sheet_for(viewer_of(other), one)


def test_within_ten_minutes_nothing_is_drawn_anew(course, li_mei):
    take(li_mei, course, wrong=5)

    with pytest.raises(ConflictError) as refusal:
        start(li_mei, course, at=MONDAY + timedelta(minutes=9, seconds=59))

    assert refusal.value.message == "距上次交卷不足十分钟，09:10 后可再测。"
    assert _count(Sitting) == 1


def test_after_ten_minutes_a_new_paper_avoids_the_last_one(course, li_mei):
    first = take(li_mei, course, wrong=5)

    second = start(li_mei, course, at=MONDAY + 10 * MINUTE)

    assert sheet_for(li_mei, second).number == 2
    assert len(drawn_versions(first) & drawn_versions(second)) == 0


def test_waiting_for_one_lesson_does_not_hold_up_another(course, li_mei):
    take(li_mei, course, wrong=5)

    assert sheet_for(li_mei, start(li_mei, course, 2, at=MONDAY + MINUTE)).number == 1


def test_a_passed_check_may_be_taken_again(course, li_mei):
    take(li_mei, course)

    again = start(li_mei, course, at=MONDAY + 10 * MINUTE)

    assert sheet_for(li_mei, again).number == 2


def test_a_lesson_without_questions_has_no_check(cast, course, li_mei):
    bare = replace(course.lessons[0], questions=())

    with pytest.raises(ConflictError, match="这一课没有可用的检测题。"):
        write(lambda: start_sitting(li_mei, course, bare, seed=1, at=MONDAY))

    assert (_count(Sitting), _started(cast)) == (0, 0)


def test_questions_whose_time_is_over_are_not_drawn(course, li_mei):
    day = MONDAY.date()
    ended = {"valid_to": day - timedelta(days=1)}
    coming = {"valid_from": day + timedelta(days=1)}
    changes = [ended, coming, *({"valid_from": day, "valid_to": day} for _ in range(8))]
    questions = tuple(
        replace(one, question=replace(one.question, **change))
        for one, change in zip(course.lessons[0].questions, changes, strict=True)
    )
    lesson = replace(course.lessons[0], questions=questions)
    wide = replace(course, draw=10)

    sitting_id = write(lambda: start_sitting(li_mei, wide, lesson, seed=1, at=MONDAY))

    assert drawn_versions(sitting_id) == {one.version_id for one in questions[2:]}


def test_beginning_is_audited(course, li_mei):
    sitting_id = start(li_mei, course)

    row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()

    assert (row.action, row.object_id, row.actor_id) == (
        "sitting.start",
        str(sitting_id),
        li_mei.cadre_id,
    )
    assert row.detail == '{"lesson": "speaking-1"}'


def test_sittings_are_listed_by_number(course, li_mei):
    for number in range(3):
        take(li_mei, course, wrong=number, at=MONDAY + number * 10 * MINUTE)

    sittings = own_sittings(li_mei, "speaking", "speaking-1")

    assert [(one.number, one.score) for one in sittings] == [(1, 100), (2, 80), (3, 60)]
    assert own_sittings(li_mei, "speaking", "speaking-2") == []


def test_a_sitting_can_be_handed_in_with_a_paper_that_was_half_answered(course, li_mei):
    sitting_id = start(li_mei, course)
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course)[:3])

    assert submit(li_mei, sitting_id, course) == 60
