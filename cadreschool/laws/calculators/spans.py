"""Months and years between days, as statutes count them. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on; the last of the month where there is no such day.

    民法典第二百零二条：没有对应日的，月末日为期间的最后一日。
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """Return the whole months from `start` to `end`, both included, and the days over."""
    after = end + DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    while months > 0 and add_months(start, months) > after:
        months -= 1
    months = max(months, 0)
    return months, max((after - add_months(start, months)).days, 0)
