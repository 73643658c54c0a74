"""What is to be looked at again, as values: loaded once, asked with every page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cadreschool.courses.radar.rules import WITHHELD
from cadreschool.laws.comparing import Fate


@dataclass(frozen=True, slots=True)
class OpenRecheck:
    """One thing to look at, as a value."""

    id: int
    course_id: str | None
    bank_id: str | None
    lesson_id: str
    question_id: str
    passage: str
    law: str
    article: str
    from_version: str
    to_version: str
    fate: Fate
    to_article: str
    from_on: date
    until_on: date | None
    opened_at: datetime
    owner_path: str | None = None
    """Whose course or bank it is, where it was fetched through a viewer; None: the school's."""

    def concerns(self, on: date) -> bool:
        """Tell whether the newer version binds on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def is_over(self, on: date) -> bool:
        """Tell whether a still newer version binds already, with a recheck of its own."""
        return self.until_on is not None and self.until_on < on

    @property
    def is_withheld(self) -> bool:
        """Tell whether a question waits for it."""
        return bool(self.question_id) and self.fate in WITHHELD
