"""The law registry as it was published, and the official texts that the operator imported."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cadreschool.kernel.db import Model, Moment


class LawSource(Model):
    """The registry entry of one law, word for word as in content/laws/<short>.yaml."""

    __tablename__ = "law_source"

    short: Mapped[str] = mapped_column(String(60), primary_key=True)
    text: Mapped[str]


class LawImport(Model):
    """One version of a law whose official text was imported. It need not be registered.

    `digest` is that of all its articles: the same file again changes nothing.
    """

    __tablename__ = "law_import"

    short: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(30), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    is_whole: Mapped[bool]
    source: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(Moment)


class LawText(Model):
    """One article, word for word. `headings` are the parts and chapters it stands in, a line each.

    `digest` is that of the normalised text, comparable with those of the registry.
    """

    __tablename__ = "law_text"
    __table_args__ = (
        ForeignKeyConstraint(["short", "version"], ["law_import.short", "law_import.version"]),
        UniqueConstraint("short", "version", "article"),
    )

    short: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(30), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    article: Mapped[str] = mapped_column(String(12))
    headings: Mapped[str]
    text: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))
