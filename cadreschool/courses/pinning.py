"""Pinning: which version of its law each passage of a new edition rests on.

A passage that is new, or whose words changed, is pinned to the version in force. One that stands as
it did keeps the version it was written under: nobody has compared it with a newer one. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from cadreschool.courses.passages import CitedPassage
from cadreschool.laws.citations import Citation
from cadreschool.laws.registry import Registry


class Place(NamedTuple):
    """Where an article is cited. `question_id` is "" in the text, `article` for a whole law."""

    lesson_id: str
    question_id: str
    passage: str
    law: str
    article: str

    @property
    def unnoted(self) -> Place:
        """Return the place as programs wrote it down that knew no passages."""
        return Place(self.lesson_id, "", "", self.law, self.article)


Pins = dict[Place, set[str]]
"""The versions that the passages of an edition rest on; several where one passage names them."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """One citation of an edition with its version."""

    place: Place
    version: str
    is_named: bool
    """The author named the version."""


@dataclass(frozen=True)
class PinnedEdition:
    """All citations of an edition, and how each is shown."""

    pins: tuple[Pinned, ...]
    versions: Mapping[str, Sequence[str]]
    """The versions of each law, the oldest first."""

    def shown(self, lesson_id: str, citation: Citation) -> Citation:
        """Return a citation of a lesson with the version its text was written under.

        It is shown once though it may stand in several passages: the oldest tells of all of them.
        """
        if citation.version is not None:
            return citation
        found = {
            pin.version
            for pin in self.pins
            if not pin.is_named
            and not pin.place.question_id
            and (pin.place.lesson_id, pin.place.law) == (lesson_id, citation.short)
            and pin.place.article in (citation.articles or ("",))
        }
        order = self.versions.get(citation.short, ())
        oldest = next((version for version in order if version in found), None)
        return replace(citation, version=oldest)


def pin_passages(
    cited: Iterable[CitedPassage], before: Pins, registry: Registry, on: date
) -> PinnedEdition:
    """Pin every citation of an edition; `before` are the pins of the edition it follows."""
    versions = {law.short: [one.version for one in law.versions] for law in registry.laws}
    pins: dict[Pinned, None] = {}
    for one in cited:
        citation = one.citation
        for article in citation.articles or ("",):
            place = Place(one.lesson_id, one.question_id, one.passage, citation.short, article)
            version = citation.version
            if version is None:
                kept = before.get(place) or before.get(place.unnoted, set())
                order = versions.get(citation.short, [])
                version = next((name for name in reversed(order) if name in kept), None)
            if version is None:
                version = registry.pinned(citation, on).version or ""
            pins[Pinned(place, version, citation.version is not None)] = None
    return PinnedEdition(tuple(pins), versions)
