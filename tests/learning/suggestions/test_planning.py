"""A year's plan: twelve months, even, in order, with what a month asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.learning.review.rules import Passed, retest_subject
from cadreschool.learning.rules import CourseFacts, LessonFact
from cadreschool.learning.suggestions.planning import MONTHS, PACES, Recall, plan, recalls_of
from cadreschool.learning.suggestions.required import RequiredSet
from tests.learning.building import a_course
from tests.school.cast import MONDAY

NOVEMBER = date(2026, 11, 22)


def _courses(*sizes: tuple[str, int]):
    return tuple(
        replace(a_course(lessons), id=f"course-{unit}", unit=unit, title=unit)
        for unit, lessons in sizes
    )


def _plan(courses, facts=None, **more):
    wanted = {"on": NOVEMBER} | more
    return plan(RequiredSet(courses, is_core=False), courses, facts or {}, **wanted)


def _taught(year) -> list[tuple[str, str]]:
    return [(course.id, lesson.id) for month in year.months for course, lesson in month.lessons]


_UNITS = st.lists(
    st.sampled_from(["A1", "A5", "A6", "A10", "B2", "B5", "B7", "C1", "D1"]),
    unique=True,
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(_UNITS, st.integers(1, 12), st.none() | st.sampled_from(PACES), st.dates())
def test_every_lesson_once_in_the_order_of_its_course_and_none_beyond_the_pace(
    units, lessons, pace, on
):
    on = on.replace(year=2000 + on.year % 100)
    courses = _courses(*((unit, lessons) for unit in units))
    year = _plan(courses, on=on, pace=pace)
    taught = _taught(year)
    sizes = [len(month.lessons) for month in year.months]

    assert len(year.months) == MONTHS
    assert len(taught) == len(set(taught)) == year.total - year.left
    assert max(sizes) <= year.pace <= max(PACES)
    for course in courses:
        mine = [lesson for course_id, lesson in taught if course_id == course.id]
        assert mine == [lesson.id for lesson in course.lessons][: len(mine)]
    if pace is None:
        assert max(sizes) - min(sizes) <= 1
        assert year.left == max(0, year.total - MONTHS * max(PACES))


def test_a_slower_pace_leaves_lessons_for_later():
    year = _plan(_courses(("A1", 20)), pace=1)

    assert (year.total, year.left) == (20, 8)


def test_a_lesson_comes_in_the_month_that_asks_for_it():
    year = _plan(_courses(("A5", 2), ("B5", 2), ("A1", 20)))
    months = {
        month.first.month: {course.unit for course, _ in month.lessons} for month in year.months
    }

    assert year.months[0].first == date(2026, 11, 1)
    assert {"A5", "B5"} == set().union(*(months[n] for n in (4, 5, 6))) - {"A1"}
    assert months[12] == {"A1"}


def test_works_are_named_only_where_a_course_teaches_them():
    year = _plan(_courses(("A5", 2)))
    works = {month.first.month: month.works for month in year.months}

    assert works[6] == ("安全生产",)
    assert works[4] == ("职业病防治",)
    assert works[10] == ()


def test_what_is_finished_is_not_planned_any_more():
    (course,) = _courses(("A1", 3))
    facts = {course.id: CourseFacts({"lesson-1": LessonFact(MONDAY, 1)}, ())}

    assert _taught(_plan((course,), facts)) == [(course.id, "lesson-2"), (course.id, "lesson-3")]


def test_a_record_is_offered_once_a_quarter():
    assert [month.has_record for month in _plan(()).months] == [False, False, True] * 4


def test_retests_stand_in_the_month_in_which_they_fall_due():
    passed = [Passed("course", "lesson", 1, NOVEMBER - timedelta(days=40))]
    found = recalls_of(passed, set(), NOVEMBER)
    year = _plan((), recalls=found)

    assert [(one.days, one.due_on) for one in found] == [
        (30, NOVEMBER - timedelta(days=10)),
        (90, NOVEMBER + timedelta(days=50)),
    ]
    assert [len(month.recalls) for month in year.months] == [1, 0, 1] + [0] * 9
    taken = {retest_subject("course", "lesson", 30)}
    assert recalls_of(passed, taken, NOVEMBER) == [
        Recall("course", "lesson", NOVEMBER + timedelta(days=50), 90)
    ]
