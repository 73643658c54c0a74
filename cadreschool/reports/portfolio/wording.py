"""How a value of a file reads in words; the page and the workbook say it the same way."""

from __future__ import annotations

from datetime import date, datetime, time

from cadreschool.reports.portfolio.values import Value


def shown(value: Value) -> str:
    """Write a value for a reader."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def day_or_none(value: Value) -> datetime | None:
    """Return a day as spreadsheets want it, None for anything else."""
    return datetime.combine(value, time()) if isinstance(value, date) else None
