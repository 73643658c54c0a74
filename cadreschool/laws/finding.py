"""Finding laws and articles by words, in memory: the registry is small.

Knows names, numbers (also the number an article had before) and our gists. An article that is named
comes before one that merely speaks of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cadreschool.kernel.words import Wanted, holds, spaced
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
        return FoundLaws(
            tuple(law for law, name in self._names if holds(name, wanted)),
            tuple(article for tier in tiers for article in tier),
        )


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
