"""What a run amounts to: the choices as they are shown, and what was earned. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from cadreschool.courses.scenarios import paths
from cadreschool.courses.scenarios.paths import State
from cadreschool.courses.scenarios.values import Choice, Nature, Node, Scenario
from cadreschool.laws.citations import Citation

FEWEST_SHOWN = 5
"""Of fewer people nothing is told to anybody but themselves."""
FEW = f"不足 {FEWEST_SHOWN} 人"


def in_order(run_id: int, node_id: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return choices as this run shows them: always the same way, and not as the author wrote."""
    shuffled = list(choices)
    Random(f"{run_id}/{node_id}").shuffle(shuffled)  # noqa: S311 -- an order, not a secret
    return shuffled


@dataclass(frozen=True, slots=True)
class Pick:
    """What a form asks for: at which step, from one, the choice shown at which place, from one."""

    step: int
    place: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a run stands: the state, and the choices open there in the order shown."""

    state: State
    choices: tuple[Choice, ...]

    def at_place(self, number: int) -> Choice | None:
        """Return the choice shown as at a place, from one."""
        return self.choices[number - 1] if 0 < number <= len(self.choices) else None


def shown(scenario: Scenario, run_id: int, letters: Sequence[str]) -> Shown:
    """Return where a run stands after these choices."""
    state = paths.follow(scenario, letters)[-1]
    choices = in_order(run_id, state.place, paths.open_choices(scenario, state))
    return Shown(state, tuple(choices))


class Degree(StrEnum):
    """How much of a competency a run showed. No number: a run is not a test."""

    FULL = "full"
    PART = "part"
    LITTLE = "little"

    @property
    def label(self) -> str:
        """Return it in a few words."""
        return {"full": "体现得充分", "part": "体现了一部分", "little": "还可以再练"}[self.value]


_MOST_OF_IT, _SOME_OF_IT = 0.75, 0.4


def degrees(scenario: Scenario, letters: Sequence[str]) -> dict[str, Degree]:
    """Return for each competency how much of it the run showed, between worst and best path."""
    spans, earned = paths.ranges(scenario), paths.earned(scenario, letters)
    return {
        name: _degree(share(earned[name], span))
        for name, span in spans.items()
        if span.most > span.least
    }


def share(earned: int, span: paths.Range) -> float:
    """Return where something earned lies between the worst (0) and the best (1) path."""
    return (earned - span.least) / (span.most - span.least) if span.most > span.least else 1.0


def _degree(of: float) -> Degree:
    if of >= _MOST_OF_IT:
        return Degree.FULL
    return Degree.PART if of >= _SOME_OF_IT else Degree.LITTLE


def rounded(number: int) -> int:
    """Return a number of people as others may read it: to the nearest five, small ones as none.

    An exact number lets one subtract a union from another and find a single person. Of two looks
    in time no such thing is promised: where a number passes from one step to the next, whoever
    looked before and knows that one person alone changed meanwhile, knows of that person.
    """
    return 0 if number < FEWEST_SHOWN else (number + 2) // 5 * 5


def rounded_text(number: int) -> str:
    """Return a rounded number of people in words."""
    return f"约 {number} 人" if number else FEW


@dataclass(frozen=True, slots=True)
class LawPoint:
    """The articles a node's sound choices rest on, how many came there, and how many missed them.

    Numbers are as others may read them.
    """

    node: Node
    citations: tuple[Citation, ...]
    came: int
    missed: int

    @property
    def share(self) -> float:
        """Return which part missed the point."""
        return self.missed / self.came if self.came else 0.0


def law_points(scenario: Scenario, choices: Mapping[tuple[str, str], int]) -> list[LawPoint]:
    """Return the law points of places where enough people came, those most missed first."""
    points = []
    for node in scenario.nodes:
        numbers = {choice: choices.get((node.id, choice.id), 0) for choice in node.choices}
        came = sum(numbers.values())
        missed = sum(n for choice, n in numbers.items() if choice.nature is not Nature.SOUND)
        if node.law_points and rounded(came):
            points.append(LawPoint(node, node.law_points, rounded(came), rounded(missed)))
    return sorted(points, key=lambda point: -point.share)


def breadth(number: int, total: int) -> int:
    """Return how broad a way is drawn, from 0 to 4, by the part of all who took it."""
    return min(4, rounded(number) * 5 // total) if total else 0
