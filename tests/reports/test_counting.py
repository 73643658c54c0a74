"""Whatever cadres do in whatever order: the counters say what the facts say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.kernel.db import db, write
from cadreschool.learning import actions, queries
from cadreschool.learning.models import CourseStart
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.reports.queries import completion, counter_differences
from tests.school.cast import MONDAY
from tests.school.steps import organisation_node, right_answers, viewer_of

LEARNERS = ("li_mei", "chen_xiao", "wang_qiang", "zhou")
STEPS = st.lists(st.tuples(st.sampled_from(LEARNERS), st.integers(0, 2), st.booleans()), max_size=8)


class _UndoneError(Exception):
    """Raised at the end of an example, so that nothing of it stays."""


def test_counters_agree_with_the_facts_after_any_history(catalogue, cast):
    places = [(course, lesson) for course in catalogue.courses for lesson in course.lessons]
    viewers = {name: viewer_of(getattr(cast, name)) for name in LEARNERS}

    def check_once(name, place, is_right, at):
        viewer, (course, lesson) = viewers[name], places[place]
        sitting_id = actions.start_sitting(viewer, course, lesson, seed=1, at=at)
        wrong = 0 if is_right else 5
        given_answers = right_answers(viewer, sitting_id, course, wrong=wrong)
        save_answers(viewer, sitting_id, lambda _: given_answers, at=at)
        actions.submit_sitting(viewer, sitting_id, course, current=course, at=at)

    @settings(max_examples=8, deadline=None)
    @given(STEPS)
    def holds(steps):
        def unit():
            for number, (name, place, is_right) in enumerate(steps):
                check_once(name, place, is_right, MONDAY + number * timedelta(minutes=10))
            assert counter_differences() == []
            total = completion(organisation_node(cast.county), catalogue.courses).total
            for course, counted in zip(catalogue.courses, total.counts, strict=True):
                begun = {name for name, place, _ in steps if places[place][0] is course}
                passed = {
                    viewers[name].cadre_id: queries.finished_lessons(
                        viewers[name].cadre_id, course.id
                    )
                    for name in viewers
                }
                done = [one for one in passed.values() if len(one) == len(course.lessons)]
                assert (counted.started, counted.finished) == (len(begun), len(done))
            raise _UndoneError

        with pytest.raises(_UndoneError):
            write(unit)

    holds()
    assert db.session.scalars(db.select(CourseStart.cadre_id)).all() == []
