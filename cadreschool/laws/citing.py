"""The law that somebody names: read as people write it, checked against the registry. Pure.

Understands `[[工会法#22]]` and 《工会法》第二十二条 alike, several in one line, a full title as
well as a short name. A clause behind an article (第二款) is taken to the article it stands in.
The law in force on a day decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cadreschool.kernel.text import squeeze
from cadreschool.laws.citations import (
    Citation,
    article_label,
    article_number,
    parse_citations,
    read_citation,
    write_citation,
)
from cadreschool.laws.registry import Law, Registry

HOW = "写法如“工会法第22条”，几条之间空一格"
_NATION = "中华人民共和国"
_NUMERALS = "[0-9零〇一二两三四五六七八九十百千]"
_ARTICLE = re.compile(
    rf"(第?{_NUMERALS}+条(?:之{_NUMERALS}+)?|第?[0-9]+(?:-[0-9]+)?)"
    rf"(?:第?{_NUMERALS}+款)?(?:第?\(?{_NUMERALS}+\)?项)?"
)
_BRACKETS = re.compile(r"\[\[([^\[\]]{0,120})\]\]")
_BETWEEN = re.compile(r"[\s、,;。和及|]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """What was read: citations in our notation with spaces between, and what was not understood."""

    text: str
    faults: list[str]


def read_cited(text: str, registry: Registry, on: date) -> Cited:
    """Read the law that somebody names; every piece that names none is a fault, with its place."""
    faults: list[str] = []
    kept: dict[str, None] = {}
    for found in _pieces(squeeze(re.sub(r"[\r\n;；]", "、", text)), registry):
        fault = found if isinstance(found, str) else citation_fault(found, registry, on)
        if fault:
            faults.append(fault)
        elif isinstance(found, Citation):
            kept[write_citation(found)] = None
    return Cited(" ".join(kept), faults)


def _pieces(text: str, registry: Registry) -> Iterator[Citation | str]:
    """Yield the citations in a squeezed text, and a fault for whatever is none."""
    names, at = _names(registry), 0
    while at < len(text):
        between = _BETWEEN.match(text, at)
        if between:
            at = between.end()
            continue
        found = _BRACKETS.match(text, at)
        if found:
            at = found.end()
            yield read_citation(found[1]) or f"“{found[0]}”写得不对。{HOW}。"
            continue
        named = names.match(text, at)
        if named is None:
            piece, at = _unknown(text, at, names)
            yield f"没有认出“{piece}”。{HOW}；法名要在法律目录里。"
            continue
        numbers, at = _numbers(text, named.end())
        short = _short(named[1], registry)
        yield (
            Citation(short, None, numbers, 0)
            if numbers
            else f"“{named[1]}”后面请写到第几条，如“{short}第22条”。"
        )


def _numbers(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """Read the numbers behind a law's name; return them and where they end."""
    numbers: list[str] = []
    at += text.startswith("#", at)
    while True:
        between = _BETWEEN.match(text, at)
        start = between.end() if between and numbers else at
        found = _ARTICLE.match(text, start)
        number = article_number(found[1]) if found else None
        if found is None or number is None:
            return tuple(dict.fromkeys(numbers)), at
        numbers.append(number)
        at = found.end()


def _unknown(text: str, at: int, names: re.Pattern[str]) -> tuple[str, int]:
    """Return the piece that is no citation, and where the next one may begin."""
    end = at + 1
    while end < len(text):
        if names.match(text, end) or _BRACKETS.match(text, end) or _BETWEEN.match(text, end):
            break
        end += 1
    return text[at:end], end


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(
        "《?(" + "|".join(map(re.escape, longest_first)) + ")》?" if names else "(?!)"
    )


def _names(registry: Registry) -> re.Pattern[str]:
    return _pattern(tuple(name for law in registry.laws for name in _called(law)))


def _called(law: Law) -> tuple[str, ...]:
    title = squeeze(law.title)
    return tuple(dict.fromkeys((law.short, title, title.removeprefix(_NATION))))


def _short(name: str, registry: Registry) -> str:
    return next(law.short for law in registry.laws if name in _called(law))


def citation_fault(citation: Citation, registry: Registry, on: date) -> str:
    """Say what is wrong with a citation, "" when the law has such an article on that day."""
    law = registry.law(citation.short)
    if law is None:
        return f"法律目录里没有“{citation.short}”，请核对法名。"
    if not citation.articles:
        return f"“{law.short}”后面请写到第几条，如“{law.short}第22条”。"
    version = registry.version_cited(replace(citation, short=law.short), on)
    if version is None:
        return f"“{law.short}”在那一天没有施行的版本，请核对日期和法名。"
    for no in citation.articles:
        number, _, addition = no.partition("-")
        if int(number) > version.articles or (addition and version.gist(no) is None):
            return (
                f"《{law.short}》（{version.version}）没有{article_label(no)}，"
                f"到第 {version.articles} 条为止。"
            )
    return ""


def cited_words(text: str) -> str:
    """Show stored citations as they may be typed again: 工会法第22条 工会法第24条."""
    typed: list[str] = []
    for one in parse_citations(text):
        if one.version:
            typed.append(write_citation(one))
        else:
            typed += [f"{one.short}第{_typed(no)}" for no in one.articles]
    return " ".join(typed)


def _typed(no: str) -> str:
    number, _, addition = no.partition("-")
    return f"{number}条之{addition}" if addition else f"{number}条"
