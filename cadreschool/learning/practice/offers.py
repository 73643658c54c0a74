"""What somebody may be asked now: by choice, from their mistakes, today, and to see what was kept.

Reads only. The catalogue is the worker's memory; `find` gives question versions with their texts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from random import Random

from cadreschool.courses.catalogue import Catalogue, PublishedCourse
from cadreschool.learning.practice.queries import finished_in_turn, post_of, ready_versions
from cadreschool.learning.practice.rules import Asked, daily, lesson_pool, may_ask
from cadreschool.learning.review.queries import (
    answered_days,
    due_ids,
    passed_lessons,
    retests_among,
)
from cadreschool.learning.review.rules import REPEAT, RETEST_SIZE, Passed, Retest
from cadreschool.learning.verdicts.queries import questions_in, untold_questions
from cadreschool.questions.published import PublishedQuestion

Find = Callable[[AbstractSet[int]], Mapping[int, PublishedQuestion]]
"""Gives question versions with their texts: {version id: question}."""


def withheld_from(cadre_id: int, catalogue: Catalogue, on: date) -> AbstractSet[str]:
    """Return what practice may not ask a cadre now: its law changed, or it would tell too much."""
    return catalogue.questions_under_review(on) | untold_questions(cadre_id)


def pool_for(cadre_id: int, catalogue: Catalogue, on: date) -> list[Asked]:
    """Return all that practice may ask a cadre on a day, course by course."""
    return lesson_pool(catalogue.curriculum, on, withheld_from(cadre_id, catalogue, on))


def newest_of(question_ids: Collection[str], catalogue: Catalogue, find: Find) -> dict[str, Asked]:
    """Return questions in the version of today: a lesson's, or a bank's that is ready.

    Those that are nowhere any more are left out.
    """
    known = catalogue.questions_by_id
    found: dict[str, Asked] = {}
    for one in question_ids:
        if one in known:
            course, lesson, published = known[one]
            found[one] = Asked(published, course.unit, course.id, lesson.id)
    ready = ready_versions([one for one in question_ids if one not in known])
    versions = find({one.version_id for one in ready.values()}) if ready else {}
    for question_id, version in ready.items():
        if version.version_id in versions:
            found[question_id] = Asked(versions[version.version_id], version.unit)
    return found


def askable_of(
    cadre_id: int, question_ids: Collection[str], catalogue: Catalogue, find: Find, on: date
) -> dict[str, Asked]:
    """Return those of these questions that practice may ask a cadre on a day, in their order."""
    withheld = withheld_from(cadre_id, catalogue, on)
    newest = newest_of(question_ids, catalogue, find)
    return {
        one: newest[one]
        for one in question_ids
        if one in newest and may_ask(newest[one].published, on, withheld)
    }


def daily_for(
    cadre_id: int, catalogue: Catalogue, find: Find, on: date, size: int
) -> list[PublishedQuestion]:
    """Return a day's questions: due ones first, then new ones.

    New ones come from the lessons finished, the first one first, then from the courses required of
    one's post.
    """
    due = askable_of(cadre_id, due_ids(cadre_id, on), catalogue, find, on)
    chosen = [one.published for one in due.values()]
    return daily(chosen, _new_for(cadre_id, catalogue, on), size)


def _new_for(cadre_id: int, catalogue: Catalogue, on: date) -> list[Asked]:
    """Return what a cadre was never asked, in the order in which it comes to them."""
    finished, post = finished_in_turn(cadre_id), post_of(cadre_id)
    turns = {lesson: turn for turn, lesson in enumerate(finished)}
    required = {one.id for one in catalogue.curriculum if _is_required(one, post)}
    answered = answered_days(cadre_id)
    pool = [one for one in pool_for(cadre_id, catalogue, on) if one.id not in answered]
    first = [one for one in pool if (one.course_id, one.lesson_id) in turns]
    first.sort(key=lambda one: turns[one.course_id, one.lesson_id])
    then = [one for one in pool if one.course_id in required]
    return [*first, *(one for one in then if (one.course_id, one.lesson_id) not in turns)]


def _is_required(course: PublishedCourse, post: str | None) -> bool:
    return post is not None and post in course.required_posts


def retests_offered(
    cadre_id: int, catalogue: Catalogue, on: date, passed: Iterable[Passed] | None = None
) -> list[Retest]:
    """Return the re-tests a cadre may take on a day, of lessons that are still there.

    `passed` are the lessons passed, for those who have read them already.
    """
    among = passed_lessons(cadre_id) if passed is None else passed
    return still_there(retests_among(cadre_id, among, on), catalogue)


def still_there(retests: Iterable[Retest], catalogue: Catalogue) -> list[Retest]:
    """Return the re-tests of lessons that are still there and still ask something."""
    found = []
    for one in retests:
        course = catalogue.course(one.passed.course_id)
        lesson = course.lesson(one.passed.lesson_id) if course else None
        if lesson is not None and lesson.questions:
            found.append(one)
    return found


def retest_questions(
    cadre_id: int, retest: Retest, catalogue: Catalogue, on: date, *, seed: int
) -> list[PublishedQuestion]:
    """Draw a re-test: others than those the check was passed with, and not asked lately.

    Where these run out, the others.
    """
    course = catalogue.course(retest.passed.course_id)
    pool = lesson_pool([course], on, withheld_from(cadre_id, catalogue, on)) if course else []
    before = questions_in([retest.passed.sitting_id])
    days = answered_days(cadre_id)

    def familiarity(one: Asked) -> tuple[bool, bool]:
        is_recent = one.id in days and days[one.id] > on - REPEAT
        return one.id in before, is_recent

    among = [one for one in pool if one.lesson_id == retest.passed.lesson_id]
    Random(seed).shuffle(among)  # noqa: S311 -- variety, not secrecy; what was drawn is stored
    among.sort(key=familiarity)
    return [one.published for one in among[:RETEST_SIZE]]
