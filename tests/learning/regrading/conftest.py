"""Two who teach, three who learn, and a lesson whose first question has a wrong key."""

from __future__ import annotations

from random import Random

import pytest

from cadreschool.kernel.db import write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.models import Mode
from cadreschool.learning.sittings.actions import NewSitting, open_sitting
from cadreschool.learning.sittings.rules import Given, arrange
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.regrading import change_key
from tests.school.steps import save, submit, viewer_of, wrong_answer

WORLD = {"take_with", "course", "question", "corrected", "cast"}
WORLD |= {"sun", "zhou", "li_mei", "chen_xiao", "wang_qiang"}


@pytest.fixture
def course(catalogue):
    """Return a course of two lessons with ten questions each, of which five are drawn."""
    return catalogue.course("speaking")


@pytest.fixture
def sun(session, cast):
    """Return 孙主席, who teaches for the whole school and reviews."""
    trainer_at(cast.sun, cast.county)
    return trainer_at(cast.sun, cast.county, Role.REVIEWER)


@pytest.fixture
def zhou(session, cast):
    """Return 周建国, who reviews for the whole school."""
    return trainer_at(cast.zhou, cast.county, Role.REVIEWER)


@pytest.fixture
def li_mei(session, cast):
    return viewer_of(cast.li_mei)


@pytest.fixture
def chen_xiao(session, cast):
    return viewer_of(cast.chen_xiao)


@pytest.fixture
def wang_qiang(session, cast):
    return viewer_of(cast.wang_qiang)


@pytest.fixture
def question(course):
    """Return a question of one right option: a is right, so they say."""
    found = next(
        one.question for one in course.lessons[0].questions if one.question.kind == "single"
    )
    assert found.answer == "a"
    return found


@pytest.fixture
def corrected(question):
    """Return the version that says b is right."""
    return change_key(question, "b")


@pytest.fixture
def take_with(course, question):
    """Return what lets somebody sit the check, choosing an option; `wrong` others are wrong.

    The question is the first of five, all others are drawn in the order of the lesson.
    """
    lesson = course.lessons[0]
    others = [one for one in lesson.questions if one.question.id != question.id][:4]
    first = next(one for one in lesson.questions if one.question.id == question.id)
    chance = Random(1)
    drawn = [one for each in (first, *others) for one in arrange(each, chance)]

    def begin(viewer, option, *, wrong=0, at=MONDAY):
        subject = f"{course.id}/{lesson.id}"
        new = NewSitting(Mode.CHECK, subject, 80, course.id, lesson.id, course.edition_id)
        sitting = write(lambda: open_sitting(viewer, new, drawn, at=at))
        given = [Given(1, option, 0)] if option else []
        for position, one in enumerate(others, start=2):
            is_wrong = position < wrong + 2
            value = wrong_answer(one.question) if is_wrong else one.question.answer
            given.append(Given(position, value, 0))
        save(viewer, sitting, *given, at=at)
        return sitting

    def take(viewer, option, *, wrong=0, at=MONDAY):
        sitting = begin(viewer, option, wrong=wrong, at=at)
        submit(viewer, sitting, course, at=at)
        return sitting

    take.begin = begin
    return take


@pytest.fixture
def w(request, session):
    """Return all of this at once: whom and what a test names is made."""

    class World:
        def __getattr__(self, name):
            if name not in WORLD:
                raise AttributeError(name)
            return request.getfixturevalue(name)

    return World()
