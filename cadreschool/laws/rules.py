"""Comparing the registry with official texts.

Knows what counts as the same text and names every difference. Does not read files, and does not
decide which of the two is right: a person re-reads the official source.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cadreschool.kernel.text import squeeze
from cadreschool.laws.citations import article_label
from cadreschool.laws.official import OfficialText
from cadreschool.laws.registry import Law, LawVersion, Registry

_PARTS = re.compile(r"\([^()]*编[^()]*\)$")
"""A code may lie in the folder in part; its title then ends with the parts (总则、…编) held."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing the registry and an official text say differently.

    Information (`is_information`) is worth knowing and wrong on neither side.
    """

    short: str
    version: str
    text: str
    is_information: bool = False

    def __str__(self) -> str:
        """Print as one line."""
        kind = "提示" if self.is_information else "不同"
        return f"{kind}：{self.short}@{self.version}：{self.text}"


def article_digest(text: str) -> str:
    """Return the digest of an article, equal under any spacing, line breaks and width."""
    return hashlib.sha256(squeeze(text).encode()).hexdigest()


def is_whole(text: OfficialText) -> bool:
    """Tell whether a text holds every article from the first to its last."""
    numbers = [int(article.no.partition("-")[0]) for article in text.articles]
    return set(numbers) == set(range(1, max(numbers, default=0) + 1))


def compare(registry: Registry, texts: Iterable[OfficialText]) -> list[Difference]:
    """Name every difference; what the texts do not hold is no difference."""
    found: list[Difference] = []
    for text in texts:
        law = registry.law(text.short)
        version = law.version(text.version) if law else None
        if law is None:
            continue
        if version is None:
            found.append(
                Difference(text.short, text.version, "登记里没有这个版本", is_information=True)
            )
            continue
        found += [
            Difference(law.short, version.version, words)
            for words in (
                *_differing_names(law, text),
                *_differing_dates(version, text),
                *_differing_articles(version, text),
            )
        ]
    return found


def title_without_parts(title: str) -> str:
    """Return a code's title without the parts that a file holds of it."""
    return _PARTS.sub("", squeeze(title))


def _differing_names(law: Law, text: OfficialText) -> Iterator[str]:
    if squeeze(law.title) not in {squeeze(text.title), title_without_parts(text.title)}:
        yield f"名称：登记“{law.title}”，原文“{text.title}”"
    if squeeze(law.doc_no) != squeeze(text.doc_no):
        yield f"文号：登记“{law.doc_no or '无'}”，原文“{text.doc_no or '无'}”"


def _differing_dates(version: LawVersion, text: OfficialText) -> Iterator[str]:
    if version.effective_from != text.effective_from:
        yield f"施行日期：登记 {version.effective_from}，原文 {text.effective_from or '无'}"
    if version.effective_to != text.effective_to:
        yield f"失效日期：登记 {version.effective_to or '无'}，原文 {text.effective_to or '无'}"


def _differing_articles(version: LawVersion, text: OfficialText) -> Iterator[str]:
    articles = {article.no: article for article in text.articles}
    highest = max(int(no.partition("-")[0]) for no in articles)
    if version.articles < highest:
        yield f"条数：登记 {version.articles} 条，原文到第 {highest} 条"
    for gist in version.gists:
        article = articles.get(gist.no)
        if article is None:
            if int(gist.no.partition("-")[0]) > highest:
                yield f"{article_label(gist.no)}：原文到第 {highest} 条为止，没有这一条"
        elif gist.sha256 is not None and gist.sha256 != article_digest(article.text):
            yield f"{article_label(gist.no)}：原文与登记时核对的不同（sha256 不符）"
