"""What an auditor of signatures asks for: read from an address, written back into one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.text import normalise

MONTHS = 12
LAST_PAGE = 9_999
_OLDEST = 2020
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class SigningRequest:
    """A calendar year, in it one month or all (0), unions by a part of their name, and a page."""

    year: int
    month: int = 0
    union: str = ""
    page: int = 1

    @property
    def period(self) -> str:
        """Return the time asked for in words."""
        return f"{self.year} 年 {self.month} 月" if self.month else f"{self.year} 年"

    def months(self) -> tuple[int, ...]:
        """Return the months asked for."""
        return (self.month,) if self.month else tuple(range(1, MONTHS + 1))

    def begins(self) -> datetime:
        """Return the first moment asked for."""
        return _first_of(self.year, self.months()[0])

    def ends(self) -> datetime:
        """Return the first moment after what is asked for."""
        return self.after(self.months()[-1])

    def after(self, month: int) -> datetime:
        """Return the first moment after a month of the year."""
        return _first_of(self.year + month // MONTHS, month % MONTHS + 1)

    def arguments(self) -> dict[str, str]:
        """Return what stands in the address besides the page."""
        found = {"year": str(self.year), "month": str(self.month or ""), "union": self.union}
        return {name: value for name, value in found.items() if value}

    def on_page(self, page: int) -> SigningRequest:
        """Return the same request for another page."""
        return replace(self, page=page)


def read_request(given: Mapping[str, str], *, today: date) -> SigningRequest:
    """Read a request; what is no year, month or page is taken for the usual."""
    return SigningRequest(
        _number(given.get("year", ""), _OLDEST, today.year) or today.year,
        _number(given.get("month", ""), 1, MONTHS),
        normalise(given.get("union", ""))[:_LONGEST],
        _number(given.get("page", ""), 1, LAST_PAGE) or 1,
    )


def year_choices(today: date) -> list[tuple[str, str]]:
    """Return the years that can be asked for, the present one first."""
    return [(str(year), f"{year} 年") for year in range(today.year, _OLDEST - 1, -1)]


def month_choices() -> list[tuple[str, str]]:
    """Return the months that can be asked for."""
    return [("", "全年"), *((str(one), f"{one} 月") for one in range(1, MONTHS + 1))]


def _first_of(year: int, month: int) -> datetime:
    return datetime(year, month, 1, tzinfo=SHANGHAI)


def _number(text: str, least: int, most: int) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return int(text) if is_number and least <= int(text) <= most else 0
