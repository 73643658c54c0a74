"""A scenario as JSON and back, for what is derived from an edition.

Knows the shape of the derived rows. Lines are not in it: they belong to the source.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cadreschool.courses.scenarios.values import (
    Choice,
    Condition,
    Destination,
    Ending,
    Nature,
    Node,
    Outcome,
    Scenario,
)
from cadreschool.laws.citations import Citation

Pin = Callable[[Citation], Citation]


def to_data(scenario: Scenario, pin: Pin) -> dict[str, Any]:
    """Write a scenario down; `pin` names the version of each citation."""
    return {
        "role": scenario.role,
        "variables": scenario.variables,
        "nodes": [
            [node.id, node.title, node.text, [_choice(one, pin) for one in node.choices]]
            for node in scenario.nodes
        ],
        "endings": [[one.id, one.title, one.outcome.value, one.text] for one in scenario.endings],
    }


def _choice(choice: Choice, pin: Pin) -> list[Any]:
    grounds = [pin(one) for one in choice.grounds]
    return [
        choice.id,
        choice.label,
        choice.nature.value,
        [[one.place, _conditions(one.conditions)] for one in choice.destinations],
        choice.effects,
        choice.changes,
        _conditions(choice.conditions),
        [[one.short, one.version, one.articles] for one in grounds],
        choice.consequence,
        choice.reasoning,
    ]


def _conditions(conditions: tuple[Condition, ...]) -> list[list[Any]]:
    return [[one.variable, one.sign, one.number] for one in conditions]


def from_data(data: dict[str, Any]) -> Scenario:
    """Read a scenario back."""
    return Scenario(
        role=data["role"],
        variables=tuple((name, number) for name, number in data["variables"]),
        nodes=tuple(
            Node(node_id, title, text, tuple(_read_choice(one) for one in choices))
            for node_id, title, text, choices in data["nodes"]
        ),
        endings=tuple(
            Ending(ending_id, title, Outcome(outcome), text)
            for ending_id, title, outcome, text in data["endings"]
        ),
    )


def _read_choice(data: list[Any]) -> Choice:
    choice_id, label, nature, destinations, effects, changes, conditions, grounds, *texts = data
    return Choice(
        id=choice_id,
        label=label,
        nature=Nature(nature),
        destinations=tuple(
            Destination(place, _read_conditions(inside)) for place, inside in destinations
        ),
        effects=tuple((name, number) for name, number in effects),
        changes=tuple((name, number) for name, number in changes),
        conditions=_read_conditions(conditions),
        grounds=tuple(
            Citation(short, version, tuple(articles), 0) for short, version, articles in grounds
        ),
        consequence=texts[0],
        reasoning=texts[1],
    )


def _read_conditions(data: list[list[Any]]) -> tuple[Condition, ...]:
    return tuple(Condition(*one) for one in data)
