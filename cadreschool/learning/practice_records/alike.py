"""Which texts look alike, for whoever audits signatures: pure, text in, pairs out.

Two texts are compared by the short runs of signs (shingles) they share, after width, case, spaces,
punctuation and numbers are out of the way: a copy with another date or case code is a copy. Being
alike proves nothing: two people may truly have done the same; somebody reads both.

Thousands of texts stay quick because each shingle remembers only the newest texts that hold it:
work grows with the number of texts, not with its square, even when all are copies of one. Every
text is paired with at most the two nearest earlier ones, of its own author and of another.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

WIDTH = 3
ALIKE = 0.6
"""From this share of common shingles on two texts look alike (Dice: 1 is the same text)."""

_NUMBER = "0"
_NUMBERS = re.compile("0+")
_DIGITS = frozenset("0123456789零〇一二三四五六七八九十百千两")
_REMEMBERED = 16
"""So many of the newest texts stand behind a shingle; what everybody writes needs no more."""
_SKETCHED = 64
"""So many shingles of a text, drawn by their checksums and so the same of the same text, lead to
others: of two texts that look alike more than a third of these are common."""
_LOOKED_AT = 5
"""So many of the texts that share most are compared in full."""
_SHORTEST_MARK = 5
"""Shorter common runs are how the language is, and are not marked."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """A text: `key` tells it apart and orders it (earlier keys first), `author` who wrote it."""

    key: int
    author: int
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that look alike, the earlier first; `share` is how much of them, up to 1."""

    earlier: int
    later: int
    share: float
    is_one_author: bool


def pairs_alike(texts: Iterable[Written], *, least: float = ALIKE) -> list[Pair]:
    """Return the pairs that look alike, the most alike first, of two authors before of one.

    In what order the texts come makes no difference.
    """
    desk = _Desk(least)
    found = [pair for text in sorted(texts, key=lambda one: one.key) for pair in desk.take(text)]
    return sorted(found, key=lambda one: (-one.share, one.is_one_author, one.later, one.earlier))


def bare(text: str) -> str:
    """Return what is compared of a text: letters, and one sign for every number."""
    return _NUMBERS.sub(_NUMBER, "".join(map(_compared, text)))


def common_spans(text: str, other: str) -> list[Span]:
    """Return which stretches of a text also stand in the other, to be marked."""
    theirs = _shingles(bare(other))
    signs = list(_signs(text))
    letters = "".join(sign for sign, _ in signs)
    spans: list[Span] = []
    for first, last in _runs(letters, theirs):
        if last - first >= min(_SHORTEST_MARK, len(letters)):
            spans.append((signs[first][1][0], signs[last - 1][1][1]))
    return spans


def _runs(letters: str, theirs: Collection[str]) -> Iterator[Span]:
    """Yield where letters are covered by shingles that the other text has too."""
    begin = end = -1
    for place in range(max(1, len(letters) - WIDTH + 1)):
        if letters[place : place + WIDTH] not in theirs:
            continue
        if place > end:
            if end > begin:
                yield begin, end
            begin = place
        end = min(place + WIDTH, len(letters))
    if end > begin:
        yield begin, end


def _signs(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the signs that are compared, each with where it stands in the text."""
    number: Span | None = None
    for place, written in enumerate(text):
        for sign in _compared(written):
            if sign == _NUMBER:
                number = (number[0] if number else place, place + 1)
                continue
            if number:
                yield _NUMBER, number
                number = None
            yield sign, (place, place + 1)
    if number:
        yield _NUMBER, number


@lru_cache(maxsize=1 << 14)
def _compared(written: str) -> str:
    """Return what one character is compared as: letters, the sign of numbers, or nothing."""
    plain = unicodedata.normalize("NFKC", written).casefold()
    return "".join(
        _NUMBER if sign in _DIGITS else sign for sign in plain if sign.isalpha() or sign in _DIGITS
    )


def _shingles(letters: str) -> frozenset[str]:
    last = max(1, len(letters) - WIDTH + 1)
    return frozenset(letters[place : place + WIDTH] for place in range(last)) - {""}


def _dice(one: Collection[str], other: frozenset[str]) -> float:
    number = len(one) + len(other)
    return 2 * len(other.intersection(one)) / number if number else 0.0


@dataclass(slots=True)
class _Shelf:
    """Where earlier texts are found again by a shingle: the newest of every slot, not too many.

    What a slot is, is for the caller to say: here an author, or every text its own.
    """

    rows: dict[int, dict[Hashable, int]] = field(default_factory=lambda: defaultdict(dict))

    def put(self, sketch: Iterable[int], slot: Hashable, place: int) -> None:
        """Remember where a text of this slot lies."""
        for shingle in sketch:
            row = self.rows[shingle]
            row.pop(slot, None)
            row[slot] = place
            if len(row) > _REMEMBERED:
                del row[next(iter(row))]

    def near(self, sketch: Iterable[int], but: Hashable = None) -> Sequence[int]:
        """Return the places that share most of a sketch, the most first."""
        shared: Counter[int] = Counter()
        for shingle in sketch:
            row = self.rows.get(shingle)
            if row is not None:
                shared.update(place for slot, place in row.items() if slot != but)
        return [place for place, _ in shared.most_common(_LOOKED_AT)]


@lru_cache(maxsize=1 << 16)
def _checksum(shingle: str) -> int:
    return crc32(shingle.encode())


class _Desk:
    """Takes texts in their order and says which earlier ones each looks like."""

    def __init__(self, least: float) -> None:
        self._least = least
        self._texts: list[tuple[Written, frozenset[str]]] = []
        self._own: dict[int, _Shelf] = defaultdict(_Shelf)
        self._others = _Shelf()
        self._same: dict[str, dict[int, int]] = defaultdict(dict)

    def take(self, text: Written) -> Iterator[Pair]:
        """Yield the nearest earlier text of the same author, and that of another."""
        letters = bare(text.text)
        if not letters:
            return
        shingles, place = _shingles(letters), len(self._texts)
        sketch = sorted(map(_checksum, shingles))[:_SKETCHED]
        same = self._same[letters]
        own = self._own[text.author]
        mine = [same[text.author]] if text.author in same else own.near(sketch)
        copied = [one for author, one in same.items() if author != text.author][-1:]
        theirs = copied or self._others.near(sketch, but=text.author)
        for places, is_one_author in ((mine, True), (theirs, False)):
            yield from self._best(text, shingles, places, is_one_author=is_one_author)
        self._texts.append((text, shingles))
        own.put(sketch, place, place)
        self._others.put(sketch, text.author, place)
        same.pop(text.author, None)
        same[text.author] = place

    def _best(
        self,
        text: Written,
        shingles: frozenset[str],
        places: Sequence[int],
        *,
        is_one_author: bool,
    ) -> Iterator[Pair]:
        found = [(_dice(shingles, self._texts[place][1]), place) for place in places]
        share, place = max(found, default=(0.0, 0))
        if found and share >= self._least:
            yield Pair(self._texts[place][0].key, text.key, round(share, 3), is_one_author)
