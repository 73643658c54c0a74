"""Laying out the lines before Python-Markdown sees them.

Knows what authors leave out: the empty line before a list or a table, four spaces for a nested
list. Takes fenced code and callout lines out, leaving marks that only the block processors here
understand. Everything outside those keeps its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.preprocessors import Preprocessor
from markdown.util import ETX, STX

from cadreschool.courses.grammar import (
    CALLOUT,
    CALLOUTS,
    FOOTNOTE_TEXT,
    LIST_ITEM,
    REFERENCE,
    RULE,
    TABLE_ROW,
    callout_name,
)
from cadreschool.kernel.prose import ProseLine, prose_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = f"{STX}code:%d{ETX}"
OPEN = f"{STX}open:%d{ETX}"
CLOSE = f"{STX}close{ETX}"
_INDENT = 4
_CHILD = 2
"""An item indented by two belongs to the item above, as in every other Markdown."""


class LayoutPreprocessor(Preprocessor):
    """Rewrites the lines of one text; keeps the code and the callouts it took out."""

    codes: list[str]
    callouts: list[tuple[str, str]]

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as Python-Markdown needs them."""
        self.codes, self.callouts = [], []
        layout = _Layout(self.codes, self.callouts)
        for line in prose_lines(lines):
            layout.take(line)
        return layout.finish()


class _Layout:
    """The lines written so far, and what is open."""

    def __init__(self, codes: list[str], callouts: list[tuple[str, str]]) -> None:
        self._codes = codes
        self._callouts = callouts
        self._written: list[str] = []
        self._code: list[str] | None = None
        self._items: list[tuple[int, bool]] = []
        """Open list items: their indent in the source, and whether they are numbered."""
        self._callout_depth = 0

    def take(self, line: ProseLine) -> None:
        if line.fence:
            self._take_code(line)
        elif not line.text.strip():
            self._written.append("")
        elif found := CALLOUT.fullmatch(line.text):
            self._take_callout(line.text, found[1])
        else:
            self._take_text(line.text.expandtabs(_INDENT).rstrip("\u3000"))

    def finish(self) -> list[str]:
        if self._code is not None:
            self._close_code()
        while self._callout_depth:
            self._close_callout()
        return self._written

    def _take_code(self, line: ProseLine) -> None:
        if line.fence == "open":
            self._code = []
        elif line.fence == "close":
            self._close_code()
        elif self._code is not None:
            self._code.append(line.text)

    def _close_code(self) -> None:
        self._codes.append("\n".join(self._code or []))
        self._code = None
        self._alone([CODE % (len(self._codes) - 1)])

    def _take_callout(self, text: str, opening: str) -> None:
        name, title = callout_name(opening) if opening else ("", "")
        if not opening:
            if self._callout_depth:
                self._close_callout()
        elif name in CALLOUTS or name == REFERENCE:
            self._callouts.append((name, title))
            self._alone([OPEN % (len(self._callouts) - 1)])
            self._callout_depth += 1
        else:
            self._take_text(text)

    def _close_callout(self) -> None:
        self._callout_depth -= 1
        self._alone([CLOSE])

    def _alone(self, lines: Iterable[str]) -> None:
        """Write lines that end every list and form a block of their own."""
        self._items = []
        self._written += ["", *lines, ""]

    def _take_text(self, text: str) -> None:
        before = self._written[-1] if self._written else ""
        item = None if RULE.fullmatch(text) else LIST_ITEM.match(text)
        if item:
            self._take_item(len(item[1]), item[2], text[item.end() :], before)
            return
        indent = len(text) - len(text.lstrip(" "))
        if self._items and not before and indent < _CHILD:
            self._items = []
        is_row, was_row = TABLE_ROW.match(text), TABLE_ROW.match(before)
        if before and (bool(is_row) != bool(was_row) or FOOTNOTE_TEXT.match(text)):
            self._written.append("")
            self._items = []
        if self._items:
            level = sum(indent >= start + _CHILD for start, _ in self._items)
            level = level if not before else len(self._items) - 1
            text = " " * (_INDENT * level) + text.strip()
        self._written.append(text)

    def _take_item(self, indent: int, marker: str, text: str, before: str) -> None:
        numbered = marker[0].isdigit()
        begins = not self._items
        sibling = None
        while self._items and indent < self._items[-1][0] + _CHILD:
            sibling = self._items.pop()
        if before and (begins or (sibling is not None and sibling[1] != numbered)):
            self._written.append("")
        level = len(self._items)
        self._items.append((indent, numbered))
        self._written.append(f"{' ' * (_INDENT * level)}{marker} {text}")
