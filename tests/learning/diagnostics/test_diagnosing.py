"""A diagnostic leaves advice, mistakes and review cards: nothing that counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.learning import actions
from cadreschool.learning.diagnostics.actions import start_diagnostic
from cadreschool.learning.diagnostics.queries import offered, own_diagnostics
from cadreschool.learning.mistakes.queries import mistakes_of
from cadreschool.learning.mistakes.rules import OPEN
from cadreschool.learning.models import CourseRecord, CourseStart, LessonRecord
from cadreschool.learning.profile.queries import evidence_of
from cadreschool.learning.queries import own_facts
from cadreschool.learning.review.queries import answered_days
from cadreschool.learning.sittings import queries
from cadreschool.learning.sittings.rules import Given
from cadreschool.organisations.models import Counter
from tests.school.cast import MONDAY
from tests.school.steps import save, start, take, wrong_answer


def _start(viewer, catalogue, *, at=MONDAY):
    def choose():
        return offered(viewer.cadre_id, catalogue, day_of(at), seed=7).asked

    return write(lambda: start_diagnostic(viewer, choose, seed=7, at=at))


def _asked(sitting_id):
    return queries.questions_of(queries.sheet_of(sitting_id))


def _answer(viewer, sitting_id, *, wrong=0, empty=0, at=MONDAY):
    """Answer and hand in: the first ones wrongly, the last ones not at all."""
    asked = _asked(sitting_id)
    given = []
    for position, one in asked.items():
        if position <= len(asked) - empty:
            value = wrong_answer(one.question) if position <= wrong else one.question.answer
            given.append(Given(position, value, 0))
    save(viewer, sitting_id, *given, at=at)
    write(lambda: actions.hand_in(viewer, sitting_id, at=at))
    return [one.question.id for one in asked.values()]


def _counted():
    rows = [(CourseStart, "course_id"), (LessonRecord, "lesson_id"), (CourseRecord, "course_id")]
    facts = [db.session.scalars(db.select(getattr(model, name))).all() for model, name in rows]
    return facts, db.session.execute(db.select(Counter.__table__)).all()


def test_it_changes_no_progress_and_no_count(li_mei, catalogue):
    before = _counted()
    sitting_id = _start(li_mei, catalogue)
    _answer(li_mei, sitting_id)

    assert _counted() == before
    assert own_facts(li_mei, [one.id for one in catalogue.courses]) == {}


def test_wrong_answers_stand_in_the_mistake_book_and_empty_ones_do_not(li_mei, catalogue):
    sitting_id = _start(li_mei, catalogue)
    asked = _answer(li_mei, sitting_id, wrong=2, empty=3)

    assert {one.question_id for one in mistakes_of(li_mei, OPEN)} == set(asked[:2])
    assert set(answered_days(li_mei.cadre_id)) == set(asked[:-3])


def test_one_is_open_at_a_time_and_the_next_waits_thirty_days(li_mei, catalogue):
    first = _start(li_mei, catalogue)
    assert _start(li_mei, catalogue) == first

    asked = _answer(li_mei, first)
    with pytest.raises(ConflictError, match="2026年4月1日起可以再做"):
        _start(li_mei, catalogue, at=MONDAY + timedelta(days=29))
    second = _start(li_mei, catalogue, at=MONDAY + timedelta(days=30))

    assert not set(asked) & {one.question.id for one in _asked(second).values()}
    assert [one.number for one in own_diagnostics(li_mei)] == [2, 1]


def test_what_stands_in_an_open_check_is_not_asked(li_mei, catalogue, course):
    check = start(li_mei, course)
    untold = {one.question.id for one in _asked(check).values()}

    drawn = offered(li_mei.cadre_id, catalogue, day_of(MONDAY), seed=3)

    assert not untold & {one.id for one in drawn.asked}


def test_what_is_new_is_asked_before_what_was_answered(li_mei, catalogue, course):
    check = take(li_mei, course)
    known = {one.question.id for one in _asked(check).values()}

    drawn = offered(li_mei.cadre_id, catalogue, day_of(MONDAY), seed=3)

    assert not known & {one.id for one in drawn.asked}


def test_it_is_no_evidence_and_what_it_told_is_none_afterwards(li_mei, catalogue, course):
    def evidence(at):
        on = day_of(at)
        return evidence_of([li_mei.cadre_id], catalogue=catalogue, on=on)[li_mei.cadre_id]

    met = set(_answer(li_mei, _start(li_mei, catalogue)))
    assert evidence(MONDAY) == ()

    check = take(li_mei, course, at=MONDAY + timedelta(days=1))
    asked = {f"item:{check}:{at}": one.question.id for at, one in _asked(check).items()}
    found = {one.source: one for one in evidence(MONDAY + timedelta(days=1))}

    assert found.keys() == asked.keys()
    assert {one for one in found if not found[one].is_counted} == {
        source for source, question_id in asked.items() if question_id in met
    }
