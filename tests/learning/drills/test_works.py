"""A work: written, closed, marked by its writer, and answered by somebody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.learning.actions import finish_reading
from cadreschool.learning.drills import actions
from cadreschool.learning.drills.actions import Marking
from cadreschool.learning.drills.queries import (
    submitted_work,
    submitted_works,
    waiting_works,
    work_for,
)
from cadreschool.learning.queries import own_facts
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import NO_FACTS, Status, lesson_standing, standing
from cadreschool.notices.models import Message
from tests.school.cast import MONDAY
from tests.school.drills import a_drill_course
from tests.school.keeping import kept
from tests.school.running import publish_course
from tests.school.steps import viewer_of
from tests.school.writing import TEXT, begin_work, close, drill_of, mark, save, submit


@pytest.fixture
def course(app, session):
    course_id = kept(app, "drill course", lambda: publish_course(a_drill_course()).id)
    found = load_catalogue().course(course_id)
    db.session.close()
    return found


@pytest.fixture
def li_mei(cast, course):
    return viewer_of(cast.li_mei)


def stands(viewer, course):
    facts = own_facts(viewer, [course.id]).get(course.id, NO_FACTS)
    return lesson_standing(course.lessons[-1], facts), standing(course, facts)


def test_before_anything_the_lesson_waits(li_mei, course):
    assert reason_texts(stands(li_mei, course)[0]) == ["还没有写"]


def test_a_text_under_way_is_no_finished_lesson(li_mei, course):
    save(li_mei, begin_work(li_mei, course), TEXT)
    lesson, whole = stands(li_mei, course)

    assert lesson.status is whole.status is Status.IN_PROGRESS
    assert reason_texts(lesson) == ["写了，还没有自评"]


def test_marking_ones_own_text_finishes_the_lesson(li_mei, course):
    work_id = begin_work(li_mei, course)
    save(li_mei, work_id, TEXT)
    close(li_mei, work_id)
    mark(li_mei, work_id, 2, 1, 0, words="下次先写日期")

    own = work_for(li_mei, work_id).own_mark
    assert (own.points, own.words) == ((2, 1, 0), "下次先写日期")
    assert [one.status for one in stands(li_mei, course)] == [Status.FINISHED] * 2


def test_beginning_again_goes_on_with_the_open_text_and_a_closed_one_is_followed_by_another(
    li_mei, course
):
    first = begin_work(li_mei, course)
    assert begin_work(li_mei, course) == first
    save(li_mei, first, TEXT)
    close(li_mei, first)

    second = begin_work(li_mei, course)
    assert work_for(li_mei, second).number == 2


def test_a_stale_text_is_not_stored(li_mei, course):
    work_id = begin_work(li_mei, course)
    assert save(li_mei, work_id, "一").version == 1

    stale = save(li_mei, work_id, "二", base=0)
    assert stale.is_stale
    assert work_for(li_mei, work_id).text == "一"
    assert not save(li_mei, work_id, "一", base=0).is_stale, "the same words are stored already"
    assert save(li_mei, work_id, "三", base=1).version == 2


@pytest.mark.parametrize("text", ["太短。", "长" * 61])
def test_a_text_of_the_wrong_length_is_kept_and_not_closed(li_mei, course, text):
    work_id = begin_work(li_mei, course)
    save(li_mei, work_id, text)

    with pytest.raises(InvalidError, match="现在"):
        close(li_mei, work_id)
    sheet = work_for(li_mei, work_id)
    assert (sheet.is_open, sheet.text) == (True, text)


def test_a_closed_text_changes_no_more(li_mei, course):
    work_id = begin_work(li_mei, course)
    save(li_mei, work_id, TEXT)
    close(li_mei, work_id)
    close(li_mei, work_id)

    with pytest.raises(ConflictError, match="不能再改"):
        save(li_mei, work_id, "改一改", base=1)
    assert work_for(li_mei, work_id).text == TEXT


def test_an_open_text_is_not_marked(li_mei, course):
    work_id = begin_work(li_mei, course)

    with pytest.raises(ConflictError, match="先写好"):
        mark(li_mei, work_id, 2, 2, 2)


@pytest.mark.parametrize("points", [(2, 2), (2, 2, None), (2, 2, 3), (2, 2, -1), (2, 2, 2, 2)])
def test_every_point_gets_a_mark_that_exists(li_mei, course, points):
    work_id = begin_work(li_mei, course)
    save(li_mei, work_id, TEXT)
    close(li_mei, work_id)

    with pytest.raises(InvalidError):
        mark(li_mei, work_id, *points)
    assert stands(li_mei, course)[0].status is Status.IN_PROGRESS


def test_marking_again_keeps_both_and_the_newest_counts(li_mei, course):
    work_id = submit(li_mei, course)
    mark(li_mei, work_id, 2, 2, 2)
    sheet = work_for(li_mei, work_id)

    assert [one.points for one in sheet.marks] == [(2, 1, 0), (2, 2, 2)]
    assert sheet.own_mark.points == (2, 2, 2)


def test_nothing_is_submitted_before_it_is_marked(li_mei, course):
    work_id = begin_work(li_mei, course)
    save(li_mei, work_id, TEXT)
    close(li_mei, work_id)

    with pytest.raises(ConflictError, match="先照要点自评"):
        write(lambda: actions.submit_work(li_mei, work_id, at=MONDAY))


def test_a_marker_answers_and_the_writer_is_told(li_mei, course, cast):
    work_id = submit(li_mei, course)
    zhou, courses = viewer_of(cast.zhou), {course.id}
    assert waiting_works(zhou, courses) == 1
    marking = Marking((2, 2, 1), "事实清楚，下一步再写上日期。")
    write(lambda: actions.answer_work(zhou, work_id, marking, drill_of, courses, at=MONDAY))

    answer = work_for(li_mei, work_id).answer
    assert (answer.points, answer.words) == ((2, 2, 1), "事实清楚，下一步再写上日期。")
    assert waiting_works(zhou, courses) == 0
    told = db.session.scalars(select(Message)).one()
    assert (told.cadre_id, told.link) == (cast.li_mei, f"/drills/{work_id}/comparison/")


def test_nobody_marks_what_they_wrote_nor_what_they_do_not_teach(li_mei, course, cast):
    work_id = submit(li_mei, course)
    zhou = viewer_of(cast.zhou)

    for viewer, courses in ((li_mei, {course.id}), (zhou, {"speaking"}), (zhou, set())):
        with pytest.raises(NotFoundError):
            submitted_work(viewer, work_id, courses)
        assert submitted_works(viewer, courses, limit=9) == []


def test_what_was_not_submitted_is_nobody_elses(li_mei, course, cast):
    work_id = begin_work(li_mei, course)
    save(li_mei, work_id, TEXT)

    with pytest.raises(NotFoundError):
        submitted_work(viewer_of(cast.zhou), work_id, {course.id})
    with pytest.raises(NotFoundError):
        work_for(viewer_of(cast.zhou), work_id)


def test_those_that_wait_longest_come_first(course, cast):
    ids = [submit(viewer_of(one), course) for one in (cast.li_mei, cast.wang_qiang, cast.sun)]
    zhou, courses = viewer_of(cast.zhou), {course.id}
    marking = Marking((2, 2, 2), "好。")
    write(lambda: actions.answer_work(zhou, ids[0], marking, drill_of, courses, at=MONDAY))

    rows = submitted_works(zhou, courses, limit=9)
    assert [row.id for row in rows] == [ids[1], ids[2], ids[0]]


def test_a_drill_is_not_finished_by_reading(li_mei, course):
    with pytest.raises(ConflictError, match="写好并自评"):
        write(lambda: finish_reading(li_mei, course, course.lessons[-1], at=MONDAY))


def test_a_lesson_to_read_is_no_drill(li_mei, course):
    reading = load_catalogue().course("speaking")
    db.session.close()

    with pytest.raises(ConflictError, match="不是写一写"):
        begin_work(li_mei, reading)
