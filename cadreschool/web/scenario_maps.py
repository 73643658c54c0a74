"""How the choices of many spread over a scenario: the map, its table, and the law that was missed.

Two desks show it: trainers for their courses, supervisors for their part of the tree. Numbers are
rounded before they come here; nobody's own choices are told.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.scenarios.drawing import Marks, draw
from cadreschool.courses.scenarios.values import Choice, Node, Scenario
from cadreschool.laws.citations import label
from cadreschool.learning.scenarios.queries import Spread
from cadreschool.learning.scenarios.rules import (
    FEW,
    FEWEST_SHOWN,
    LawPoint,
    breadth,
    law_points,
    rounded,
    rounded_text,
)

Chosen = tuple[PublishedCourse, PublishedLesson]


def map_of(title: str, scenario: Scenario, spread: Spread) -> dict[str, object]:
    """Return what the page of a map shows; of fewer than five people nothing."""
    if spread.runs < FEWEST_SHOWN:
        return {"is_hidden": True, "few": FEW}
    chosen = {
        (node.id, choice.id): (node, choice) for node in scenario.nodes for choice in node.choices
    }
    notes = {key: _number(spread.choices.get(key, 0)) for key in chosen}
    weights = {key: breadth(spread.choices.get(key, 0), spread.runs) for key in chosen}
    endings = {one.id: _number(spread.endings.get(one.id, 0)) for one in scenario.endings}
    name = f"{title}：各种做法的人数"
    drawing = draw(scenario, Marks(name, notes=notes, weights=weights, endings=endings))
    return {
        "is_hidden": False,
        "number": rounded(spread.runs),
        "drawing": Markup(drawing),  # noqa: S704 -- our own drawing
        "rows": [_row(node, choice, notes[key]) for key, (node, choice) in chosen.items()],
        "endings": [(one.title, one.outcome.words, endings[one.id]) for one in scenario.endings],
        "points": [_point(one) for one in law_points(scenario, spread.choices)],
    }


def published(courses: Iterable[PublishedCourse]) -> list[Chosen]:
    """Return the scenarios of these courses, in their order."""
    return [(course, lesson) for course in courses for lesson in course.lessons if lesson.scenario]


def address_of(one: Chosen) -> str:
    """Return the words by which an address names a scenario."""
    return f"{one[0].id}/{one[1].id}"


def chosen_among(scenarios: list[Chosen], wanted: str) -> Chosen | None:
    """Return the scenario that an address asks for, None when it asks for none of these."""
    return next((one for one in scenarios if address_of(one) == wanted), None)


def number_text(people: int) -> str:
    """Say how many have reached an ending."""
    return f"{people} 人走到过结局" if people else "还没有人走完"


def _number(people: int) -> str:
    number = rounded(people)
    return rounded_text(number)


def _row(node: Node, choice: Choice, number: str) -> dict[str, object]:
    return {
        "place": node.title,
        "is_first": choice is node.choices[0],
        "span": len(node.choices),
        "letter": choice.id,
        "label": choice.label,
        "nature": choice.nature.label,
        "is_sound": choice.nature.value == "sound",
        "number": number,
    }


def _point(point: LawPoint) -> dict[str, object]:
    return {
        "laws": "、".join(label(one) for one in point.citations),
        "place": point.node.title,
        "came": f"约 {point.came} 人",
        "missed": rounded_text(point.missed),
    }
