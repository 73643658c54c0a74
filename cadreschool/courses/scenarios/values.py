"""A scenario as plain values: places, what may be chosen there, and what each choice does.

Knows shapes and their words. Texts are Markdown in what the reader makes, safe HTML in an edition;
`texts` and `with_texts` go from the one to the other. How one walks is known by `paths`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cadreschool.laws.citations import Citation, parse_citations

LEAST, MOST = 0, 9
"""Between these a variable stays, whatever is added or taken away."""


class Nature(StrEnum):
    """What kind of choice it is (性质)."""

    SOUND = "sound"
    WEAK = "weak"
    WRONG = "wrong"
    KIND_UNLAWFUL = "kind_unlawful"
    LAWFUL_COLD = "lawful_cold"

    @property
    def label(self) -> str:
        """Return what authors write and pages show."""
        return _NATURES[self]


_NATURES = {
    Nature.SOUND: "稳妥",
    Nature.WEAK: "欠妥",
    Nature.WRONG: "不可取",
    Nature.KIND_UNLAWFUL: "善意但不合法",
    Nature.LAWFUL_COLD: "合法但冷漠",
}


class Outcome(StrEnum):
    """What became of the worker in the end (结果)."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"

    @property
    def label(self) -> str:
        """Return what authors write."""
        return {"good": "好", "mixed": "中", "bad": "差"}[self.value]

    @property
    def words(self) -> str:
        """Return what learners read."""
        return {
            "good": "事情办成了",
            "mixed": "办成了一部分",
            "bad": "没有办成",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison of a variable: `sign` is ≥, ≤ or =."""

    variable: str
    sign: str
    number: int

    def holds(self, values: Mapping[str, int]) -> bool:
        """Tell whether it is so."""
        value = values.get(self.variable, LEAST)
        if self.sign == "=":
            return value == self.number
        return value >= self.number if self.sign == "≥" else value <= self.number

    def __str__(self) -> str:
        """Write it as authors do."""
        return f"{self.variable} {self.sign} {self.number}"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a choice leads, if all conditions hold."""

    place: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: `effects` on competencies, `changes` of variables, what happens, and why."""

    id: str
    label: str
    nature: Nature
    destinations: tuple[Destination, ...]
    effects: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, int], ...]
    conditions: tuple[Condition, ...]
    grounds: tuple[Citation, ...]
    consequence: str
    reasoning: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Node:
    """A place where something has to be decided."""

    id: str
    title: str
    text: str
    choices: tuple[Choice, ...]
    line: int = 0

    def choice(self, choice_id: str) -> Choice | None:
        """Return a choice by its letter."""
        return next((one for one in self.choices if one.id == choice_id), None)

    @property
    def law_points(self) -> tuple[Citation, ...]:
        """Return the articles on which the sound choices rest: who took another missed them."""
        points: dict[tuple[str, str | None, tuple[str, ...]], Citation] = {}
        for choice in self.choices:
            if choice.nature is Nature.SOUND:
                for one in choice.grounds:
                    points.setdefault((one.short, one.version, one.articles), one)
        return tuple(points.values())


@dataclass(frozen=True, slots=True)
class Ending:
    """Where it ends: what became of the worker."""

    id: str
    title: str
    outcome: Outcome
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. The first node is where it begins; the opening is the lesson's own text."""

    role: str
    variables: tuple[tuple[str, int], ...]
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]

    def node(self, place: str) -> Node | None:
        """Return a node by its id."""
        return next((one for one in self.nodes if one.id == place), None)

    def ending(self, place: str) -> Ending | None:
        """Return an ending by its id."""
        return next((one for one in self.endings if one.id == place), None)

    @property
    def places(self) -> tuple[Node | Ending, ...]:
        """Return every place: the nodes, then the endings."""
        return (*self.nodes, *self.endings)

    @property
    def competencies(self) -> tuple[str, ...]:
        """Return the competencies that any choice has an effect on, in the order met."""
        met = (name for node in self.nodes for one in node.choices for name, _ in one.effects)
        return tuple(dict.fromkeys(met))

    def citations(self) -> Iterator[Citation]:
        """Yield every citation of a scenario as it was written: grounds, and those in its texts."""
        for node in self.nodes:
            for choice in node.choices:
                yield from choice.grounds
        for text in self.texts():
            yield from parse_citations(text)

    def texts(self) -> Iterator[str]:
        """Yield every text, in one order."""
        for node in self.nodes:
            yield node.text
            for choice in node.choices:
                yield choice.consequence
                yield choice.reasoning
        for ending in self.endings:
            yield ending.text

    def with_texts(self, texts: Sequence[str]) -> Scenario:
        """Return the same scenario with other texts, in the order of `texts`."""
        rest = iter(texts)

        def choice(of: Choice) -> Choice:
            return replace(of, consequence=next(rest), reasoning=next(rest))

        def node(of: Node) -> Node:
            text = next(rest)
            return replace(of, text=text, choices=tuple(choice(one) for one in of.choices))

        nodes = tuple(node(one) for one in self.nodes)
        endings = tuple(replace(one, text=next(rest)) for one in self.endings)
        return replace(self, nodes=nodes, endings=endings)
