"""The registry of laws: which versions were in force when, and what each article says in short.

Knows laws as plain values. Does not know the official texts (only their digests), lessons, or
today's date: whoever asks says for which day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from cadreschool.kernel.text import squeeze

if TYPE_CHECKING:
    from datetime import date


class Standing(StrEnum):
    """How a version came into the registry."""

    CHECKED = "已核对"
    """Somebody compared every digest with the official text."""
    QUOTED = "转引"
    """The official text was not at hand: shown as 待核对原文, never asked alone."""


@dataclass(frozen=True, slots=True)
class Gist:
    """One article in our own words. `no` is "22", or "244-1" for 第二百四十四条之一."""

    no: str
    gist: str
    tags: tuple[str, ...] = ()
    old_number: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class LawVersion:
    """One version of a law. `effective_to` is the last day in force, None while it lasts."""

    version: str
    effective_from: date
    effective_to: date | None
    articles: int
    standing: Standing
    source: str
    gists: tuple[Gist, ...]

    def is_in_force(self, on: date) -> bool:
        """Tell whether this version binds on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def gist(self, no: str) -> Gist | None:
        """Return the gist of an article, if it has one."""
        return self._gists_by_number.get(no)

    @cached_property
    def _gists_by_number(self) -> dict[str, Gist]:
        return {gist.no: gist for gist in self.gists}


@dataclass(frozen=True)
class Law:
    """A law under its short name, with its versions from the oldest to the newest."""

    short: str
    title: str
    kind: str
    doc_no: str
    versions: tuple[LawVersion, ...]

    def version(self, name: str) -> LawVersion | None:
        """Return the version of that name."""
        wanted = squeeze(name)
        return next((v for v in self.versions if v.version == wanted), None)

    def version_on(self, on: date) -> LawVersion | None:
        """Return the version in force on a day."""
        return next((v for v in reversed(self.versions) if v.is_in_force(on)), None)


@dataclass(frozen=True)
class Registry:
    """All registered laws, by short name."""

    laws: tuple[Law, ...] = ()

    def law(self, short: str) -> Law | None:
        """Return a law by its short name, in full or half width."""
        return self._laws_by_name.get(squeeze(short))

    def version(self, short: str, name: str) -> LawVersion | None:
        """Return a named version of a law."""
        law = self.law(short)
        return law.version(name) if law else None

    def version_on(self, short: str, on: date) -> LawVersion | None:
        """Return the version of a law in force on a day."""
        law = self.law(short)
        return law.version_on(on) if law else None

    def gist(self, short: str, version: str, no: str) -> Gist | None:
        """Return our words for an article of a version."""
        found = self.version(short, version)
        return found.gist(no) if found else None

    def has_document(self, doc_no: str) -> bool:
        """Tell whether some registered law bears this document number (文号)."""
        return squeeze(doc_no) in self._document_numbers

    @cached_property
    def _laws_by_name(self) -> dict[str, Law]:
        return {law.short: law for law in self.laws}

    @cached_property
    def _document_numbers(self) -> frozenset[str]:
        return frozenset(squeeze(law.doc_no) for law in self.laws if law.doc_no)
