"""A passage of Markdown under inspection.

Knows the text without its code, the lines, and where mistakes go. Does not check anything itself.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from cadreschool.courses.grammar import FOOTNOTE, FOOTNOTE_TEXT, IMAGE, LINK
from cadreschool.kernel.prose import prose_lines, without_code
from cadreschool.laws.citations import CITATION

if TYPE_CHECKING:
    import re

    from cadreschool.kernel.mistakes import Findings
    from cadreschool.kernel.prose import ProseLine

_BLANK = "\u2002"
"""Stands where a mark was taken out: matches nothing and keeps every position."""


class Passage:
    """The body of a lesson, or one part of a question."""

    def __init__(self, source: str, first_line: int, findings: Findings) -> None:
        self.source = source
        self.first_line = first_line
        self.findings = findings

    @cached_property
    def text(self) -> str:
        """Return the Markdown with code blanked out."""
        return without_code(self.source)

    @cached_property
    def lines(self) -> tuple[ProseLine, ...]:
        """Return the lines with their numbers."""
        return tuple(prose_lines(self.source.split("\n"), self.first_line))

    @cached_property
    def without_citations(self) -> str:
        """Return the text with citations blanked out too."""
        return CITATION.sub(_blank, self.text)

    @cached_property
    def without_marks(self) -> str:
        """Return the text with everything in brackets that was understood blanked out."""
        text = self.without_citations
        for mark in (IMAGE, LINK, FOOTNOTE_TEXT, FOOTNOTE):
            text = mark.sub(_blank, text)
        return text

    def line_of(self, found: re.Match[str]) -> int:
        """Return the line where a match begins."""
        return self.first_line + bisect_right(self._starts, found.start()) - 1

    def add(self, line: int, text: str, hint: str, rule: str) -> None:
        """Note a mistake."""
        self.findings.add(line, text, hint, rule)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], 0
        for line in self.source.split("\n"):
            at += len(line) + 1
            starts.append(at)
        return starts


def _blank(found: re.Match[str]) -> str:
    return "".join(c if c == "\n" else _BLANK for c in found[0])
