"""The one clock of the school.

Knows the present moment (UTC) and how a moment reads in Shanghai. Actions never call it: time is
passed to them (`at=`), so that tests and the demonstration school can choose it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the present day in Shanghai: laws and postings begin and end on days."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the day in Shanghai on which `moment` lies."""
    return moment.astimezone(SHANGHAI).date()


def moment_text(moment: datetime) -> str:
    """Write a moment as 2026年11月22日 12:03."""
    return f"{day_text(day_of(moment))} {minute_text(moment)}"


def day_text(day: date) -> str:
    """Write a day as 2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def minute_text(moment: datetime) -> str:
    """Write the time of day as 12:03."""
    return f"{moment.astimezone(SHANGHAI):%H:%M}"


def clock_text(moment: datetime) -> str:
    """Write the time of day as 12:03:07."""
    return f"{moment.astimezone(SHANGHAI):%H:%M:%S}"
