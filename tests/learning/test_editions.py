"""A later edition asks for what is new and takes nothing back."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.actions import move_stamp
from cadreschool.courses.models import Edition
from cadreschool.kernel.db import db, write
from cadreschool.learning.actions import finish_completed_courses
from cadreschool.learning.models import CourseRecord, LessonRecord
from cadreschool.learning.queries import cadres_with_all, facts_of
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import standing
from cadreschool.organisations.queries import all_counters
from tests.school.cast import MONDAY
from tests.school.steps import MINUTE, finish, right_answers, save, start, submit, take, viewer_of


def _next_edition(course, lessons):
    """Keep a second edition of a course that holds these lessons."""

    def unit():
        row = Edition(
            course_id=course.id,
            number=2,
            digest="2" * 64,
            title=course.title,
            note="",
            published_at=MONDAY,
            published_by=None,
        )
        db.session.add(row)
        move_stamp()
        return row.id

    return replace(course, edition_id=write(unit), number=2, lessons=tuple(lessons))


def _added(lesson, number):
    return replace(lesson, id=f"speaking-{number}", position=number)


def _lesson_editions():
    rows = db.session.execute(select(LessonRecord.lesson_id, LessonRecord.edition_id))
    return {row[0]: row[1] for row in rows}


def _course_editions():
    return list(db.session.scalars(select(CourseRecord.edition_id)))


def _sentence(cadre_id, course):
    found = standing(course, facts_of([cadre_id], [course.id])[cadre_id, course.id])
    return f"{found.status.label}：{'；'.join(reason_texts(found))}"


def _finished(cast):
    return all_counters().get((cast.textile, "speaking", "finished"), 0)


def test_a_check_begun_in_an_old_edition_is_marked_by_it(course, li_mei):
    sitting_id = start(li_mei, course)
    newer = _next_edition(course, [replace(course.lessons[0], questions=())])
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course))

    assert submit(li_mei, sitting_id, course, current=newer) == 100
    assert _lesson_editions() == {"speaking-1": course.edition_id}, "where it was earned"


def test_a_pass_in_an_old_edition_completes_the_course_as_it_is_now(cast, course, li_mei):
    sitting_id = start(li_mei, course)
    newer = _next_edition(course, course.lessons[:1])
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course))

    submit(li_mei, sitting_id, course, current=newer)

    assert _course_editions() == [newer.edition_id]
    assert _finished(cast) == 1


def test_a_pass_in_an_old_edition_does_not_complete_a_course_that_has_grown(cast, course, li_mei):
    take(li_mei, course, 1)
    sitting_id = start(li_mei, course, 2)
    newer = _next_edition(course, [*course.lessons, _added(course.lessons[0], 3)])
    save(li_mei, sitting_id, *right_answers(li_mei, sitting_id, course))

    submit(li_mei, sitting_id, course, current=newer)

    assert _course_editions() == []
    assert _sentence(cast.li_mei, newer) == "学习中：缺第 3 课（共 3 课）"
    assert _finished(cast) == 0


def test_finishing_is_never_taken_back(cast, course, li_mei):
    finish(li_mei, course)
    newer = _next_edition(course, [*course.lessons, _added(course.lessons[0], 3)])

    assert write(lambda: finish_completed_courses(newer, at=MONDAY + MINUTE)) == 0

    assert _course_editions() == [course.edition_id]
    assert _finished(cast) == 1
    assert _sentence(cast.li_mei, newer) == (
        "已完成：2026年3月2日完成；新版增加第 3 课，可继续学习"
    )


def test_the_added_lesson_can_be_finished_and_the_course_is_not_counted_again(cast, course, li_mei):
    finish(li_mei, course)
    newer = _next_edition(course, [*course.lessons, _added(course.lessons[0], 3)])

    take(li_mei, newer, 3, at=MONDAY + MINUTE)

    assert _lesson_editions()["speaking-3"] == newer.edition_id
    assert _course_editions() == [course.edition_id]
    assert _finished(cast) == 1
    assert _sentence(cast.li_mei, newer) == "已完成：2026年3月2日完成"


def test_a_shorter_edition_finishes_the_course_for_those_who_have_all_it_asks(cast, course, li_mei):
    take(li_mei, course, 1)
    take(viewer_of(cast.chen_xiao), course, 2)
    shorter = _next_edition(course, course.lessons[:1])

    assert cadres_with_all("speaking", ["speaking-1"]) == [cast.li_mei]
    db.session.close()
    assert write(lambda: finish_completed_courses(shorter, at=MONDAY + MINUTE)) == 1
    assert write(lambda: finish_completed_courses(shorter, at=MONDAY + MINUTE)) == 0

    assert _course_editions() == [shorter.edition_id]
    assert _finished(cast) == 1
    audited = select(AuditRow.actor_id, AuditRow.detail).where(AuditRow.action == "course.finish")
    assert [tuple(row) for row in db.session.execute(audited)] == [
        (None, f'{{"cadre": {cast.li_mei}}}')
    ], "it was the publication that finished it"
