"""When a question comes back: the scheduler, fed with days and right or wrong, nothing else. Pure.

`fsrs` is known here alone. It gets midnight of a day for every hour of it, and 对 or 错 for how
easily something was recalled: how long anybody thought is neither asked nor known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from fsrs import Card, Rating, Scheduler, State

from cadreschool.kernel.clock import day_of
from cadreschool.learning.verdicts.rules import Verdict

SIZES: Final = (3, 5, 10)
SIZE: Final = 5
"""Questions a day, where nobody has chosen another number."""

LONGEST: Final = 365
"""Days after which everything comes back: laws change meanwhile."""

_SCHEDULER: Final = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
)


@dataclass(frozen=True, slots=True)
class Memory:
    """How a question sits with somebody, and when it is to be asked again."""

    stability: float
    difficulty: float
    answered_on: date
    due_on: date


def memory(verdicts: Iterable[Verdict]) -> Memory | None:
    """Return what answers, in the order of time, come to; None when there are none.

    Only the first answer of a day counts: trying again until it is right teaches the scheduler
    nothing, and moves nothing away.
    """
    card: Card | None = None
    answered_on: date | None = None
    for one in verdicts:
        day = day_of(one.at)
        if answered_on is not None and day <= answered_on:
            continue
        rating = Rating.Good if one.is_right else Rating.Again
        card, _ = _SCHEDULER.review_card(card or _new(day), rating, _midnight(day))
        answered_on = day
    if card is None or answered_on is None or card.stability is None or card.difficulty is None:
        return None
    return Memory(card.stability, card.difficulty, answered_on, card.due.date())


def _new(day: date) -> Card:
    return Card(card_id=0, state=State.Learning, due=_midnight(day))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


# Re-tests ----------------------------------------------------------------------------------------

RETEST_DAYS: Final = (30, 90)
"""How many days after a passed check a sample of its lesson comes back."""
RETEST_SIZE: Final = 3
RETEST_PASS: Final = 60
"""Percent: two of three questions."""
REPEAT: Final = timedelta(days=30)
"""A question asked within this time is drawn for a re-test only where others run out."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A lesson whose check was passed."""

    course_id: str
    lesson_id: str
    sitting_id: int
    on: date


def retest_subject(course_id: str, lesson_id: str, days: int) -> str:
    """Return what a re-test is a sitting at: `Sitting.subject`."""
    return f"retest:{course_id}/{lesson_id}:{days}"


def lesson_of(subject: str) -> tuple[str, str, int]:
    """Return course, lesson and days of a re-test: `retest_subject` undone."""
    _, lesson, days = subject.split(":")
    course_id, lesson_id = lesson.split("/")
    return course_id, lesson_id, int(days)


@dataclass(frozen=True, slots=True)
class Retest:
    """A re-test that may be taken: of which lesson, after how many days."""

    passed: Passed
    days: int

    @property
    def due_on(self) -> date:
        """Return the day from which on it may be taken."""
        return self.passed.on + timedelta(days=self.days)

    @property
    def subject(self) -> str:
        """Return what its sitting is a sitting at."""
        return retest_subject(self.passed.course_id, self.passed.lesson_id, self.days)


def due_retests(passed: Sequence[Passed], taken: Iterable[str], on: date) -> list[Retest]:
    """Return what may be taken on a day, one for each lesson, due longest first.

    `taken` are subjects of re-tests that were handed in. Where the later one is due, the earlier
    one has lapsed: it would say nothing more.
    """
    done = set(taken)
    found = []
    for one in passed:
        days = max((d for d in RETEST_DAYS if one.on + timedelta(days=d) <= on), default=None)
        retest = Retest(one, days) if days is not None else None
        if retest is not None and retest.subject not in done:
            found.append(retest)
    return sorted(found, key=lambda one: (one.due_on, one.passed.course_id, one.passed.lesson_id))
