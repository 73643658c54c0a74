"""Citations of law as authors write them: `[[工会法#22]]`, `[[公司法@2018修正#16、17]]`.

Knows the notation and how a citation is shown (《工会法》第二十二条). Does not know whether the law
or the article exists: the checks of the courses ask the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from cadreschool.kernel.text import article_number, chinese_number, squeeze
from cadreschool.laws.registry import Registry

CITATION = re.compile(r"\[\[([^\[\]\n]{0,120})\]\]")
_SEVERAL = re.compile(r"[、，,]")


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation. No articles: the whole law. No version: the one in force on the day."""

    short: str
    version: str | None
    articles: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class BrokenCitation:
    """Double brackets that hold no citation."""

    text: str
    line: int


def read_citation(inside: str, line: int = 0) -> Citation | None:
    """Read what stands between the double brackets; None when it is no citation."""
    name, has_articles, numbers = squeeze(inside).partition("#")
    short, has_version, version = name.partition("@")
    if not short or (has_version and not version) or any(c in "《》" for c in short):
        return None
    articles = [article_number(n) for n in _SEVERAL.split(numbers)] if has_articles else []
    known = [article for article in articles if article is not None]
    if len(known) != len(articles):
        return None
    return Citation(short, version or None, tuple(dict.fromkeys(known)), line)


def find_citations(text: str, first_line: int = 1) -> Iterator[Citation | BrokenCitation]:
    """Find everything in double brackets, in order, with its line."""
    for found in CITATION.finditer(text):
        line = first_line + text.count("\n", 0, found.start())
        yield read_citation(found[1], line) or BrokenCitation(found[0], line)


def parse_citations(text: str, first_line: int = 1) -> list[Citation]:
    """Return the citations of a text, in order; broken ones are left to the checks."""
    return [c for c in find_citations(text, first_line) if isinstance(c, Citation)]


def article_label(no: str) -> str:
    """Write an article's number as laws print it: 22 is 第二十二条, 244-1 第二百四十四条之一."""
    number, _, addition = no.partition("-")
    behind = f"之{chinese_number(int(addition))}" if addition else ""
    return f"第{chinese_number(int(number))}条{behind}"


def label(citation: Citation) -> str:
    """Show a citation: 《工会法》第二十二条、第二十三条."""
    shown = citation.short.replace("(", "（").replace(")", "）")
    return f"《{shown}》" + "、".join(map(article_label, citation.articles))


def pin(citation: Citation, registry: Registry, on: date) -> Citation:
    """Name the version in force on a day in a citation that names none."""
    if citation.version is not None:
        return citation
    version = registry.version_on(citation.short, on)
    return citation if version is None else replace(citation, version=version.version)
