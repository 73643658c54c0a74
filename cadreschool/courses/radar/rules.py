"""Which citations are to be looked at again, and until when. Pure.

Knows what a passage rests on and what became of the article since. Does not know who looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cadreschool.courses.passages import question_digest
from cadreschool.laws.comparing import Change, Comparison, Fate, compare_articles
from cadreschool.laws.timeline import KnownLaws, KnownVersion
from cadreschool.questions.values import Question

WITHHELD = frozenset({Fate.CHANGED, Fate.DELETED, Fate.ENDED})
"""Questions that rest on such articles are not drawn: a new number alone leaves them right."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A passage with one article it cites, under the version it was written under.

    It stands in the newest edition of a course, or it is a question of a bank.
    """

    course_id: str
    bank_id: str
    lesson_id: str
    question_id: str
    passage: str
    law: str
    article: str
    version: str

    @property
    def place(self) -> tuple[str, ...]:
        """Name the passage, whatever it rests on."""
        return self.course_id, self.bank_id, self.lesson_id, self.question_id, self.passage


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
        return (*one.place, one.law, one.article, one.version, self.to_version)


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of a bank, and the day since when it has these words."""

    bank_id: str
    question: Question
    written_on: date


def resting_in_banks(found: Iterable[BankQuestion], known: KnownLaws) -> Iterator[Resting]:
    """Yield what questions of banks rest on: the version that bound when they were written."""
    for one in found:
        passage = question_digest(one.question)
        for citation in one.question.citations:
            binding = known.on(citation.short, one.written_on)
            version = citation.version or (binding.version if binding else "")
            for article in citation.articles or ("",):
                yield Resting(
                    "",
                    one.bank_id,
                    "",
                    one.question.id,
                    passage,
                    citation.short,
                    article,
                    version,
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


def may_differ(versions: Sequence[KnownVersion]) -> bool:
    """Tell whether anything of a law can have changed: another version, or its end."""
    return len(versions) > 1 or any(one.effective_to is not None for one in versions)


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
