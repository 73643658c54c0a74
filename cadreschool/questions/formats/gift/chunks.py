"""A GIFT file as chunks: the lines of one question each, its comments read and taken out.

Knows blank lines, comments, ids, tags, categories and escapes. Does not know what a question is.
Escaped characters become characters of a private plane, so that whoever looks for `=` finds only
marks; `restored` turns them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cadreschool.questions.formats.drafting import LONGEST_QUESTION

_BASE = 0x10FF00
_FOLDED = {character: chr(_BASE + ord(character)) for character in "\\:#={}~\n"}
_RESTORED = {ord(folded): character for character, folded in _FOLDED.items()}
NEW_LINE = _FOLDED["\n"]
_PRIVATE = re.compile("[\U0010ff00-\U0010ffff]")
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_BRACES = re.compile(r"\\.|[{}]")
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]")
_RUBRIC = re.compile(r"[ \t]*//[ \t]*评分[:：](.*)")
_CATEGORY = "$CATEGORY:"
_GOES_ON = ("=", "~", "}", "#")


@dataclass(slots=True)
class Chunk:
    """The lines of one question. `text` is without comments and escapes, line by line."""

    line: int
    category: str
    source: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    given_id: str = ""
    tags: list[str] = field(default_factory=list)
    rubric: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text with escapes folded."""
        return fold("\n".join(self.lines))

    def add(self, line: str) -> None:
        """Take one more line."""
        self.source.append(line)
        is_comment = line.lstrip().startswith("//")
        self.lines.append("" if is_comment else line)
        if is_comment:
            self._read_comment(line)

    def _read_comment(self, line: str) -> None:
        rubric = _RUBRIC.fullmatch(line)
        if rubric:
            self.rubric.append(rubric[1])
            return
        found = _ID.search(line)
        if found and not self.given_id:
            self.given_id = found[1].replace(r"\]", "]").strip()
        self.tags += [tag.replace(r"\]", "]").strip() for tag in _TAG.findall(line)]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing but comments."""
        return not any(line.strip() for line in self.lines)


def fold(text: str) -> str:
    """Replace escaped characters by their stand-ins."""
    return _ESCAPE.sub(_folded, _PRIVATE.sub("\ufffd", text))


def _folded(found: re.Match[str]) -> str:
    return _FOLDED["\n" if found[1] == "n" else found[1]]


def restored(text: str) -> str:
    """Replace the stand-ins by the characters themselves."""
    return text.translate(_RESTORED)


def chunks_of(text: str) -> Iterator[Chunk]:
    """Cut a file at its blank lines, but not inside an answer block that plainly goes on."""
    lines = text.split("\n")
    goes_on = _where_blocks_go_on(lines)
    category = ""
    chunk = Chunk(1, category)
    is_open = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            if is_open and goes_on[number - 1]:
                chunk.add(line)
                continue
            yield from _finished(chunk)
            chunk, is_open = Chunk(number + 1, category), False
        elif chunk.is_empty and line.lstrip().startswith(_CATEGORY):
            category = restored(fold(line.lstrip().removeprefix(_CATEGORY))).strip()
            yield from _finished(chunk)
            chunk = Chunk(number + 1, category)
        else:
            chunk.add(line)
            is_open = _is_open_after(line, is_open=is_open)
    yield from _finished(chunk)


def _finished(chunk: Chunk) -> Iterator[Chunk]:
    if not chunk.is_empty:
        while not chunk.source[0].strip():
            chunk.source.pop(0)
            chunk.lines.pop(0)
            chunk.line += 1
        yield chunk


def _where_blocks_go_on(lines: list[str]) -> list[bool]:
    """Tell for each line whether the next one with text looks like more answers."""
    answers: list[bool] = []
    following = False
    for line in reversed(lines):
        answers.append(following)
        stripped = line.strip()
        if stripped and not stripped.startswith("//"):
            following = stripped.startswith(_GOES_ON)
    return answers[::-1]


def _is_open_after(line: str, *, is_open: bool) -> bool:
    """Tell whether a block is open at the end of a line."""
    if line.lstrip().startswith("//") or len(line) > LONGEST_QUESTION:
        return is_open
    for found in _BRACES.finditer(line):
        if found[0] in "{}":
            is_open = found[0] == "{"
    return is_open
