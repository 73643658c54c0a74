"""Citations of law as authors write them: `[[工会法#22]]`, `[[公司法@2018修正#16、17]]`.

Knows the notation and how a citation is shown (《工会法》第二十二条). Does not know whether the law
or the article exists: the checks of the courses ask the registry.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cadreschool.kernel.text import chinese_number

if TYPE_CHECKING:
    from datetime import date

    from cadreschool.laws.registry import Registry


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation. No articles: the whole law. No version: the one in force on the day."""

    short: str
    version: str | None
    articles: tuple[str, ...]
    line: int


def article_label(no: str) -> str:
    """Write an article's number as laws print it: 22 is 第二十二条, 244-1 第二百四十四条之一."""
    number, _, addition = no.partition("-")
    behind = f"之{chinese_number(int(addition))}" if addition else ""
    return f"第{chinese_number(int(number))}条{behind}"


def label(citation: Citation) -> str:
    """Show a citation: 《工会法》第二十二条、第二十三条."""
    return f"《{citation.short}》" + "、".join(map(article_label, citation.articles))


def pin(citation: Citation, registry: Registry, on: date) -> Citation:
    """Name the version in force on a day in a citation that names none."""
    if citation.version is not None:
        return citation
    version = registry.version_on(citation.short, on)
    return citation if version is None else replace(citation, version=version.version)
