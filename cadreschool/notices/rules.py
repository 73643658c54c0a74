"""What an announcement and a message may be, and whether one is shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_TITLE, LONGEST_TEXT = 60, 2000
MESSAGES_KEPT = timedelta(days=365)
"""How long a message can be read again."""


@dataclass(frozen=True, slots=True)
class NewAnnouncement:
    """An announcement to be; plain text, an empty line begins a new paragraph."""

    title: str
    text: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be: plain text. `about` names the occasion, so that it is told once.

    `link` is a path of this school, or nothing.
    """

    about: str
    title: str
    text: str
    link: str = ""


class State(StrEnum):
    """Whether an announcement is shown on a day."""

    SHOWN = "shown"
    UPCOMING = "upcoming"
    OVER = "over"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the state as a person reads it."""
        return _LABELS[self]


_LABELS = {
    State.SHOWN: "正在显示",
    State.UPCOMING: "尚未开始",
    State.OVER: "已过期",
    State.WITHDRAWN: "已撤下",
}


def state(from_on: date, until_on: date | None, *, is_withdrawn: bool, on: date) -> State:
    """Tell whether an announcement is shown on a day."""
    if is_withdrawn:
        return State.WITHDRAWN
    if on < from_on:
        return State.UPCOMING
    return State.SHOWN if until_on is None or on <= until_on else State.OVER


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a plain text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return [part for one in lines.split("\n\n") if (part := one.strip())]
