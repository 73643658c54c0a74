"""What an auditor asks for: read from an address, written back into one. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cadreschool.audit.words import ACTIONS, actions_of
from cadreschool.kernel.errors import InvalidError
from cadreschool.kernel.text import normalise

LAST_PAGE = 200
_GROUP = "@"
_LONGEST = 80
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
"""Nothing happened before; beyond, a calendar ends, and what is reckoned with it."""


@dataclass(frozen=True, slots=True)
class TrailRequest:
    """Filters and page. Empty means: all."""

    since: date | None = None
    until: date | None = None
    actor: str = ""
    action: str = ""
    object: str = ""
    page: int = 1

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the actions that are asked for, none for all."""
        if self.action.startswith(_GROUP):
            return actions_of(self.action.removeprefix(_GROUP))
        return (self.action,) if self.action else ()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.arguments())

    def arguments(self) -> dict[str, str]:
        """Return the filters as they stand in an address."""
        found = {
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "actor": self.actor,
            "action": self.action,
            "object": self.object,
        }
        return {name: value for name, value in found.items() if value}

    def on_page(self, page: int) -> TrailRequest:
        """Return the same request for another page."""
        return replace(self, page=page)


def read_request(given: Mapping[str, str]) -> TrailRequest:
    """Read a request; raises InvalidError for a day that is none."""
    action = given.get("action", "")
    page = given.get("page", "")
    return TrailRequest(
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        actor=normalise(given.get("actor", ""))[:_LONGEST],
        action=action if action in {value for value, _ in action_choices()} else "",
        object=normalise(given.get("object", ""))[:_LONGEST],
        page=min(max(int(page), 1), LAST_PAGE) if page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004 -- digits of a number nobody turns to
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidError("日期看不懂。", "请写成 2026-11-22 的样子。") from error
    return min(max(day, _FIRST_DAY), _LAST_DAY)


def action_choices() -> list[tuple[str, str]]:
    """Return what the filter of actions offers: (value, words)."""
    choices = [("", "全部")]
    for group, actions in ACTIONS.items():
        choices.append((f"{_GROUP}{group}", f"{group}：全部"))
        choices += [(action, f"{group}：{label}") for action, label in actions.items()]
    return choices
