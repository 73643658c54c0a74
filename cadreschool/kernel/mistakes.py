"""What an author got wrong, said so that the author can put it right.

Knows how a mistake is printed and ordered. Does not know any rule: whoever finds a mistake brings
the words. Mistakes are collected, never raised.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake in one file: where, what, and what to do about it.

    A mistake that does not block is a note (待复核): it is shown, it stops nothing.
    """

    path: str
    line: int
    text: str
    hint: str
    rule: str
    blocking: bool = field(default=True)

    def __str__(self) -> str:
        """Print as every door prints it: `path:line: 中文（怎么改）`."""
        return f"{self.path}:{self.line}: {self.text}（{self.hint}）"


class Findings:
    """The mistakes found so far in one file; those of the rules in `notes` stop nothing in it."""

    def __init__(self, path: str, notes: Collection[str] = ()) -> None:
        self.path = path
        self.notes = frozenset(notes)
        self.mistakes: list[Mistake] = []

    def is_blocked_since(self, number: int) -> bool:
        """Tell whether one of the mistakes after the first `number` blocks."""
        return any(mistake.blocking for mistake in self.mistakes[number:])

    def add(self, line: int, text: str, hint: str, rule: str, *, blocking: bool = True) -> None:
        """Note one mistake; a line below 1 means the file as a whole."""
        blocks = blocking and rule not in self.notes
        self.mistakes.append(
            Mistake(self.path, max(line, 1), visible(text), visible(hint), rule, blocks)
        )


def visible(text: str) -> str:
    """Return words of an author such that they cannot steer a terminal or break a line."""
    return "".join(c if unicodedata.category(c) not in _UNSEEN else "?" for c in text)
