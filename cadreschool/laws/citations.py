"""Citations of law as authors write them: `[[工会法#22]]`, `[[公司法@2018修正#16、17]]`.

Knows the notation, how articles are numbered, and how a citation is shown (《工会法》第二十二条).
Does not know whether the law or the article exists: the checks of the courses ask the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cadreschool.kernel.text import chinese_number, parse_chinese_number, squeeze

CITATION = re.compile(r"\[\[([^\[\]\n]{0,120})\]\]")
_SEVERAL = re.compile(r"[、，,]")
_IN_DIGITS = re.compile(r"([0-9]+)(?:-([0-9]+))?")
_IN_WORDS = re.compile(
    r"第?([0-9]+|[零〇一二两三四五六七八九十百千]+)条?(?:之([0-9]+|[一二三四五六七八九十]+))?"
)
_MOST_DIGITS = 4


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


def write_citation(citation: Citation) -> str:
    """Write a citation in this notation."""
    version = f"@{citation.version}" if citation.version else ""
    numbers = "#" + "、".join(citation.articles) if citation.articles else ""
    return f"[[{citation.short}{version}{numbers}]]"


def article_number(text: str) -> str | None:
    """Return the number of an article however it is written: 第二十二条 is 22, 244-1 stays."""
    squeezed = squeeze(text)
    found = _IN_DIGITS.fullmatch(squeezed) or _IN_WORDS.fullmatch(squeezed)
    numbers = [_number(part) for part in found.groups() if part is not None] if found else []
    return "-".join(map(str, numbers)) if numbers and all(numbers) else None


def _number(text: str) -> int:
    """Read digits or characters; 0 when they make no number that an article has."""
    if text.isdecimal():
        return int(text) if len(text) <= _MOST_DIGITS else 0
    return parse_chinese_number(text) or 0


def article_label(no: str) -> str:
    """Write an article's number as laws print it: 22 is 第二十二条, 244-1 第二百四十四条之一."""
    number, _, addition = no.partition("-")
    behind = f"之{chinese_number(int(addition))}" if addition else ""
    return f"第{chinese_number(int(number))}条{behind}"


def label(citation: Citation) -> str:
    """Show a citation: 《工会法》第二十二条、第二十三条."""
    shown = citation.short.replace("(", "（").replace(")", "）")
    return f"《{shown}》" + "、".join(map(article_label, citation.articles))
