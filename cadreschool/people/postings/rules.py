"""The days of postings: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewPosting:
    """A post that is to be held: its code, the tie (专职, 兼职, 挂职), the first day."""

    post: str
    tie: str
    from_on: date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from the first to the last, both inclusive; no last: until today and on."""

    from_on: date
    until_on: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies within."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


def begin_fault(from_on: date, today: date, *, held_since: date | None = None) -> str | None:
    """Return why a post cannot begin on that day, in Chinese; `held_since`: the one before it."""
    if from_on > today:
        return "到岗日期不能晚于今天"
    if held_since is not None and from_on < held_since:
        return "到岗日期早于现任岗位开始的日期"
    return None


def end_fault(until_on: date, today: date, *, held_since: date) -> str | None:
    """Return why a post cannot have that as its last day, in Chinese."""
    if until_on > today:
        return "离岗日期不能晚于今天"
    if until_on < held_since:
        return "离岗日期早于这个岗位开始的日期"
    return None
