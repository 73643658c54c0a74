"""What a paper and somebody's exceptions come to: hours, time, form, release. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LAST_MINUTES: Final = timedelta(minutes=10)
"""What sittings under way still have when their paper is closed by hand."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What exceptions in force give one person at one paper."""

    minutes: int = 0
    attempts: int = 0
    closes_at: datetime | None = None


NOTHING: Final = Extra()


def together(extras: Iterable[Extra]) -> Extra:
    """Return what several exceptions give: minutes and goes add up, the latest end counts."""
    found = list(extras)
    ends = [one.closes_at for one in found if one.closes_at is not None]
    return Extra(
        sum(one.minutes for one in found),
        sum(one.attempts for one in found),
        max(ends, default=None),
    )


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the later of two ends; None for the first is no end at all."""
    if one is None or other is None:
        return one
    return max(one, other)


def due(
    began_at: datetime, minutes: int | None, closes_at: datetime | None, extra: Extra
) -> datetime | None:
    """Return when a sitting's time is over: the minutes it has, never beyond the paper's end."""
    ends = []
    if minutes is not None:
        ends.append(began_at + timedelta(minutes=minutes + extra.minutes))
    end = later(closes_at, extra.closes_at)
    if end is not None:
        ends.append(end)
    return min(ends, default=None)


def form_for(cadre_id: int, attempts: int, forms: int) -> int:
    """Return which form comes: neighbours in the list get different ones, a second go another."""
    return (cadre_id + attempts) % forms + 1


@dataclass(frozen=True, slots=True)
class Result:
    """One sitting at a paper as its owner sees it in lists."""

    id: int
    paper_id: int
    number: int
    form: int | None
    started_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None
    score: int | None
    pending: int
    pass_mark: int
    counts: bool

    @property
    def is_open(self) -> bool:
        """Tell whether it has not been handed in."""
        return self.submitted_at is None

    @property
    def is_passed(self) -> bool:
        """Tell whether the mark is reached, whatever a person has still to look at."""
        return self.score is not None and self.score >= self.pass_mark

    @property
    def waits(self) -> bool:
        """Tell whether only a person can say if it is passed."""
        return self.pending > 0 and not self.is_passed


def verdict(results: Iterable[Result]) -> bool | None:
    """Tell whether a paper was passed; None when nothing that counts has shown it yet."""
    done = [one for one in results if one.counts and not one.is_open]
    if any(one.is_passed for one in done):
        return True
    if not done or any(one.waits for one in done):
        return None
    return False
