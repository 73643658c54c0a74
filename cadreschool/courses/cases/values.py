"""What the catalogue remembers of a published case: where it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from cadreschool.laws.citations import Citation


@dataclass(frozen=True, slots=True)
class CaseTitle:
    """A published case: its title, the law it cites (pinned), the lessons it names."""

    id: int
    title: str
    citations: tuple[Citation, ...]
    lessons: tuple[str, ...]
