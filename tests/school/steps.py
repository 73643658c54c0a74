"""Steps that tests of actions and queries take: being somebody, answering, handing in.

For tests that hold an application context (`session`); visitors of pages use `browse`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cadreschool.kernel.db import db, write
from cadreschool.kernel.tokens import new_token
from cadreschool.learning import actions
from cadreschool.learning.sittings import actions as sittings
from cadreschool.learning.sittings import queries
from cadreschool.learning.sittings.rules import Given, draw
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import Node
from cadreschool.people.actions import Browser, sign_in
from cadreschool.people.queries import viewer_of_token, viewer_query
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Scoring
from tests.school.cast import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    from cadreschool.courses.catalogue import PublishedCourse
    from cadreschool.kernel.viewer import Viewer

MINUTE = timedelta(minutes=1)


def viewer_of(cadre_id: int, *, at: datetime = MONDAY) -> Viewer:
    """Sign a cadre in and return them as the pages would know them."""
    browser = Browser(new_token(), new_token(), "Firefox · Linux")
    write(lambda: sign_in(cadre_id, browser, (), at=at))
    found = viewer_of_token(viewer_query(), browser.token, at=at)
    assert found is not None
    return found[0]


def start(
    viewer: Viewer,
    course: PublishedCourse,
    number: int = 1,
    *,
    at: datetime = MONDAY,
    seed: int = 1,
) -> int:
    """Begin the check of one lesson, by its number; return the sitting's id."""
    lesson = course.lessons[number - 1]
    return write(lambda: actions.start_sitting(viewer, course, lesson, seed=seed, at=at))


def start_with_every_kind(viewer: Viewer, course: PublishedCourse) -> int:
    """Begin the first check so that each kind of question is asked; return the sitting's id."""
    questions = course.lessons[0].questions
    kind = {one.version_id: one.question.kind for one in questions}

    def kinds(seed: int) -> set[str]:
        drawn = draw(questions, course.draw, avoid=(), seed=seed)
        return {kind[one.question_version_id] for one in drawn}

    seed = next(seed for seed in range(100) if kinds(seed) == set(kind.values()))
    return start(viewer, course, seed=seed)


def save(viewer: Viewer, sitting_id: int, *given: Given, at: datetime = MONDAY) -> sittings.Save:
    """Save answers."""
    return write(lambda: sittings.save_answers(viewer, sitting_id, lambda _: given, at=at))


def right_answers(
    viewer: Viewer, sitting_id: int, course: PublishedCourse, *, wrong: int = 0
) -> list[Given]:
    """Return answers to a whole paper: right ones, and `wrong` others at its beginning."""
    sheet = queries.sheet_for(viewer, sitting_id)
    given = []
    for row in sheet.drawn:
        question = course.questions_by_version[row.question_version_id].question
        value = question.answer
        if row.position <= wrong:
            value = wrong_answer(question)
            assert kind_named(question.kind).mark(question, value, Scoring.EXACT) == 0
        given.append(Given(row.position, value, row.newest.seq if row.newest else 0))
    return given


def wrong_answer(question) -> str:
    """Return an answer of the right form that is not right."""
    others = [option.id for option in question.options if option.id not in question.answer]
    return others[0] if others else "24"


def submit(
    viewer: Viewer,
    sitting_id: int,
    course: PublishedCourse,
    *,
    current: PublishedCourse | None = None,
    at: datetime = MONDAY,
) -> int:
    """Hand a check in and return the percent."""
    now = current or course
    return write(lambda: actions.submit_sitting(viewer, sitting_id, course, current=now, at=at))


def take(
    viewer: Viewer,
    course: PublishedCourse,
    number: int = 1,
    *,
    wrong: int = 0,
    at: datetime = MONDAY,
) -> int:
    """Begin, answer and hand in the check of one lesson; return the sitting's id."""
    sitting_id = start(viewer, course, number, at=at)
    save(viewer, sitting_id, *right_answers(viewer, sitting_id, course, wrong=wrong), at=at)
    submit(viewer, sitting_id, course, at=at)
    return sitting_id


def finish(viewer: Viewer, course: PublishedCourse, *, at: datetime = MONDAY) -> None:
    """Pass every check of a course."""
    for number in range(1, len(course.lessons) + 1):
        take(viewer, course, number, at=at)


def organisation_node(organisation_id: int) -> Node:
    """Return an organisation as reports are given it."""
    row = db.session.get_one(Organisation, organisation_id)
    return Node(row.id, row.parent_id, row.path, row.name, row.kind)
