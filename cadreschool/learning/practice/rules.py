"""Practice: what may be asked, in which order, and how fast one may be wrong. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.values import Question

MOST_WRONG: Final = 10
WITHIN: Final = timedelta(minutes=1)
"""So many wrong answers in so much time, then a pause: for who reads the questions it is long."""

SIZES: Final = (5, 10, 20, 50)
SIZE: Final = 10


class Order(StrEnum):
    """In which order practice asks."""

    IN_TURN = "in_turn"
    RANDOM = "random"

    @property
    def label(self) -> str:
        """Return the order's name."""
        return {"in_turn": "顺序", "random": "随机"}[self.value]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that practice may ask, with what it may be chosen by."""

    published: PublishedQuestion
    unit: str
    course_id: str = ""
    lesson_id: str = ""

    @property
    def id(self) -> str:
        """Return the question's id."""
        return self.published.question.id

    @property
    def question(self) -> Question:
        """Return the question."""
        return self.published.question

    @property
    def laws(self) -> frozenset[str]:
        """Return the short names of the laws it rests on."""
        return laws_of(self.question)


def laws_of(question: Question) -> frozenset[str]:
    """Return the short names of the laws that a question, or one of a case's, rests on."""
    inner = (one for part in question.questions for one in part.citations)
    return frozenset(one.short for one in (*question.citations, *inner))


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to practise; empty means any."""

    law: str = ""
    unit: str = ""
    course: str = ""
    competency: str = ""
    difficulty: int = 0
    finished_only: bool = False

    def fits(self, one: Asked, finished: Collection[tuple[str, str]] = ()) -> bool:
        """Tell whether a question is among what is wanted; `finished` are (course, lesson)."""
        question = one.question
        return (
            (not self.law or self.law in one.laws)
            and (not self.unit or self.unit == one.unit)
            and (not self.course or self.course == one.course_id)
            and (not self.competency or self.competency in question.competencies)
            and (not self.difficulty or self.difficulty == question.difficulty)
            and (not self.finished_only or (one.course_id, one.lesson_id) in finished)
        )


def lesson_pool(
    courses: Iterable[PublishedCourse], on: date, withheld: Collection[str] = ()
) -> list[Asked]:
    """Return the questions of courses that practice may ask on a day, in their order.

    Those of banks are for papers: practice never draws them. `withheld` are not to be asked now.
    """
    return [
        Asked(one, course.unit, course.id, lesson.id)
        for course in courses
        for lesson in course.lessons
        for one in lesson.questions
        if may_ask(one, on, withheld)
    ]


def may_ask(one: PublishedQuestion, on: date, withheld: Collection[str]) -> bool:
    """Tell whether practice may ask a question on a day; never what only a person can mark."""
    question = one.question
    return question.is_valid(on) and question.id not in withheld and not needs_a_person(question)


def needs_a_person(question: Question) -> bool:
    """Tell whether a question, or one of a case's, is marked by a person."""
    kinds = {question.kind, *(one.kind for one in question.questions)}
    return any(kind_named(kind).marked_by_person for kind in kinds)


def pick(
    pool: Sequence[Asked], size: int, order: Order, *, answered: Collection[str], seed: int
) -> list[PublishedQuestion]:
    """Choose what is asked: what was never answered first; in turn it comes as it stands."""
    chance = Random(seed)  # noqa: S311 -- variety, not secrecy; what was drawn is stored
    among = list(pool)
    if order is Order.RANDOM:
        chance.shuffle(among)
    fresh = [one for one in among if one.id not in answered]
    known = [one for one in among if one.id in answered]
    chosen = (fresh + known)[:size]
    if order is Order.RANDOM:
        chance.shuffle(chosen)
    return [one.published for one in chosen]


def pause_until(wrong: Sequence[datetime], *, at: datetime) -> datetime | None:
    """Return until when nothing more is marked, None where one may go on.

    `wrong` are the moments of wrong answers; a right one is kept waiting too, or the pause itself
    would tell.
    """
    recent = sorted(one for one in wrong if one > at - WITHIN)
    return recent[-MOST_WRONG] + WITHIN if len(recent) >= MOST_WRONG else None


def daily(
    due: Sequence[PublishedQuestion], new: Iterable[Asked], size: int
) -> list[PublishedQuestion]:
    """Choose a day's questions: what is due first, then new ones in their order."""
    chosen = list(due[:size])
    seen = {one.question.id for one in chosen}
    for one in new:
        if len(chosen) >= size:
            break
        if one.id not in seen:
            seen.add(one.id)
            chosen.append(one.published)
    return chosen
