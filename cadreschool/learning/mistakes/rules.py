"""What a mistake book holds: answers and its owner's acts in, an entry out. Pure.

An entry is told from the beginning every time. So it is the same however often it is written up,
and a corrected mark corrects it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from cadreschool.learning.verdicts.rules import Verdict

OPEN: Final = "open"
CLEARED: Final = "cleared"
REMOVED: Final = "removed"
STATES: Final = {OPEN: "待重练", CLEARED: "已消灭", REMOVED: "已移出"}
REMOVE: Final = "remove"
RESTORE: Final = "restore"

CLEARS_AFTER: Final = 2
"""Right answers in a row that clear an entry, where its owner has chosen no other number."""
FEWEST, MOST = 1, 5


@dataclass(frozen=True, slots=True)
class Act:
    """Its owner removed an entry, or took it up again."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """From a moment on: how many right answers in a row clear an entry."""

    clears_after: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in a mistake book, as it stands."""

    state: str
    wrong_times: int
    right_in_row: int
    cleared_after: int | None
    wrong: Verdict
    since: datetime


def entry(
    verdicts: Iterable[Verdict], acts: Iterable[Act] = (), wishes: Sequence[Wish] = ()
) -> Entry | None:
    """Return what one question's answers and acts come to; None when it was never wrong.

    Wrong: it is open, whatever it was. Right: one more in a row, and cleared at the number wished
    for then. What was removed by hand stays so until it is wrong again or taken up again.
    """
    present: Entry | None = None
    answers: list[Verdict | Act] = [*verdicts]
    for event in sorted([*answers, *acts], key=lambda one: one.at):
        if isinstance(event, Act):
            present = _after_act(present, event)
        elif event.is_right:
            present = _after_right(present, event, _wished(wishes, event.at))
        else:
            times = present.wrong_times if present else 0
            present = Entry(OPEN, times + 1, 0, None, event, event.at)
    return present


def _after_right(present: Entry | None, event: Verdict, wished: int) -> Entry | None:
    if present is None:
        return None
    row = present.right_in_row + 1
    if present.state == OPEN and row >= wished:
        return replace(
            present, state=CLEARED, right_in_row=row, cleared_after=wished, since=event.at
        )
    return replace(present, right_in_row=row)


def _after_act(present: Entry | None, act: Act) -> Entry | None:
    if present is None or not may(act.kind, present.state):
        return present
    if act.kind == REMOVE:
        return replace(present, state=REMOVED, cleared_after=None, since=act.at)
    return replace(present, state=OPEN, right_in_row=0, cleared_after=None, since=act.at)


def may(kind: str, state: str) -> bool:
    """Tell whether an act does anything to an entry in this state."""
    return state == OPEN if kind == REMOVE else state != OPEN


def _wished(wishes: Sequence[Wish], at: datetime) -> int:
    """Return the number in force at a moment; `wishes` in the order of time."""
    place = bisect_right([one.at for one in wishes], at)
    return wishes[place - 1].clears_after if place else CLEARS_AFTER
