"""What a sitting is made of: drawing, the time it has, which answers count, the score. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Final

from cadreschool.questions.kinds import kind_named
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.values import Question, Scoring

WHOLE: Final = 1000
"""The mark of an answer that is right altogether, in thousandths."""

RULES: Final = {
    Scoring.EXACT: "whole-1",
    Scoring.HALF: "half-1",
    Scoring.PER_OPTION: "per_option-1",
    Scoring.PENALTY: "penalty-1",
}
"""The version of the rule that marks: each kind by itself, scored as the paper says."""
RULE: Final = RULES[Scoring.EXACT]

GRACE: Final = timedelta(seconds=10)
"""For answers sent in time that the network brought late."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn question: version, part of a case, points, options in the order to be shown."""

    question_version_id: int
    option_order: tuple[str, ...]
    part: int = 0
    points: int = 1


def draw(
    questions: Sequence[PublishedQuestion], size: int, *, avoid: Collection[int], seed: int
) -> tuple[Drawn, ...]:
    """Draw `size` questions, those of the last sitting (`avoid`) only when others run out."""
    chance = Random(seed)  # noqa: S311 -- fairness, not secrecy; the draw is stored
    fresh = [question for question in questions if question.version_id not in avoid]
    seen = [question for question in questions if question.version_id in avoid]
    chance.shuffle(fresh)
    chance.shuffle(seen)
    chosen = (fresh + seen)[:size]
    chance.shuffle(chosen)
    return tuple(one for question in chosen for one in arrange(question, chance))


def arrange(
    question: PublishedQuestion, chance: Random, *, points: int = 1, shuffles: bool = True
) -> tuple[Drawn, ...]:
    """Make ready to be asked: a case as its questions, one after the other, each with `points`."""
    number = len(question.parts)
    return tuple(
        Drawn(
            question.version_id,
            option_order(question.part(part).question, chance, shuffles=shuffles),
            part,
            points,
        )
        for part in (range(1, number + 1) if number else (0,))
    )


def option_order(question: Question, chance: Random, *, shuffles: bool = True) -> tuple[str, ...]:
    """Return the option ids as they are to be shown; where the order is the answer, never that."""
    kind = kind_named(question.kind)
    source = [option.id for option in question.options]
    order = list(source)
    if kind.may_shuffle and (shuffles or kind.must_shuffle):
        chance.shuffle(order)
    if kind.order_is_answer and order == source:
        turn = chance.randrange(1, len(order))
        order = order[turn:] + order[:turn]
    return tuple(order)


# Marks -------------------------------------------------------------------------------------------


def mark_of(question: Question, value: str, scoring: Scoring) -> int | None:
    """Mark one stored answer, in thousandths; None when a person must. No answer is worth nothing.

    Only what is right altogether gets the whole mark, however the thousandths round.
    """
    if not value:
        return 0
    share = kind_named(question.kind).mark(question, value, scoring)
    if share is None:
        return None
    return WHOLE if share == 1 else min(round(Fraction(share) * WHOLE), WHOLE - 1)


def score(points: Mapping[int, int], marks: Mapping[int, int]) -> int:
    """Return the percent earned, rounded down; the denominator was fixed at the draw.

    Both by position. A question without a mark, since a person has still to look, earns nothing.
    """
    whole = sum(points.values()) * WHOLE
    earned = sum(worth * marks.get(position, 0) for position, worth in points.items())
    return earned * 100 // whole if whole else 0


@dataclass(frozen=True, slots=True)
class MarkInForce:
    """The newest mark of a question; `thousandths` is None where it waits for a person again.

    One that does not count takes the question out of the sitting: it was annulled.
    """

    seq: int
    thousandths: int | None
    counts: bool
    rule: str


def result(points: Mapping[int, int], marks: Mapping[int, MarkInForce]) -> tuple[int, int]:
    """Return the percent earned, and how many questions wait, given the marks in force.

    What was annulled is left out on both sides of the fraction.
    """
    annulled = {position for position, mark in marks.items() if not mark.counts}
    counting = {at: worth for at, worth in points.items() if at not in annulled}
    given = {at: marks[at].thousandths for at in counting.keys() & marks.keys()}
    known = {at: mark for at, mark in given.items() if mark is not None}
    return score(counting, known), len(counting) - len(known)


# Time --------------------------------------------------------------------------------------------


def is_over(due_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether no answer is taken any more."""
    return due_at is not None and at > due_at + GRACE


# Answers -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Given:
    """What a form holds for one question: the value, and the answer it was shown (`base`)."""

    position: int
    value: str
    base: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The newest stored answer of one question."""

    seq: int
    value: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What to do with a form: which values to append, and which contradict a newer answer."""

    append: tuple[Given, ...]
    conflicts: tuple[Given, ...]


def reconcile(
    given: Sequence[Given], newest: Mapping[int, Saved], shown: Mapping[tuple[int, int], str]
) -> Reconciled:
    """Sort what a form holds; `shown` gives the stored values {(position, seq): value}.

    A value equal to the newest changes nothing. A value equal to what the form was shown was not
    touched in this window and never overwrites a newer one. A touched value whose base is not the
    newest is a conflict: the person decides. Where nothing is stored there is nothing to decide.
    """
    append, conflicts = [], []
    for item in given:
        present = newest.get(item.position)
        if item.value == (present.value if present else ""):
            continue
        if present is None or item.base == present.seq:
            append.append(item)
        elif item.value != shown.get((item.position, item.base), ""):
            conflicts.append(item)
    return Reconciled(tuple(append), tuple(conflicts))
