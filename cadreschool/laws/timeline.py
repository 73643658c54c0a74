"""The versions of each law that are known: registered by authors, imported by the operator.

Knows since when each binds, and what is known of its articles. An imported version need not be
registered: it binds all the same, and what rests on the one before is to be looked at again. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cadreschool.laws.comparing import Articles
from cadreschool.laws.registry import Law, LawVersion, Registry

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ImportedVersion:
    """A version whose official text is in the database, by its digests."""

    short: str
    version: str
    effective_from: date
    effective_to: date | None
    articles: Articles


@dataclass(frozen=True, eq=False)
class KnownVersion:
    """One version: the first and the last day it binds, and its articles' digests."""

    version: str
    effective_from: date
    effective_to: date | None
    articles: Articles
    is_registered: bool = True

    def is_in_force(self, on: date) -> bool:
        """Tell whether this version binds on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True)
class KnownLaws:
    """The versions of all registered laws, from the oldest to the newest."""

    versions: Mapping[str, tuple[KnownVersion, ...]]

    def of(self, short: str) -> tuple[KnownVersion, ...]:
        """Return the versions of a law."""
        return self.versions.get(short, ())

    def on(self, short: str, day: date) -> KnownVersion | None:
        """Return the version of a law that binds on a day."""
        return next((one for one in self.of(short) if one.is_in_force(day)), None)

    def after(self, short: str, version: str) -> tuple[KnownVersion | None, list[KnownVersion]]:
        """Return a version, None when nobody knows it, and those that came after it."""
        known = self.of(short)
        at = next((at for at, one in enumerate(known) if one.version == version), None)
        return (None, []) if at is None else (known[at], list(known[at + 1 :]))


def known_laws(registry: Registry, imported: Iterable[ImportedVersion]) -> KnownLaws:
    """Put together what the registry and the imported texts say of each law."""
    by_law: dict[str, dict[str, ImportedVersion]] = {}
    for one in imported:
        by_law.setdefault(one.short, {})[one.version] = one
    return KnownLaws(
        {law.short: _versions(law, by_law.get(law.short, {})) for law in registry.laws}
    )


def _versions(law: Law, imported: Mapping[str, ImportedVersion]) -> tuple[KnownVersion, ...]:
    found = [_registered(one, imported.get(one.version)) for one in law.versions]
    names = {one.version for one in found}
    found += [
        KnownVersion(
            one.version, one.effective_from, one.effective_to, one.articles, is_registered=False
        )
        for one in imported.values()
        if one.version not in names
    ]
    found.sort(key=lambda one: one.effective_from)
    return tuple(_until_next(one, following) for one, following in _with_next(found))


def _registered(version: LawVersion, imported: ImportedVersion | None) -> KnownVersion:
    digests = {gist.no: gist.sha256 for gist in version.gists if gist.sha256 is not None}
    return KnownVersion(
        version.version,
        version.effective_from,
        version.effective_to,
        imported.articles if imported else Articles(digests),
    )


def _with_next(
    found: list[KnownVersion],
) -> Iterable[tuple[KnownVersion, KnownVersion | None]]:
    return zip(found, [*found[1:], None], strict=True)


def _until_next(one: KnownVersion, following: KnownVersion | None) -> KnownVersion:
    """Let a version end the day before the next begins, whatever it says of itself."""
    if following is None:
        return one
    last = following.effective_from - _DAY
    until = last if one.effective_to is None else min(one.effective_to, last)
    return KnownVersion(one.version, one.effective_from, until, one.articles, one.is_registered)
