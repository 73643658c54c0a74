"""Choosing what to suggest: candidates in, three out, always the same three. Pure.

A suggestion is an offer with its reason: nothing is counted of it, nobody is told whether it was
taken up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Final

MOST: Final = 3
OF_ONE_SORT: Final = 2
LONGEST: Final = 20
"""Minutes: what takes longer is nothing for between two tasks."""
GROUPS: Final = 5


class Sort(StrEnum):
    """Why something is suggested. In this order they take turns."""

    DIAGNOSTIC = "diagnostic"
    OPEN = "open"
    RETEST = "retest"
    GAP = "gap"
    ARTICLE = "article"
    REQUIRED = "required"
    SCENARIO = "scenario"

    @property
    def label(self) -> str:
        """Return the sort's name."""
        return {
            "diagnostic": "先看看从哪里学起",
            "open": "还没有做完",
            "retest": "可以复测",
            "gap": "离岗位目标还差",
            "article": "容易错的条文",
            "required": "岗位必修",
            "scenario": "没走过的情景",
        }[self.value]


class Step(StrEnum):
    """What one does."""

    DIAGNOSTIC = "diagnostic"
    GO_ON = "go_on"
    READ = "read"
    CHECK = "check"
    WALK = "walk"
    WRITE = "write"
    RETEST = "retest"
    REDO = "redo"
    RECORD = "record"
    CORRECT = "correct"

    @property
    def verb(self) -> str:
        """Return the words on the button."""
        return {
            "diagnostic": "去诊断",
            "go_on": "接着做",
            "read": "去学习",
            "check": "先做检测",
            "walk": "走一遍",
            "write": "写一写",
            "retest": "复测",
            "redo": "去重练",
            "record": "写一条",
            "correct": "去补充",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a suggestion leads: a lesson, a law, or one's own thing by its number."""

    step: Step
    course_id: str = ""
    lesson_id: str = ""
    law: str = ""
    number: int = 0

    @property
    def thing(self) -> tuple[str, ...]:
        """Return what it is about, whatever is done there."""
        if self.lesson_id:
            return "lesson", self.course_id, self.lesson_id
        return self.step.value, self.law, str(self.number)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be suggested, why, and how many minutes it takes."""

    sort: Sort
    aim: Aim
    title: str
    why: str
    minutes: int


def groups(
    candidates: Iterable[Candidate], *, besides: Aim | None = None
) -> list[tuple[Candidate, ...]]:
    """Put candidates into groups of three: sorts take turns, each with its best ones first.

    The candidates of a sort come in order. What is too long is left out, and what is about the same
    thing as an earlier one, or as `besides`, which stands on the page already.
    """
    queues: dict[Sort, list[Candidate]] = {sort: [] for sort in Sort}
    for one in candidates:
        if 0 < one.minutes <= LONGEST:
            queues[one.sort].append(one)
    seen = {besides.thing} if besides is not None else set()
    for queue in queues.values():
        fresh = [one for at, one in enumerate(queue) if _is_first(one, queue[:at], seen)]
        seen |= {one.aim.thing for one in fresh}
        queue[:] = fresh
    turns = [one for turn in zip_longest(*queues.values()) for one in turn if one is not None]
    return _grouped(turns)[:GROUPS]


def _is_first(one: Candidate, before: Iterable[Candidate], seen: set[tuple[str, ...]]) -> bool:
    thing = one.aim.thing
    return thing not in seen and all(other.aim.thing != thing for other in before)


def _grouped(turns: Iterable[Candidate]) -> list[tuple[Candidate, ...]]:
    """Cut into groups; never three of one sort."""
    found: list[list[Candidate]] = []
    for one in turns:
        group = found[-1] if found else []
        is_full = len(group) == MOST or sum(two.sort is one.sort for two in group) == OF_ONE_SORT
        if not found or is_full:
            found.append([one])
        else:
            group.append(one)
    return [tuple(group) for group in found]
