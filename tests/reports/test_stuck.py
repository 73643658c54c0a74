"""Who needs help, and why: from facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cadreschool.kernel.db import write
from cadreschool.learning import queries as learning
from cadreschool.learning.actions import save_position
from cadreschool.learning.rules import NO_FACTS, CourseFacts, LessonFact, SittingFact
from cadreschool.reports.requests import View
from cadreschool.reports.rosters.queries import listing
from cadreschool.reports.stuck import queries
from cadreschool.reports.stuck.queries import all_entries, stuck
from cadreschool.reports.stuck.rules import NeedKind, last_fact, needs
from tests.school.cast import MONDAY
from tests.school.steps import finish, start, take, viewer_of

MINUTES = timedelta(minutes=11)
DAY = timedelta(days=1)


@pytest.fixture
def find(ask, courses):
    """Return who needs help, as names, reasons and sentences."""

    def found(name="county", *, at=MONDAY + DAY, **words):
        request = ask(name, View.STUCK, **words)
        return [
            (entry.person.name, entry.kind.value, entry.texts)
            for entry in stuck(request, request.chosen(courses), at=at).entries
        ]

    return found


def _fail(cadre_id, course, times):
    for number in range(times):
        take(viewer_of(cadre_id), course, wrong=5, at=MONDAY + number * MINUTES)


def test_three_failed_checks_in_a_row_are_named_with_the_best_score(cast, find, courses):
    _fail(cast.li_mei, courses[0], 3)
    _fail(cast.wang_qiang, courses[0], 2)

    assert find() == [
        ("李梅", "failing", ["第 1 课检测连续 3 次未合格，最好 0 分，须 80 分"]),
    ]


def test_a_check_that_was_passed_in_the_end_is_no_trouble(cast, find, courses):
    _fail(cast.li_mei, courses[0], 3)
    take(viewer_of(cast.li_mei), courses[0], at=MONDAY + 4 * MINUTES)

    assert find() == []


def test_a_check_left_open_for_three_days_is_named_and_one_of_today_is_not(cast, find, courses):
    start(viewer_of(cast.li_mei), courses[0])

    assert find(at=MONDAY + 2 * DAY) == []
    assert find(at=MONDAY + 3 * DAY) == [
        ("李梅", "open", ["第 1 课检测2026年3月2日开始，尚未交卷"])
    ]


def test_thirty_days_are_counted_from_the_last_fact(cast, find, courses):
    take(viewer_of(cast.li_mei), courses[0])
    take(viewer_of(cast.li_mei), courses[0], 2, wrong=5, at=MONDAY + 10 * DAY)

    assert find(at=MONDAY + 39 * DAY) == []
    assert find(at=MONDAY + 40 * DAY) == [
        ("李梅", "quiet", ["2026年3月12日以后没有新的完成或检测，已 30 天"])
    ]


def test_who_finished_or_never_began_needs_nothing(cast, find, courses):
    finish(viewer_of(cast.li_mei), courses[0])

    assert find(at=MONDAY + 100 * DAY) == []


def test_reading_a_page_changes_nothing(cast, find, courses):
    """No reading position, no sign-in and no saved answer puts the quiet days off."""
    take(viewer_of(cast.li_mei), courses[0])
    before = find(at=MONDAY + 30 * DAY)
    viewer = viewer_of(cast.li_mei, at=MONDAY + 29 * DAY)
    write(lambda: _read_on(viewer, courses[0]))

    assert find(at=MONDAY + 30 * DAY) == before


def _read_on(viewer, course):

    save_position(viewer, course, course.lessons[1], "b-1")


def test_two_lessons_before_the_end_a_word_helps(courses):
    course = courses[0]
    lessons = tuple(replace(course.lessons[0], id=f"lesson-{n}", questions=()) for n in range(5))
    course = replace(course, lessons=lessons)
    done = {lesson.id: LessonFact(MONDAY, None) for lesson in lessons[:3]}
    facts = CourseFacts(done, ())

    assert needs(course, facts, at=MONDAY + 6 * DAY) == ()
    (need,) = needs(course, facts, at=MONDAY + 7 * DAY)
    assert (need.kind, need.text) == (NeedKind.NEARLY, "共 5 课，只差第 4、5 课")
    assert [one.kind for one in needs(course, facts, at=MONDAY + 30 * DAY)] == [
        NeedKind.QUIET,
        NeedKind.NEARLY,
    ]
    assert last_fact(NO_FACTS) is None


def test_only_failures_since_the_last_pass_count(courses):
    course = courses[0]
    lesson = course.lessons[0].id
    scores = (0, 0, 90, 0, 0)
    sittings = [
        SittingFact(number, lesson, number, MONDAY, MONDAY, score, 80)
        for number, score in enumerate(scores, start=1)
    ]

    assert needs(course, CourseFacts({}, sittings), at=MONDAY) == ()


def test_what_waits_for_a_marker_is_no_failure(courses):
    course = courses[0]
    lesson = course.lessons[0].id
    failed = [SittingFact(n, lesson, n, MONDAY, MONDAY, 0, 80) for n in (1, 2, 3)]
    waiting = [*failed[:2], replace(failed[2], pending=1)]

    (need,) = needs(course, CourseFacts({}, failed), at=MONDAY)
    assert need.kind is NeedKind.FAILING
    assert needs(course, CourseFacts({}, waiting), at=MONDAY) == ()


def test_the_most_pressing_reason_comes_first_and_each_stands_once(cast, find, courses):
    start(viewer_of(cast.chen_xiao), courses[1])
    _fail(cast.wang_qiang, courses[0], 3)
    take(viewer_of(cast.li_mei), courses[0])

    found = find(at=MONDAY + 60 * DAY)

    assert [(name, kind) for name, kind, _ in found] == [
        ("王强", "failing"),
        ("陈晓", "open"),
        ("李梅", "quiet"),
    ]
    assert len(found[0][2]) == 2, "the other reasons stand beside the first"


def test_filters_narrow_who_is_looked_at(cast, find, courses):
    for cadre in (cast.li_mei, cast.chen_xiao, cast.wang_qiang):
        start(viewer_of(cadre), courses[0])
    start(viewer_of(cast.li_mei), courses[1])
    late = MONDAY + 4 * DAY

    assert [one[0] for one in find(at=late)] == ["李梅", "李梅", "陈晓", "王强"]
    assert [one[0] for one in find("qingshi", at=late)] == ["王强"]
    assert [one[0] for one in find(at=late, courses="listening")] == ["李梅"]
    assert [one[0] for one in find(at=late, post="group_leader")] == ["陈晓"]
    assert find(at=late, scope="direct") == []
    assert find(at=late, reason="failing") == []


def test_too_many_are_left_to_a_job(cast, ask, courses, monkeypatch):
    for cadre in (cast.li_mei, cast.chen_xiao):
        start(viewer_of(cadre), courses[0])
    request = ask("county", View.STUCK)
    late = MONDAY + 4 * DAY
    whole = stuck(request, courses, at=late)

    monkeypatch.setattr(queries, "MOST_AT_ONCE", 1)
    found = stuck(request, courses, at=late)

    assert (found.is_too_many, found.under_way, found.entries) == (True, 2, ())
    assert all_entries(request, courses, listing(request, courses), at=late) == whole.entries


@pytest.mark.parametrize("names", [["li_mei"], ["li_mei", "chen_xiao", "wang_qiang"]])
def test_it_costs_eight_queries_for_any_number_of_cadres(cast, ask, courses, count_queries, names):
    for name in names:
        start(viewer_of(getattr(cast, name)), courses[0])
    request = ask("county", View.STUCK)

    with count_queries() as statements:
        found = stuck(request, courses, at=MONDAY + 4 * DAY)

    assert len(found.entries) == len(names)
    assert len(statements) == 8


def test_the_facts_looked_at_are_those_of_the_record(cast, find, courses):
    start(viewer_of(cast.li_mei), courses[0])
    facts = learning.facts_of([cast.li_mei], [courses[0].id])[cast.li_mei, courses[0].id]

    told = [need.text for need in needs(courses[0], facts, at=MONDAY + 5 * DAY)]

    assert find(at=MONDAY + 5 * DAY) == [("李梅", "open", told)]
