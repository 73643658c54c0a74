"""What is due today, and what comes back after thirty and ninety days."""

from __future__ import annotations

from functools import partial

import pytest

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import Mode
from cadreschool.learning.practice import actions
from cadreschool.learning.practice.offers import (
    daily_for,
    retest_questions,
    retests_offered,
)
from cadreschool.learning.queries import own_facts
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.review.queries import due_ids
from cadreschool.learning.review.rules import lesson_of
from cadreschool.learning.sittings import queries
from cadreschool.questions.queries import published_questions
from tests.school.cast import MONDAY
from tests.school.practising import days_on, pool, practise
from tests.school.steps import right_answers, save, start, take, viewer_of


def _daily(viewer, *, day=0, size=5):
    on = day_of(days_on(day))
    return daily_for(viewer.cadre_id, load_catalogue(), published_questions, on, size)


def _ids(questions):
    return [one.question.id for one in questions]


def _cards():
    rows = db.session.execute(db.select(ReviewCard.question_id, ReviewCard.due_on))
    return {row[0]: row[1] for row in rows}


def test_a_check_makes_cards_of_what_it_asked_with_days_and_no_hours(li_mei, course):
    take(li_mei, course, wrong=1)

    assert sorted((due - day_of(MONDAY)).days for due in _cards().values()) == [1, 2, 2, 2, 2]
    columns = {str(column.type) for column in ReviewCard.__table__.columns}
    assert "DATETIME" not in columns


def test_what_is_due_comes_first_and_then_what_is_new(li_mei, course):
    take(li_mei, course, wrong=1)

    today, later = _daily(li_mei, day=1), _daily(li_mei, day=2, size=10)

    (missed,) = due_ids(li_mei.cadre_id, day_of(days_on(1)))
    assert _ids(today)[0] == missed
    assert len(due_ids(li_mei.cadre_id, day_of(days_on(2)))) == 5
    assert set(_ids(later)[:5]) == set(_cards())
    assert all(one.startswith("speaking-1-") for one in _ids(later))


def test_new_ones_come_from_finished_lessons_first_then_from_required_courses(li_mei, course):
    """李梅 is a chair, of whom both courses are required; she has finished the second lesson."""
    assert _ids(_daily(li_mei, size=3)) == ["speaking-1-q00", "speaking-1-q01", "speaking-1-q02"]

    take(li_mei, course, 2)

    assert all(one.startswith("speaking-2-") for one in _ids(_daily(li_mei, size=5)))


def test_of_whom_nothing_is_required_and_who_finished_nothing_nothing_is_asked(cast, session):
    assert _daily(viewer_of(cast.chen_xiao)) == []


def test_repeating_on_the_same_day_moves_nothing(li_mei, catalogue):
    questions = pool(li_mei, catalogue)[:2]
    practise(li_mei, questions, mode=Mode.DAILY)
    first = _cards()

    practise(li_mei, questions, right=False, mode=Mode.DAILY)

    assert _cards() == first


def test_what_was_done_today_is_not_due_today(li_mei, catalogue):
    done = _daily(li_mei)
    practise(li_mei, done, right=False, mode=Mode.DAILY)

    assert not set(_ids(_daily(li_mei))) & set(_ids(done))
    assert set(_ids(done)) <= set(_ids(_daily(li_mei, day=1, size=10)))


# Re-tests


@pytest.fixture
def passed(li_mei, course):
    """Let 李梅 pass the first lesson's check on Monday; return its sitting."""
    return take(li_mei, course)


def _offered(viewer, day):
    on = day_of(days_on(day))
    return retests_offered(viewer.cadre_id, load_catalogue(), on)


def _retest(viewer, day, *, seed=1):
    (retest,) = _offered(viewer, day)
    at = days_on(day)
    chosen = retest_questions(viewer.cadre_id, retest, load_catalogue(), day_of(at), seed=seed)
    return retest, chosen


def _sit(viewer, course, day, *, wrong=0):
    retest, chosen = _retest(viewer, day)
    at = days_on(day)
    sitting_id = write(lambda: actions.start_retest(viewer, retest, chosen, seed=1, at=at))
    save(viewer, sitting_id, *right_answers(viewer, sitting_id, course, wrong=wrong), at=at)
    write(lambda: actions.learning.hand_in(viewer, sitting_id, at=at))
    return sitting_id


def test_thirty_days_after_a_passed_check_three_others_of_its_questions_are_offered(
    li_mei, course, passed
):
    assert _offered(li_mei, 29) == []
    before = queries.drawn_versions(passed)

    retest, chosen = _retest(li_mei, 30)

    assert retest.days == 30
    assert len(chosen) == 3
    assert not {one.version_id for one in chosen} & before


def test_a_failed_check_brings_no_retest(li_mei, course):
    take(li_mei, course, wrong=5)

    assert _offered(li_mei, 40) == []


def test_the_result_is_kept_as_a_fact_and_changes_no_course(li_mei, course, passed):
    facts = own_facts(li_mei, ["speaking"])["speaking"]

    sitting_id = _sit(li_mei, course, 31, wrong=1)

    sheet = queries.sheet_for(li_mei, sitting_id)
    assert (lesson_of(sheet.subject), sheet.score) == (("speaking", "speaking-1", 30), 66)
    assert own_facts(li_mei, ["speaking"])["speaking"] == facts
    assert _offered(li_mei, 32) == []
    assert [one.days for one in _offered(li_mei, 90)] == [90]


def test_begun_twice_it_is_one_sitting(li_mei, course, passed):
    retest, chosen = _retest(li_mei, 30)
    at = days_on(30)
    begun = partial(actions.start_retest, li_mei, retest, chosen, at=at)

    assert write(partial(begun, seed=1)) == write(partial(begun, seed=2))


def test_a_check_begun_meanwhile_keeps_its_questions_out(li_mei, course, passed):
    check = start(li_mei, course, at=days_on(31))
    _, chosen = _retest(li_mei, 31)

    assert not {one.version_id for one in chosen} & queries.drawn_versions(check)
