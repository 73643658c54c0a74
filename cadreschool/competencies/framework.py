"""The competency framework: what a union cadre should be able to do, on four levels each.

Knows definitions only. Does not know people, evidence or profiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a competency, told as behaviour that can be seen."""

    level: int
    name: str
    behaviour: str


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency, such as 能说."""

    id: str
    name: str
    summary: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Framework:
    """All competencies, in the order of the file."""

    competencies: tuple[Competency, ...] = ()

    def competency(self, competency_id: str) -> Competency | None:
        """Return a competency by its id."""
        return self._by_id.get(competency_id)

    @cached_property
    def _by_id(self) -> dict[str, Competency]:
        return {competency.id: competency for competency in self.competencies}
