"""Mistakes drawn on the contents of a law: which chapters and articles they rest on. Pure.

Chapters are known where the official text was imported; else articles stand in tens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cadreschool.laws.citations import article_label
from cadreschool.laws.registry import LawVersion
from cadreschool.questions.values import Question

_TENS = 10
WHOLE_LAW = ""
"""What stands for a law that is cited without an article."""


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """An article with the questions that were wrong and rest on it."""

    no: str
    label: str
    open: int
    cleared: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a law's contents, with its articles in order."""

    title: str
    articles: tuple[ArticleMark, ...]

    @property
    def open(self) -> int:
        """Return how many open mistakes its articles have, one resting on two counted twice."""
        return sum(one.open for one in self.articles)

    @property
    def cleared(self) -> int:
        """Return the same of cleared ones."""
        return sum(one.cleared for one in self.articles)


def articles_cited(question: Question, short: str) -> set[str]:
    """Return the articles of a law that a question, or one of a case's, rests on."""
    inner = (one for part in question.questions for one in part.citations)
    cited = [one for one in (*question.citations, *inner) if one.short == short]
    return {no for one in cited for no in one.articles or (WHOLE_LAW,)}


def counted(questions: Iterable[Question], short: str) -> Counter[str]:
    """Count questions by the articles of a law they rest on."""
    return Counter(no for one in questions for no in articles_cited(one, short))


def chapters(
    version: LawVersion,
    contents: Sequence[tuple[str, tuple[str, ...]]],
    mistakes: Counter[str],
    cleared: Counter[str],
) -> list[Chapter]:
    """Return a law's contents with its mistakes; `contents` are (article, headings), or nothing."""
    placed = contents or [(no, (_tens(no),)) for no in _numbers(version, mistakes | cleared)]
    found: dict[str, list[ArticleMark]] = {}
    for no, headings in placed:
        mark = ArticleMark(no, article_label(no), mistakes[no], cleared[no])
        found.setdefault(" · ".join(headings), []).append(mark)
    return [Chapter(title, tuple(marks)) for title, marks in found.items()]


def elsewhere(
    found: Iterable[Chapter], mistakes: Counter[str], cleared: Counter[str]
) -> list[ArticleMark]:
    """Return what rests on the law as a whole, or on articles this version does not have."""
    known = {one.no for chapter in found for one in chapter.articles}
    return [
        ArticleMark(no, article_label(no) if no else "整部法律", mistakes[no], cleared[no])
        for no in sorted((mistakes | cleared).keys() - known, key=_order)
    ]


def _numbers(version: LawVersion, wrong: Counter[str]) -> list[str]:
    """Return the numbers of a version's articles, those between two (244-1) where known."""
    plain = {str(number) for number in range(1, version.articles + 1)}
    added = {no for no in (*wrong, *(one.no for one in version.gists)) if "-" in no}
    return sorted(plain | {no for no in added if no.partition("-")[0] in plain}, key=_order)


def _order(no: str) -> tuple[int, int]:
    number, _, addition = no.partition("-")
    return int(number or 0), int(addition or 0)


def _tens(no: str) -> str:
    first = (_order(no)[0] - 1) // _TENS * _TENS + 1
    return f"{article_label(str(first))}起"
