"""Which citations are to be looked at again, and until when. Pure.

Knows what a passage rests on and what became of the article since. Does not know who looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cadreschool.laws.comparing import Change, Comparison, Fate, compare_articles
from cadreschool.laws.timeline import KnownLaws, KnownVersion

WITHHELD = frozenset({Fate.CHANGED, Fate.DELETED, Fate.ENDED})
"""Questions that rest on such articles are not drawn: a new number alone leaves them right."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A passage of a newest edition with one article it cites, under the version it knows."""

    course_id: str
    lesson_id: str
    question_id: str
    passage: str
    law: str
    article: str
    version: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Name the passage, whatever it rests on."""
        return self.course_id, self.lesson_id, self.question_id, self.passage


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at: what rests on the article, what became of it, on which days."""

    resting: Resting
    to_version: str
    fate: Fate
    to_article: str
    to_digest: str
    from_on: date
    until_on: date | None

    @property
    def key(self) -> tuple[str, ...]:
        """Name what is looked at, whatever became of it."""
        one = self.resting
        return (
            one.course_id,
            one.lesson_id,
            one.question_id,
            one.passage,
            one.law,
            one.article,
            one.version,
            self.to_version,
        )


class Comparisons:
    """Comparisons of versions, each made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], Comparison] = {}

    def of(self, old: KnownVersion, new: KnownVersion) -> Comparison:
        """Return what became of the articles of one version in another."""
        key = (id(old), id(new))
        if key not in self._made:
            self._made[key] = compare_articles(old.articles, new.articles)
        return self._made[key]


def concerns(
    resting: Iterable[Resting], known: KnownLaws, confirmed: Collection[tuple[str, ...]] = ()
) -> Iterator[Concern]:
    """Yield what is to be looked at: every article that did not stay as it was.

    A later version is compared with the one that was cited, whatever came between; with the last
    one for which somebody `confirmed` the passage (keys), where somebody did.
    """
    made = Comparisons()
    for one in resting:
        base, later = known.after(one.law, one.version)
        if base is None:
            continue
        for version in later if one.article else ():
            change = made.of(base, version).of(one.article)
            if change.fate is Fate.UNTOUCHED:
                continue
            concern = _concern(one, version, change)
            yield concern
            if concern.key in confirmed:
                base = version
        ended = _end(later[-1] if later else base)
        if ended is not None:
            yield Concern(one, "", Fate.ENDED, "", "", ended, None)


def _concern(one: Resting, version: KnownVersion, change: Change) -> Concern:
    return Concern(
        one,
        version.version,
        change.fate,
        change.to,
        version.articles.digests.get(change.to, ""),
        version.effective_from,
        version.effective_to,
    )


def _end(last: KnownVersion) -> date | None:
    """Return the first day without the law, None while it lasts."""
    return None if last.effective_to is None else last.effective_to + timedelta(days=1)
