"""Where a cadre stands, and why: every status prints its reason, the same words everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cadreschool.learning.reasons import reason_text, reason_texts
from cadreschool.learning.rules import (
    NO_FACTS,
    CheckMissed,
    CheckOpen,
    CheckPending,
    Finished,
    LessonsAdded,
    LessonsMissing,
    NotChecked,
    NothingYet,
    NotRead,
    Status,
    is_course_finished,
    lesson_standing,
    next_lesson,
    standing,
)
from tests.learning.building import a_course, a_lesson, a_sitting, facts
from tests.school.cast import MONDAY

COURSE = a_course(3)
LESSON = COURSE.lessons[0]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (LessonsMissing((3,), 5), "缺第 3 课（共 5 课）"),
        (LessonsMissing((1, 2, 5), 5), "缺第 1、2、5 课（共 5 课）"),
        (CheckMissed(3, 72, 80), "第 3 课检测 72 分，须 80 分"),
        (CheckMissed(None, 72, 80), "检测 72 分，须 80 分"),
        (CheckMissed(1, 0, 60), "第 1 课检测 0 分，须 60 分"),
        (CheckPending(2, 3), "第 2 课检测有 3 题待人工评阅"),
        (Finished(MONDAY, 60, is_lowered=True), "2026年3月2日检测合格，改判后 60 分，完成不变"),
        (CheckOpen(2), "第 2 课检测尚未交卷"),
        (CheckOpen(None), "检测尚未交卷"),
        (NothingYet(4), "共 4 课，尚未开始"),
        (NotChecked(), "尚未检测"),
        (NotRead(), "尚未读完"),
        (Finished(MONDAY, None), "2026年3月2日完成"),
        (Finished(MONDAY, 100), "2026年3月2日检测 100 分"),
        (Finished(MONDAY, 0), "2026年3月2日检测 0 分"),
        (LessonsAdded((4, 5)), "新版增加第 4、5 课，可继续学习"),
    ],
)
def test_every_reason_has_its_words(reason, text):
    assert reason_text(reason) == text


def test_the_day_of_a_reason_is_the_day_in_shanghai():
    late = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)

    assert reason_text(Finished(late, None)) == "2026年3月3日完成"


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (Status.NOT_STARTED, "未开始"),
        (Status.IN_PROGRESS, "学习中"),
        (Status.FINISHED, "已完成"),
    ],
)
def test_every_status_has_its_word(status, label):
    assert status.label == label


# Lessons


def _lesson(*sittings, lesson=LESSON, **more):
    found = lesson_standing(lesson, facts(*sittings, **more))
    return found.status, reason_texts(found)


def test_a_lesson_nobody_touched_waits_for_its_check():
    assert _lesson() == (Status.NOT_STARTED, ["尚未检测"])


def test_a_lesson_without_questions_waits_to_be_read():
    assert _lesson(lesson=a_lesson(1, questions=0)) == (Status.NOT_STARTED, ["尚未读完"])


def test_a_check_under_way_is_in_progress():
    assert _lesson(a_sitting()) == (Status.IN_PROGRESS, ["检测尚未交卷"])


def test_a_check_below_the_mark_names_the_best_score_and_the_mark():
    found = _lesson(a_sitting(score=72), a_sitting(number=2, score=60))

    assert found == (Status.IN_PROGRESS, ["检测 72 分，须 80 分"])


def test_a_check_at_nothing_is_a_check_too():
    assert _lesson(a_sitting(score=0)) == (Status.IN_PROGRESS, ["检测 0 分，须 80 分"])


def test_a_missed_check_and_an_open_one_are_both_told():
    found = _lesson(a_sitting(score=40), a_sitting(number=2))

    assert found == (Status.IN_PROGRESS, ["检测 40 分，须 80 分", "检测尚未交卷"])


def test_a_passed_lesson_tells_the_day_and_the_score_that_passed_it():
    found = _lesson(a_sitting(score=60), a_sitting(number=2, score=80), finished=(1,))

    assert found == (Status.FINISHED, ["2026年3月2日检测 80 分"])


def test_a_better_score_afterwards_is_not_the_one_that_passed():
    course_facts = replace(
        facts(a_sitting(score=80), finished=(1,)),
        sittings=(a_sitting(score=80), a_sitting(number=2, score=100), a_sitting(number=3)),
    )

    found = lesson_standing(LESSON, course_facts)

    assert (found.status, reason_texts(found)) == (Status.FINISHED, ["2026年3月2日检测 80 分"])


def test_a_lesson_that_was_read_tells_the_day():
    read = a_lesson(1, questions=0)

    assert _lesson(lesson=read, finished=(1,)) == (Status.FINISHED, ["2026年3月2日完成"])


def test_facts_of_another_lesson_change_nothing():
    assert _lesson(a_sitting(lesson=2, score=100), finished=(2,))[0] is Status.NOT_STARTED


def test_the_mark_is_that_of_the_sitting_and_not_of_a_later_edition():
    strict = _lesson(a_sitting(score=85, pass_mark=90))

    assert strict == (Status.IN_PROGRESS, ["检测 85 分，须 90 分"])


@pytest.mark.parametrize(
    ("score", "is_passed"), [(None, False), (0, False), (79, False), (80, True), (100, True)]
)
def test_a_sitting_is_passed_at_its_mark(score, is_passed):
    assert a_sitting(score=score).is_passed is is_passed


# Courses


def _course(course_facts, course=COURSE):
    found = standing(course, course_facts)
    return found.status, reason_texts(found)


def test_a_course_nobody_touched_says_how_much_waits():
    assert _course(NO_FACTS) == (Status.NOT_STARTED, ["共 3 课，尚未开始"])


def test_a_begun_course_names_the_missing_lessons_and_what_holds_each_up():
    found = _course(
        facts(
            a_sitting(lesson=1, score=100),
            a_sitting(lesson=2, score=72),
            a_sitting(lesson=3),
            finished=(1,),
        )
    )

    assert found == (
        Status.IN_PROGRESS,
        ["缺第 2、3 课（共 3 课）", "第 2 课检测 72 分，须 80 分", "第 3 课检测尚未交卷"],
    )


def test_a_lesson_that_was_only_read_is_not_named_twice():
    assert _course(facts(finished=(1,))) == (Status.IN_PROGRESS, ["缺第 2、3 课（共 3 课）"])


def test_a_finished_course_tells_the_day():
    done = facts(finished=(1, 2, 3), finished_at=MONDAY + timedelta(days=1))

    assert _course(done) == (Status.FINISHED, ["2026年3月3日完成"])


def test_a_finished_course_stays_finished_when_lessons_are_added():
    done = facts(finished=(1, 2, 3), finished_at=MONDAY)

    assert _course(done, a_course(5)) == (
        Status.FINISHED,
        ["2026年3月2日完成", "新版增加第 4、5 课，可继续学习"],
    )


def test_lessons_that_an_edition_dropped_count_for_nothing():
    assert _course(facts(finished=(1, 2, 3)), a_course(2)) == (Status.IN_PROGRESS, [])


@pytest.mark.parametrize(
    ("finished", "is_finished"),
    [((), False), ((1, 2), False), ((1, 2, 3), True), ((1, 2, 3, 4), True)],
)
def test_a_course_is_finished_when_every_lesson_is(finished, is_finished):
    assert is_course_finished(COURSE, {f"lesson-{n}" for n in finished}) is is_finished


def test_the_next_lesson_is_the_first_unfinished_one():
    assert next_lesson(COURSE, NO_FACTS) is COURSE.lessons[0]
    assert next_lesson(COURSE, facts(finished=(1, 3))) is COURSE.lessons[1]
    assert next_lesson(COURSE, facts(finished=(1, 2, 3))) is None


def test_sittings_are_in_the_order_of_their_numbers():
    shuffled = facts(a_sitting(number=2), a_sitting(number=1, score=1), a_sitting(lesson=2))

    assert [one.number for one in shuffled.sittings_of("lesson-1")] == [1, 2]


def test_what_waits_for_a_person_is_told_beside_the_score():
    waiting = replace(a_sitting(score=60), pending=2)

    assert reason_texts(lesson_standing(LESSON, facts(waiting))) == [
        "检测 60 分，须 80 分",
        "检测有 2 题待人工评阅",
    ]


def test_a_finished_lesson_stays_so_when_a_regrade_lowers_its_check():
    before = facts(a_sitting(score=80), finished=(1,))
    lowered = replace(before, sittings=(a_sitting(score=60),))

    standing = lesson_standing(LESSON, lowered)

    assert standing.status is Status.FINISHED
    assert reason_texts(standing) == ["2026年3月2日检测合格，改判后 60 分，完成不变"]
