"""Reads of the published law registry, and of the official texts that were imported."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cadreschool.kernel.db import db
from cadreschool.laws.comparing import Articles
from cadreschool.laws.models import LawImport, LawSource, LawText
from cadreschool.laws.timeline import ImportedVersion


def law_sources() -> dict[str, str]:
    """Return the registry's entries: {short name: YAML text}."""
    rows = db.session.execute(select(LawSource.short, LawSource.text).order_by(LawSource.short))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One imported version: where it came from, and when."""

    short: str
    version: str
    effective_from: date
    effective_to: date | None
    is_whole: bool
    source: str
    imported_at: datetime


def imports_of(short: str | None = None) -> list[ImportRow]:
    """Return the imported versions, of one law or of all, the oldest first."""
    statement = select(
        LawImport.short,
        LawImport.version,
        LawImport.effective_from,
        LawImport.effective_to,
        LawImport.is_whole,
        LawImport.source,
        LawImport.imported_at,
    ).order_by(LawImport.short, LawImport.effective_from)
    if short is not None:
        statement = statement.where(LawImport.short == short)
    return [ImportRow(*row) for row in db.session.execute(statement)]


def imported_versions(
    shorts: Collection[str] | None = None,
) -> list[ImportedVersion]:
    """Return the imported versions with the digests of their articles."""
    imports = [row for row in imports_of() if shorts is None or row.short in shorts]
    digests: dict[tuple[str, str], dict[str, str]] = {}
    wanted = {row.short for row in imports}
    for short, version, article, digest in db.session.execute(
        select(LawText.short, LawText.version, LawText.article, LawText.digest)
        .where(LawText.short.in_(wanted))
        .order_by(LawText.short, LawText.version, LawText.position)
    ):
        digests.setdefault((short, version), {})[article] = digest
    return [
        ImportedVersion(
            row.short,
            row.version,
            row.effective_from,
            row.effective_to,
            Articles(digests.get((row.short, row.version), {}), row.is_whole),
        )
        for row in imports
    ]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as it was imported."""

    no: str
    headings: tuple[str, ...]
    text: str
    digest: str


def texts_of(short: str, version: str) -> list[ArticleText]:
    """Return the articles of an imported version in order; nothing when it was not imported."""
    rows = db.session.execute(
        select(LawText.article, LawText.headings, LawText.text, LawText.digest)
        .where(LawText.short == short, LawText.version == version)
        .order_by(LawText.position)
    )
    return [
        ArticleText(row[0], tuple(row[1].split("\n")) if row[1] else (), *row[2:]) for row in rows
    ]


def text_map(short: str, version: str) -> Mapping[str, str]:
    """Return the texts of an imported version: {article: text}."""
    return {one.no: one.text for one in texts_of(short, version)}
