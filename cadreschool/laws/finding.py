"""Finding laws and articles by words, in memory: the registry is small.

Knows names, numbers (also the number an article had before) and our gists. An article that is named
comes before one that merely speaks of it. Who writes a number and what it is about may have the
number from before an amendment (工会法第二十一条解除通知): then what it is about decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from cadreschool.kernel.words import BREAK, Run, Wanted, holds, needle, spaced
from cadreschool.laws.citations import article_label

if TYPE_CHECKING:
    from cadreschool.laws.registry import Gist, Law, LawVersion, Registry


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article in the version to show."""

    law: Law
    version: LawVersion
    gist: Gist


@dataclass(frozen=True, slots=True)
class FoundLaws:
    """The laws whose names, and the articles whose number or gist, hold what was wanted."""

    laws: tuple[Law, ...]
    articles: tuple[FoundArticle, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    law: Law
    version: LawVersion
    gist: Gist
    name: str
    former_name: str
    text: str

    def tier(self, wanted: Wanted) -> int | None:
        """Return how well the article fits, None when it does not."""
        for tier, words in enumerate((self.name, self.former_name)):
            if words and holds(words, wanted):
                return tier
        together = self.name + self.former_name + self.text
        return 2 if holds(together, wanted) else None

    def has_number(self, numbers: Collection[str]) -> bool:
        """Tell whether it has one of these numbers, or had."""
        return bool({self.gist.no, self.gist.old_number} & set(numbers))

    def speaks_of(self, pieces: Iterable[tuple[str, ...]]) -> int:
        """Count the pairs of neighbouring words, or single words, that it shares."""
        everything = self.name + self.former_name + self.text
        pairs: list[tuple[str, ...]] = []
        for one in pieces:
            pairs += pairwise(one) if len(one) > 1 else [one]
        return sum(needle(Run(pair)) in everything for pair in pairs)


@dataclass(frozen=True, slots=True)
class _Named:
    """The article numbers in what was wanted, and the words around them."""

    numbers: tuple[str, ...]
    pieces: tuple[tuple[str, ...], ...]


def _named_in(wanted: Wanted) -> _Named:
    """Cut what was wanted at its article numbers."""
    numbers: list[str] = []
    pieces: list[tuple[str, ...]] = []
    for run in wanted.runs:
        words, start = run.words, 0
        for at, (word, unit) in enumerate(pairwise(words)):
            if unit == "条" and word.isdecimal():
                numbers.append(word)
                pieces.append(words[start:at])
                start = at + 2
        pieces.append(words[start:])
    return _Named(tuple(numbers), tuple(piece for piece in pieces if piece))


class LawWords:
    """The words of a registry: written down once, looked through with every search."""

    def __init__(self, registry: Registry) -> None:
        """Write down the words of every version of every law."""
        self._names = [(law, spaced(f"{law.title}\n{law.short}")) for law in registry.laws]
        self._articles = [
            _article(law, version, gist)
            for law in registry.laws
            for version in law.versions
            for gist in version.gists
        ]

    def find(self, wanted: Wanted, on: date) -> FoundLaws:
        """Return what holds every run, of each law the version to show on a day."""
        if not wanted:
            return FoundLaws((), ())
        tiers: list[list[FoundArticle]] = [[], [], []]
        for one in self._articles:
            tier = one.tier(wanted)
            if tier is not None and one.law.version_to_show(on) is one.version:
                tiers[tier].append(FoundArticle(one.law, one.version, one.gist))
        found = tuple(article for tier in tiers for article in tier)
        return FoundLaws(
            tuple(law for law, name in self._names if holds(name, wanted)),
            found or tuple(self._by_number(wanted, on)),
        )

    def _by_number(self, wanted: Wanted, on: date) -> list[FoundArticle]:
        """Return the articles that have or had a number which was named, by what else was said.

        A law that is named must be theirs; of the rest, those that speak of it come, best first.
        """
        named = _named_in(wanted)
        laws, about = self._laws_among(named.pieces)
        scored = [
            (one.speaks_of(about), one)
            for one in self._articles
            if one.has_number(named.numbers)
            and (not laws or one.law.short in laws)
            and one.law.version_to_show(on) is one.version
        ]
        most = max((score for score, _ in scored), default=0)
        if not most:
            return []
        scored.sort(key=lambda pair: -pair[0])
        return [FoundArticle(one.law, one.version, one.gist) for score, one in scored if score]

    def _laws_among(
        self, pieces: Iterable[tuple[str, ...]]
    ) -> tuple[set[str], list[tuple[str, ...]]]:
        """Tell the pieces that name laws from those that say what it is about."""
        laws: set[str] = set()
        about: list[tuple[str, ...]] = []
        for piece in pieces:
            called = {law.short for law, name in self._names if _ends_with(name, piece)}
            laws |= called
            if not called:
                about.append(piece)
        return laws, about


def _ends_with(name: str, piece: tuple[str, ...]) -> bool:
    """Tell whether a law is called so, by its whole name or the end of it."""
    end = " " + " ".join(piece)
    return any(one.rstrip().endswith(end) for one in name.split(BREAK))


def _article(law: Law, version: LawVersion, gist: Gist) -> _Article:
    """Write down an article: 工会法第二十二条 stands there in one piece, under both names."""
    return _Article(
        law,
        version,
        gist,
        name=_named(law, gist.no),
        former_name=_named(law, gist.old_number) if gist.old_number else "",
        text=spaced("\n".join((gist.gist, *gist.tags))),
    )


def _named(law: Law, no: str) -> str:
    label = article_label(no)
    return spaced(f"{law.title}{label}\n{law.short}{label}")
