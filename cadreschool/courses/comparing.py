"""Two states of a course side by side: which files differ, and in which lines.

Knows texts and digests of pictures. Does not know where either state comes from, nor who may see
it. A paragraph is one line, so within a line that was rewritten the characters that differ
are told as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_AROUND = 2
_ALIKE = 0.4
_LONGEST = 4000
_SHORTEST = 2
"""How many unchanged lines are shown around a changed one."""


class ChangeKind(StrEnum):
    """What became of a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """Return it as a person reads it."""
        return {"added": "新增", "changed": "改动", "removed": "删去"}[self.value]


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line: `sign` is " " for unchanged, "-" for gone, "+" for new, "…" for lines left out."""

    sign: str
    text: str
    number: int = 0
    """Where it stands in the newer text; in the older one for a line that is gone."""
    parts: tuple[tuple[str, bool], ...] = ()
    """The text in pieces, each with whether it differs; empty when the whole line does."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that differs."""

    path: str
    kind: ChangeKind
    lines: tuple[DiffLine, ...]


def picture_text(digest: str) -> str:
    """Return what stands for a picture among texts: it differs when the picture does."""
    return f"（图片 {digest[:12]}）\n"


def compare_sources(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FileChange, ...]:
    """Return the files that differ, by path."""
    changes = []
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) == after.get(path):
            continue
        kind = ChangeKind.CHANGED
        if path not in before:
            kind = ChangeKind.ADDED
        elif path not in after:
            kind = ChangeKind.REMOVED
        lines = compare_texts(before.get(path, ""), after.get(path, ""))
        changes.append(FileChange(path, kind, lines))
    return tuple(changes)


def compare_texts(before: str, after: str) -> tuple[DiffLine, ...]:
    """Return the lines that differ with some around them; nothing for equal texts."""
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(_lines(matcher, old, new))


def _lines(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[DiffLine]:
    shown = 0  # lines of the old text that were shown or left out so far
    for group in matcher.get_grouped_opcodes(_AROUND):
        first = group[0][1]
        if first > shown:
            yield DiffLine("…", f"略去 {first - shown} 行")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for at in range(i1, i2):
                    yield DiffLine(" ", old[at], j1 + at - i1 + 1)
                continue
            gone, came = _pieces(old[i1:i2], new[j1:j2])
            for at in range(i1, i2):
                yield DiffLine("-", old[at], at + 1, gone[at - i1])
            for at in range(j1, j2):
                yield DiffLine("+", new[at], at + 1, came[at - j1])
        shown = group[-1][2]
    if shown and shown < len(old):
        yield DiffLine("…", f"略去 {len(old) - shown} 行")


Pieces = tuple[tuple[str, bool], ...]


def _pieces(old: list[str], new: list[str]) -> tuple[list[Pieces], list[Pieces]]:
    """Return the pieces of lines that were rewritten one by one; nothing where they are unlike."""
    gone: list[Pieces] = [()] * len(old)
    came: list[Pieces] = [()] * len(new)
    for at, (was, now) in enumerate(zip(old, new, strict=False)):
        if max(len(was), len(now)) > _LONGEST:
            continue
        matcher = SequenceMatcher(None, was, now, autojunk=False)
        if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
            continue
        same = [(a, b, size) for a, b, size in matcher.get_matching_blocks() if size >= _SHORTEST]
        gone[at] = _marked(was, [(a, size) for a, _, size in same])
        came[at] = _marked(now, [(b, size) for _, b, size in same])
    return gone, came


def _marked(line: str, same: list[tuple[int, int]]) -> Pieces:
    """Cut a line into what stayed and what differs."""
    pieces = []
    at = 0
    for start, size in [*same, (len(line), 0)]:
        if start > at:
            pieces.append((line[at:start], True))
        if size:
            pieces.append((line[start : start + size], False))
        at = start + size
    return tuple(pieces)
