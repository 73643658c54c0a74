"""Two people changed the same text: what both did, joined line by line.

Knows three texts: the one both began with, and what each made of it. Where both changed the same
lines in different ways it keeps both, between marks that no course may be published with. Never
throws a line away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

OURS = "《《《 草稿的文字"
BETWEEN = "＝＝＝ 线上新版的文字"
THEIRS = "》》》 到这里"
"""Signs that mean nothing in Markdown: what lies between them is still rendered."""
OPENING = re.compile(r"^《《《 ", re.MULTILINE)
MARK = re.compile(r"^(?:《《《|＝＝＝|》》》) ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Merged:
    """A joined text and how many places are left to a person."""

    text: str
    open_places: int = 0


@dataclass(frozen=True, slots=True)
class MergedSources:
    """Joined files; `open_places` counts what is left to a person, by path."""

    sources: Mapping[str, str]
    open_places: Mapping[str, int]


def merge_sources(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> MergedSources:
    """Join what two made of the same files. A file one deleted and the other changed stays."""
    sources: dict[str, str] = {}
    open_places: dict[str, int] = {}
    for path in sorted(base.keys() | ours.keys() | theirs.keys()):
        was, our, their = base.get(path), ours.get(path), theirs.get(path)
        if their in {our, was}:
            kept = our
        elif our == was:
            kept = their
        elif our is None or their is None:
            kept = our if their is None else their
        else:
            merged = merge_texts(was or "", our, their)
            kept = merged.text
            if merged.open_places:
                open_places[path] = merged.open_places
        if kept is not None:
            sources[path] = kept
    return MergedSources(sources, open_places)


def merge_texts(base: str, ours: str, theirs: str) -> Merged:
    """Join two texts that come from one."""
    was, our, their = base.splitlines(), ours.splitlines(), theirs.splitlines()
    joined: list[str] = []
    open_places = 0
    at = at_our = at_their = 0
    for start, end, our_start, their_start in _common(was, our, their):
        before = was[at:start]
        mine, other = our[at_our:our_start], their[at_their:their_start]
        if other in (mine, before):
            joined += mine
        elif mine == before:
            joined += other
        else:
            joined += [OURS, *mine, BETWEEN, *other, THEIRS]
            open_places += 1
        joined += was[start:end]
        length = end - start
        at, at_our, at_their = end, our_start + length, their_start + length
    return Merged("\n".join(joined).rstrip("\n") + "\n", open_places)


def _common(was: list[str], our: list[str], their: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches that stand in all three: (start, end, start in ours, in theirs)."""
    ours = SequenceMatcher(None, was, our, autojunk=False).get_matching_blocks()
    theirs = SequenceMatcher(None, was, their, autojunk=False).get_matching_blocks()
    found = []
    one = other = 0
    while one < len(ours) and other < len(theirs):
        mine, its = ours[one], theirs[other]
        start = max(mine.a, its.a)
        end = min(mine.a + mine.size, its.a + its.size)
        if start < end:
            found.append((start, end, mine.b + start - mine.a, its.b + start - its.a))
        if mine.a + mine.size < its.a + its.size:
            one += 1
        else:
            other += 1
    return [*found, (len(was), len(was), len(our), len(their))]
