"""Questions that say the same, or nearly: judged by their words, never by their meaning.

Two questions are the same when stem and options agree once case, width, spaces and punctuation are
left out, whatever the order of the options. They are alike when four fifths of the neighbouring
pairs of characters that either has are in both. Two questions that differ in one number are alike
too: what that means is for a person to say.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Question

ALIKE = Fraction(4, 5)
EXPLANATION = (
    "相近：不看空格、标点、大小写和全半角，题干和选项里相邻两字有八成以上相同。"
    "只差一个数字的两题也会列出，是不是同一题请您判断。"
)
_LARGEST_SIGN = 0x110000
_BUCKETS = 1_000_003
_SILENT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Twin:
    """A question that is alike: its place among those looked at, and how much is shared."""

    at: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Words:
    """What is compared of a question: its text, and its pairs of neighbouring characters.

    A pair is one number, and all of them lie in an array in ascending order: ten thousand sets of
    strings took a hundred times the room.
    """

    text: str
    pairs: array[int]


def words_of(question: Question) -> Words:
    """Return what is compared of a question."""
    texts = [question.stem, *_answers(question)]
    for inner in question.questions:
        texts += [inner.stem, *_answers(inner)]
    stem, *others = (_plain(text) for text in texts)
    pieces = [stem, *sorted(others)]
    pairs = {_LARGEST_SIGN * a + b for piece in pieces for a, b in pairwise(map(ord, f"^{piece}$"))}
    return Words("\n".join(pieces), array("Q", sorted(pairs)))


def _answers(question: Question) -> list[str]:
    """Return the texts of a question besides its stem; the two words of 判断 tell nothing."""
    options = [] if question.kind == "true_false" else [one.text for one in question.options]
    return options + [part.text for part in question.parts if part.text]


def _plain(text: str) -> str:
    return _SILENT.sub("", unicodedata.normalize("NFKC", plain_text(text)).casefold())


class Likeness:
    """Finds what is alike among questions taken in one after the other.

    Exact, and quick for tens of thousands: two sets that share four fifths share one of the rarest
    fifth of either, so only those are looked up. How rare a pair is, is counted in buckets; two
    pairs in one bucket only mean a look more.
    """

    def __init__(self, everything: Iterable[Words]) -> None:
        """Count how often each pair is there, to know which are rare."""
        self._frequency = array("I", bytes(4 * _BUCKETS))
        for words in everything:
            for pair in words.pairs:
                self._frequency[pair % _BUCKETS] += 1
        self._index: defaultdict[int, list[int]] = defaultdict(list)
        self._pairs: list[array[int]] = []

    def add(self, words: Words) -> int:
        """Take a question in, and return its place."""
        at = len(self._pairs)
        self._pairs.append(words.pairs)
        for pair in self._rarest(words.pairs):
            self._index[pair].append(at)
        return at

    def twins(self, words: Words) -> list[Twin]:
        """Return those taken in before that are alike, the likest first."""
        mine = frozenset(words.pairs)
        seen = {at for pair in self._rarest(words.pairs) for at in self._index.get(pair, ())}
        found = []
        for at in seen:
            other = self._pairs[at]
            both = len(mine.intersection(other))
            either = len(mine) + len(other) - both
            if both * ALIKE.denominator >= either * ALIKE.numerator:
                found.append(Twin(at, Fraction(both, either)))
        return sorted(found, key=lambda twin: (-twin.share, twin.at))

    def _rarest(self, pairs: Sequence[int]) -> Sequence[int]:
        few = -(-len(pairs) * ALIKE.numerator // ALIKE.denominator)  # rounded up
        frequency = self._frequency
        ranked = sorted(pairs, key=lambda pair: (frequency[pair % _BUCKETS], pair))
        return ranked[: len(pairs) - few + 1]
