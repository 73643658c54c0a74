"""A year's plan: twelve months from now, made anew at every look. Pure.

Nothing of it is kept, nothing is reminded of: who does not keep to it meets the same offer again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.learning.review.rules import RETEST_DAYS, Passed, due_retests, retest_subject
from cadreschool.learning.rules import NO_FACTS, CourseFacts
from cadreschool.learning.suggestions.required import RequiredSet

MONTHS: Final = 12
PACES: Final = (1, 2, 3, 4, 5, 6)
"""Lessons a month that one may choose."""
_QUARTER: Final = 3

Offered = tuple[PublishedCourse, PublishedLesson]

YEAR: Final[Mapping[int, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    1: (("欠薪治理", ("A8",)), ("困难职工帮扶", ("B7",))),
    2: (("欠薪治理", ("A8",)),),
    3: (("集体协商要约", ("A10", "B4")), ("女职工权益", ("A6",))),
    4: (("年度职代会", ("B5",)), ("职业病防治", ("A5",))),
    5: (("劳动竞赛", ("B10",)),),
    6: (("安全生产", ("A5",)),),
    9: (("集体合同到期清理", ("A10",)),),
    10: (("换届与会籍核对", ("B2",)),),
    11: (("法律政策宣讲", ("C5",)),),
    12: (("困难职工复核", ("B7",)),),
}
"""What unions often do in a month, with the units that help: only what courses here teach."""


@dataclass(frozen=True, slots=True)
class Recall:
    """A re-test that falls into a month: of which lesson, from which day on, after how many."""

    course_id: str
    lesson_id: str
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Month:
    """What is offered for one month; `first` is its first day."""

    first: date
    lessons: tuple[Offered, ...]
    recalls: tuple[Recall, ...]
    scenario: Offered | None
    has_record: bool
    works: tuple[str, ...]
    """What unions often do now, for those who want to learn it when they need it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Twelve months, and how many lessons are left after them at this pace."""

    months: tuple[Month, ...]
    pace: int
    total: int
    left: int


def plan(
    meant: RequiredSet,
    courses: Sequence[PublishedCourse],
    facts: Mapping[str, CourseFacts],
    *,
    recalls: Sequence[Recall] = (),
    on: date,
    pace: int | None = None,
) -> Plan:
    """Plan a year: the lessons that are not finished at a pace, each course in its order.

    `courses` are all there are: scenarios come from them once the required ones are walked. Without
    a pace the lessons are spread over the twelve months.
    """
    firsts = list(islice(_months_from(on), MONTHS))
    units = {one.unit for one in courses}
    queues = _unfinished(meant.courses, facts)
    total = sum(len(queue) for _, queue in queues)
    scenarios = _scenarios(meant, courses, facts)
    sizes = _sizes(total, pace)
    months = []
    for number, first in enumerate(firsts):
        chosen = _choose(queues, sizes[number], firsts[number:])
        months.append(
            Month(
                first,
                tuple(chosen),
                tuple(_recalls_in(recalls, first, on)),
                scenarios[number] if number < len(scenarios) else None,
                number % _QUARTER == _QUARTER - 1,
                tuple(name for name, of in YEAR.get(first.month, ()) if units & set(of)),
            )
        )
    left = sum(len(queue) for _, queue in queues)
    return Plan(tuple(months), max(sizes), total, left)


def recalls_of(passed: Iterable[Passed], taken: Collection[str], on: date) -> list[Recall]:
    """Return the re-tests due now and those that fall due later, by day; none that was taken."""
    lessons = list(passed)
    now = due_retests(lessons, taken, on)
    found = [
        Recall(one.passed.course_id, one.passed.lesson_id, one.due_on, one.days) for one in now
    ]
    for one in lessons:
        for days in RETEST_DAYS:
            due_on = one.on + timedelta(days=days)
            subject = retest_subject(one.course_id, one.lesson_id, days)
            if due_on > on and subject not in taken:
                found.append(Recall(one.course_id, one.lesson_id, due_on, days))
    return sorted(found, key=lambda one: (one.due_on, one.course_id, one.lesson_id))


# Months ------------------------------------------------------------------------------------------


def _months_from(on: date) -> Iterable[date]:
    first = on.replace(day=1)
    while True:
        yield first
        first = _after(first)


def _after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _sizes(total: int, pace: int | None) -> list[int]:
    """Return how many lessons each month gets: so many, or all of them spread evenly."""
    if pace is not None:
        return [pace] * MONTHS
    even = min(total, MONTHS * max(PACES))
    return [even // MONTHS + (number < even % MONTHS) for number in range(MONTHS)]


def _recalls_in(recalls: Iterable[Recall], first: date, on: date) -> Iterable[Recall]:
    """Yield what falls due in a month; what is due already belongs to the present one."""
    return (one for one in recalls if first <= max(one.due_on, on) < _after(first))


# Lessons -----------------------------------------------------------------------------------------

_Queue = tuple[PublishedCourse, list[PublishedLesson]]


def _unfinished(
    courses: Iterable[PublishedCourse], facts: Mapping[str, CourseFacts]
) -> list[_Queue]:
    """Return the lessons to be read or written, course by course; scenarios come by themselves."""
    return [
        (course, found)
        for course in courses
        if (
            found := [
                lesson
                for lesson in course.lessons
                if lesson.scenario is None
                and lesson.id not in facts.get(course.id, NO_FACTS).lessons
            ]
        )
    ]


def _choose(queues: Sequence[_Queue], size: int, months: Sequence[date]) -> list[Offered]:
    """Take so many lessons: those needed this month, then those that no later month asks for."""
    chosen: list[Offered] = []
    order = sorted(queues, key=lambda one: _turn(one[0].unit, months))
    for course, lessons in order:
        while lessons and len(chosen) < size:
            chosen.append((course, lessons.pop(0)))
    return chosen


def _turn(unit: str, months: Sequence[date]) -> int:
    """Return when a unit's turn is: at once if needed now, later the later it is needed."""
    needed = [at for at, first in enumerate(months) if unit in _needed_in(first.month)]
    if not needed:
        return 1
    return 0 if needed[0] == 0 else 1 + needed[0]


def _needed_in(month: int) -> set[str]:
    return {unit for _, units in YEAR.get(month, ()) for unit in units}


def _scenarios(
    meant: RequiredSet, courses: Iterable[PublishedCourse], facts: Mapping[str, CourseFacts]
) -> list[Offered]:
    """Return the scenarios not walked to an end, the required ones first."""
    found = [
        (course, lesson)
        for course in courses
        for lesson in course.lessons
        if lesson.scenario is not None and lesson.id not in facts.get(course.id, NO_FACTS).lessons
    ]
    return sorted(found, key=lambda one: one[0] not in meant.courses)
