"""The competency framework: what a union cadre should be able to do, on four levels each.

Knows definitions and their file format. Does not know people, evidence or profiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cadreschool.kernel.fields import Fields
from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.sources import read_text
from cadreschool.kernel.yaml_tree import Entries, read_tree

LEVELS = 4


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


def read_framework(path: str, data: bytes) -> tuple[Framework, tuple[Mistake, ...]]:
    """Read the framework; competencies with mistakes are kept as far as they have an id."""
    findings = Findings(path)
    text = read_text(data, findings)
    tree = None if text is None else read_tree(text, findings)
    competencies: dict[str, Competency] = {}
    if tree is not None:
        fields = Fields(tree, findings)
        for item in fields.items("competencies"):
            competency = _read_competency(item, findings)
            if competency.id in competencies:
                findings.add(
                    item.line, f"编号“{competency.id}”重复", "编号不能重复", "duplicate-id"
                )
            elif competency.id:
                competencies[competency.id] = competency
        fields.finish()
    return Framework(tuple(competencies.values())), tuple(findings.mistakes)


def _read_competency(item: Entries, findings: Findings) -> Competency:
    fields = Fields(item, findings)
    competency = Competency(
        id=fields.identifier("id"),
        name=fields.text("name", longest=20),
        summary=fields.text("summary"),
        levels=tuple(_read_level(level, findings) for level in fields.items("levels")),
    )
    fields.finish()
    numbers = [level.level for level in competency.levels]
    if numbers and numbers != list(range(1, LEVELS + 1)):
        findings.add(
            fields.line("levels"), "级别应恰好是 1、2、3、4", "依次写四级，每级一项", "bad-levels"
        )
    return competency


def _read_level(item: Entries, findings: Findings) -> Level:
    fields = Fields(item, findings)
    level = Level(
        level=fields.whole("level", 1, LEVELS) or 0,
        name=fields.text("name", longest=20),
        behaviour=fields.text("behaviour"),
    )
    fields.finish()
    return level
