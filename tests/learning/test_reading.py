"""Lessons that are only read, and the paragraph one read last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.learning.actions import finish_reading, save_position
from cadreschool.learning.models import CourseRecord, CourseStart, LessonRecord, ReadingPosition
from cadreschool.learning.queries import own_latest_place, own_lesson_state
from cadreschool.learning.rules import CourseFacts, LessonFact
from cadreschool.organisations.queries import all_counters
from tests.school.cast import MONDAY
from tests.school.steps import MINUTE, start, take, viewer_of


@pytest.fixture
def to_read(course):
    """Return the course with lessons that have no questions."""
    return replace(course, lessons=tuple(replace(one, questions=()) for one in course.lessons))


def _read(viewer, course, number=1, *, at=MONDAY):
    write(lambda: finish_reading(viewer, course, course.lessons[number - 1], at=at))


def _at(viewer, course, number, block):
    write(lambda: save_position(viewer, course, course.lessons[number - 1], block))


def test_a_lesson_marked_as_read_is_finished_and_begins_its_course(cast, to_read, li_mei):
    _read(li_mei, to_read)

    rows = db.session.execute(
        select(LessonRecord.lesson_id, LessonRecord.sitting_id, LessonRecord.finished_at)
    )
    assert [tuple(row) for row in rows] == [("speaking-1", None, MONDAY)]
    assert db.session.scalars(select(CourseStart.started_at)).all() == [MONDAY]
    assert all_counters()[cast.textile, "speaking", "started"] == 1


def test_marking_it_again_changes_nothing(cast, to_read, li_mei):
    _read(li_mei, to_read)
    _read(li_mei, to_read, at=MONDAY + MINUTE)

    assert db.session.scalars(select(LessonRecord.finished_at)).all() == [MONDAY]
    assert all_counters()[cast.textile, "speaking", "started"] == 1


def test_the_last_lesson_read_finishes_the_course(cast, to_read, li_mei):
    _read(li_mei, to_read, 1)
    _read(li_mei, to_read, 2, at=MONDAY + MINUTE)

    assert db.session.scalars(select(CourseRecord.finished_at)).all() == [MONDAY + MINUTE]
    assert all_counters()[cast.textile, "speaking", "finished"] == 1


def test_a_lesson_with_a_check_cannot_be_marked_as_read(course, li_mei):
    with pytest.raises(ConflictError) as refusal:
        _read(li_mei, course)

    assert refusal.value.message == "这一课有检测，检测合格后自动记为完成。"
    assert db.session.scalars(select(LessonRecord.lesson_id)).all() == []
    assert db.session.scalars(select(CourseStart.cadre_id)).all() == []


def test_a_lesson_nobody_touched_has_no_state(course, li_mei):
    state = own_lesson_state(li_mei, "speaking", "speaking-1")

    assert (state.facts, state.block) == (CourseFacts({}, []), "")


def test_the_state_of_a_lesson_is_that_of_the_viewer_alone(cast, course, li_mei):
    _at(li_mei, course, 1, "b-2")
    sitting_id = take(li_mei, course)
    wang_qiang = viewer_of(cast.wang_qiang)
    _at(wang_qiang, course, 1, "b-9")
    start(wang_qiang, course)

    state = own_lesson_state(li_mei, "speaking", "speaking-1")

    assert state.block == "b-2"
    assert state.facts.lessons == {"speaking-1": LessonFact(MONDAY, sitting_id)}
    assert [sitting.id for sitting in state.facts.sittings] == [sitting_id]


def test_the_place_is_the_lesson_read_last(cast, course, li_mei):
    assert own_latest_place(li_mei) is None
    db.session.close()

    _at(li_mei, course, 1, "b-1")
    _at(li_mei, course, 2, "b-1")
    assert own_latest_place(li_mei) == ("speaking", "speaking-2")
    db.session.close()

    _at(li_mei, course, 1, "b-2")
    _at(viewer_of(cast.wang_qiang), course, 2, "b-7")
    assert own_latest_place(li_mei) == ("speaking", "speaking-1")


def test_reading_on_in_the_same_lesson_moves_the_paragraph_and_not_the_turn(course, li_mei):
    for block in ("b-1", "b-2", "b-3"):
        _at(li_mei, course, 1, block)

    rows = db.session.execute(select(ReadingPosition.block, ReadingPosition.turn))

    assert [tuple(row) for row in rows] == [("b-3", 1)]


def test_nothing_tells_when_or_how_long_somebody_read():
    columns = {column.name for column in ReadingPosition.__table__.columns}

    assert columns == {"cadre_id", "course_id", "lesson_id", "block", "turn"}
