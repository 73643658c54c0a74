"""Markdown source as lines: where code stands, and the text without it.

Knows code fences and code spans, because nothing inside them is markup: no heading, no link, no
citation. Every reader and the renderer ask here, so that they agree. Does not know any other mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([\w+-]{0,20})[ \t]*")
CODE_SPAN = re.compile(r"(?<![`\\])(`{1,3})(?!`)((?:(?!\n\n)[^`])+)\1(?!`)")
"""A code span within one block. Backticks inside a span are not supported."""
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = r"\u00b7\u2014\u2018-\u201d\u2026\u3000-\u303f\uff00-\uffef"
CJK = _HAN + _MARKS
"""Characters that are never separated by a space: Han and the punctuation used with it."""


@dataclass(frozen=True, slots=True)
class ProseLine:
    """One line. `fence` is "" outside code, else what the line is: open, code or close."""

    number: int
    text: str
    fence: str = ""


def prose_lines(lines: Iterable[str], first_line: int = 1) -> Iterator[ProseLine]:
    """Walk through lines and tell which belong to fenced code."""
    fence = ""
    for number, text in enumerate(lines, first_line):
        found = _FENCE.fullmatch(text)
        if not fence:
            fence = found[1] if found else ""
            yield ProseLine(number, text, "open" if found else "")
        elif found and found[1].startswith(fence) and not found[2]:
            fence = ""
            yield ProseLine(number, text, "close")
        else:
            yield ProseLine(number, text, "code")


def unclosed_fence(text: str, first_line: int = 1) -> int | None:
    """Return the line of a code fence that nothing closes."""
    opened = None
    for line in prose_lines(text.split("\n"), first_line):
        if line.fence == "open":
            opened = line.number
        elif line.fence == "close":
            opened = None
    return opened


def without_code(text: str) -> str:
    """Return the text with code blanked out; every line keeps its length and number."""
    lines = prose_lines(text.split("\n"))
    kept = "\n".join(line.text if not line.fence else " " * len(line.text) for line in lines)
    return CODE_SPAN.sub(_blank, kept)


def _blank(found: re.Match[str]) -> str:
    return "".join(c if c == "\n" else " " for c in found[0])
