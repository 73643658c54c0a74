"""Two versions of a law side by side: what became of each article, and in which words. Pure.

Equal text under the same number is untouched, equal text under another number is renumbered,
anything else is changed: nobody guesses whether a change matters. Texts are compared by digests, so
a version of which only digests are known can be compared too. Does not know who cites what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from cadreschool.kernel.text import squeeze

_SHORTEST = 2
"""A single character that stands in both texts is no piece that stayed."""
_ALIKE = 0.45


class Fate(StrEnum):
    """What became of an article of the older version."""

    UNTOUCHED = "untouched"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    DELETED = "deleted"
    UNKNOWN = "unknown"
    """The newer version is known in part only, and not there."""
    NEW = "new"
    """An article of the newer version that was none of the older ones."""
    ENDED = "ended"
    """The law ended, and nothing came in its place."""

    @property
    def label(self) -> str:
        """Return it as a person reads it."""
        return _LABELS[self]


_LABELS = {
    Fate.UNTOUCHED: "没有改",
    Fate.RENUMBERED: "条号变了",
    Fate.CHANGED: "条文改了",
    Fate.DELETED: "条文删去",
    Fate.UNKNOWN: "新版原文还没有",
    Fate.NEW: "新增",
    Fate.ENDED: "法律失效",
}


@dataclass(frozen=True, slots=True)
class Articles:
    """The digests of a version's articles, in order; `is_whole` when none is missing."""

    digests: Mapping[str, str]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One article: its number in the older version, its fate, its number in the newer one."""

    no: str
    fate: Fate
    to: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of every article whose text in the older version is known.

    `added` are those that were none of the older ones, told where the older ones are all known.
    """

    changes: Mapping[str, Change]
    added: tuple[str, ...]

    def of(self, no: str) -> Change:
        """Return what became of an article; one whose older text is not known may have changed."""
        return self.changes.get(no, Change(no, Fate.UNKNOWN, ""))

    @property
    def figures(self) -> dict[Fate, int]:
        """Count the articles by fate."""
        counted = Counter(change.fate for change in self.changes.values())
        return {fate: counted[fate] for fate in _LABELS if counted[fate]} | (
            {Fate.NEW: len(self.added)} if self.added else {}
        )


def compare_articles(old: Articles, new: Articles) -> Comparison:
    """Tell what became of each article of the older version."""
    moved = _moved(old, new)
    changes = {no: _change(no, old, new, moved) for no in old.digests}
    taken = {change.to for change in changes.values() if change.to}
    added = tuple(no for no in new.digests if no not in taken) if old.is_whole else ()
    return Comparison(changes, added)


def _moved(old: Articles, new: Articles) -> dict[str, str]:
    """Pair equal texts under different numbers; texts that stand there often, in their order."""
    from_places = _by_text(old.digests.items(), new)
    to_places = _by_text(new.digests.items(), old)
    return {
        no: to
        for digest, numbers in from_places.items()
        for no, to in zip(numbers, to_places.get(digest, ()), strict=False)
    }


def _by_text(items: Iterable[tuple[str, str]], other: Articles) -> dict[str, list[str]]:
    """Group the numbers of articles that are not the same in the other version by their text."""
    found: dict[str, list[str]] = {}
    for no, digest in items:
        if other.digests.get(no) != digest:
            found.setdefault(digest, []).append(no)
    return found


def _change(no: str, old: Articles, new: Articles, moved: Mapping[str, str]) -> Change:
    if new.digests.get(no) == old.digests[no]:
        return Change(no, Fate.UNTOUCHED, no)
    if no in moved:
        return Change(no, Fate.RENUMBERED, moved[no])
    if no in new.digests:
        return Change(no, Fate.CHANGED, no)
    return Change(no, Fate.DELETED, "") if new.is_whole else Change(no, Fate.UNKNOWN, "")


def likeliest(text: str, others: Mapping[str, str]) -> str:
    """Return the number of the article that says most nearly the same, "" when none does.

    For showing the two beside each other; whether anything changed is never decided so.
    """
    pairs = _pairs(text)
    best, number = 0.0, ""
    for no, other in others.items():
        found = _pairs(other)
        alike = 2 * (pairs & found).total() / max(pairs.total() + found.total(), 1)
        if alike > best:
            best, number = alike, no
    return number if best >= _ALIKE else ""


def _pairs(text: str) -> Counter[str]:
    squeezed = squeeze(text)
    return Counter(map("".join, pairwise(squeezed)))


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether the other text does not have them."""

    text: str
    differs: bool


def word_difference(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut two texts into pieces that stayed and pieces that differ; all words are kept."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    same = [block for block in matcher.get_matching_blocks() if block.size >= _SHORTEST]
    return (
        _cut(old, [(block.a, block.size) for block in same]),
        _cut(new, [(block.b, block.size) for block in same]),
    )


def _cut(text: str, same: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, at = [], 0
    for start, size in [*same, (len(text), 0)]:
        if start > at:
            pieces.append(Piece(text[at:start], differs=True))
        if size:
            pieces.append(Piece(text[start : start + size], differs=False))
        at = start + size
    return tuple(pieces)
