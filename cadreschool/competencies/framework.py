"""The competency framework: what a union cadre should be able to do, on four levels each.

Knows definitions and their file format, and which levels a post asks for. Does not know which
posts there are (`courses.folder` checks their names), nor people, evidence or profiles.
"""

from __future__ import annotations

from collections.abc import Collection
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


@dataclass(frozen=True, slots=True)
class Target:
    """The levels asked of those who hold one of some posts; nothing named: of any.

    `ties` (专职, 兼职, 挂职) and `organisations` (kinds of union) narrow it down.
    """

    posts: tuple[str, ...]
    ties: tuple[str, ...]
    organisations: tuple[str, ...]
    levels: tuple[tuple[str, int], ...]
    line: int

    def concerns(self, post: str, tie: str, organisation: str) -> bool:
        """Tell whether it is asked of whoever holds this post, so tied, in such a union."""
        asked = ((self.posts, post), (self.ties, tie), (self.organisations, organisation))
        return all(not names or name in names for names, name in asked)


@dataclass(frozen=True)
class Framework:
    """All competencies, in the order of the file, and what posts ask for."""

    competencies: tuple[Competency, ...] = ()
    targets: tuple[Target, ...] = ()

    def target(self, post: str, *, tie: str = "", organisation: str = "") -> dict[str, int]:
        """Return the levels a post asks for, of several the highest: {competency id: level}."""
        found: dict[str, int] = {}
        for one in self.targets:
            if one.concerns(post, tie, organisation):
                for name, level in one.levels:
                    found[name] = max(level, found.get(name, 0))
        return found

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
    targets: tuple[Target, ...] = ()
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
        items = fields.items("targets", optional=True)
        targets = tuple(_read_target(item, competencies, findings) for item in items)
        fields.finish()
    return Framework(tuple(competencies.values()), targets), tuple(findings.mistakes)


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


def _read_target(item: Entries, competencies: Collection[str], findings: Findings) -> Target:
    fields = Fields(item, findings)
    target = Target(
        posts=fields.texts("posts", optional=True),
        ties=fields.texts("ties", optional=True),
        organisations=fields.texts("organisations", optional=True),
        levels=_read_levels(fields.entries("levels"), competencies, findings),
        line=item.line,
    )
    fields.finish()
    if not (target.posts or target.ties or target.organisations):
        findings.add(
            item.line,
            "没有写这一项是对谁的要求",
            "写 posts（岗位）、ties（专兼挂）或 organisations（哪类工会）",
            "missing-key",
        )
    return target


def _read_levels(
    entries: Entries | None, competencies: Collection[str], findings: Findings
) -> tuple[tuple[str, int], ...]:
    if entries is None:
        return ()
    fields = Fields(entries, findings)
    found = []
    for name, _ in entries.pairs:
        if name.text in competencies:
            found.append((name.text, fields.whole(name.text, 1, LEVELS) or 0))
        else:
            known = f"可用：{'、'.join(competencies)}"
            findings.add(name.line, f"没有“{name.text}”这项能力", known, "unknown-competency")
    return tuple(found)
