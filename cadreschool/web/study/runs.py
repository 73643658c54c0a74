"""What the pages of a scenario show.

Before the ending only what lies on the walked path leaves the server: `run_page` and `ending_page`
look up the choices that were taken and nothing else. What the other branches hold is touched by
`walk_page` alone, which the views call for a run that has ended.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from markupsafe import Markup

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.citations import ShownCitation, shown_citations
from cadreschool.courses.scenarios.drawing import Marks, draw
from cadreschool.courses.scenarios.values import Choice, Node, Scenario
from cadreschool.kernel import clock
from cadreschool.learning.scenarios.queries import RunRow, RunSheet, StepRow
from cadreschool.learning.scenarios.rules import degrees, shown
from cadreschool.web.school import catalogue

FIRST = "这是您第一次走这个情景。选了的不能改，走到结局以后再看每条路的道理。"
LATER = "这是练习，不作为学习证据；上次的结果不变。"


def scenario_of(course: PublishedCourse, sheet: RunSheet) -> Scenario | None:
    """Return the scenario of the edition that a run is pinned to."""
    lesson = course.lesson(sheet.lesson_id)
    return lesson.scenario if lesson else None


def kind_text(run: RunSheet | RunRow) -> str:
    """Say what a run counts as."""
    return "第一次，作为学习证据" if run.is_first else f"第 {run.number} 次，练习"


def scenario_end(
    course: PublishedCourse, lesson: PublishedLesson, runs: Sequence[RunRow]
) -> dict[str, object]:
    """Return what follows the opening of a scenario: going on, beginning, earlier runs."""
    here = next((run for run in runs if run.ending is None), None)
    scenario = lesson.scenario
    return {
        "role": scenario.role if scenario else "",
        "start_url": url_for("study.create_run", course_id=course.id, lesson_id=lesson.id),
        "open_url": url_for("study.run", run_id=here.id) if here else "",
        "open_step": here.steps + 1 if here else 0,
        "is_done": any(run.ending is not None for run in runs),
        "runs": [
            {
                "text": kind_text(run),
                "ended_at": run.ended_at,
                "url": url_for("study.ending", run_id=run.id),
            }
            for run in reversed(runs)
            if run.ending is not None
        ],
    }


def run_page(sheet: RunSheet, scenario: Scenario) -> dict[str, object]:
    """Return the step that an open run has come to."""
    here = shown(scenario, sheet.id, sheet.letters)
    node = scenario.node(here.state.place)
    steps = _walked(scenario, sheet.steps)
    return {
        "step": len(sheet.steps) + 1,
        "title": node.title if node else "",
        "text": safe(node.text) if node else "",
        "choices": [
            {"value": str(place), "label": choice.label}
            for place, choice in enumerate(here.choices, start=1)
        ],
        "url": url_for("study.create_choice", run_id=sheet.id),
        "last": steps[-1] if steps else None,
        "before": steps[:-1],
    }


def ending_page(sheet: RunSheet, scenario: Scenario) -> dict[str, object]:
    """Return how a run ended: what became of the worker, and the path that led there."""
    ending = scenario.ending(sheet.ending or "")
    framework = catalogue().framework
    shown_degrees = degrees(scenario, sheet.letters)
    names = {one.id: one.name for one in framework.competencies}
    return {
        "title": ending.title if ending else "",
        "outcome": ending.outcome.value if ending else "",
        "outcome_text": ending.outcome.words if ending else "",
        "text": safe(ending.text) if ending else "",
        "steps": _walked(scenario, sheet.steps, is_over=True),
        "degrees": [(names.get(one, one), degree.label) for one, degree in shown_degrees.items()],
        "walk_url": url_for("study.walk", run_id=sheet.id),
    }


def _walked(
    scenario: Scenario, steps: tuple[StepRow, ...], *, is_over: bool = False
) -> list[dict[str, object]]:
    """Return the choices taken, with what happened; why, only when it is over."""
    found: list[dict[str, object]] = []
    for step in steps:
        node = scenario.node(step.node)
        choice = node.choice(step.letter) if node else None
        if node is None or choice is None:
            continue
        row: dict[str, object] = {
            "step": step.seq,
            "title": node.title,
            "label": choice.label,
            "consequence": safe(choice.consequence),
        }
        if is_over:
            row["nature"] = choice.nature.label
            row["reasoning"] = safe(choice.reasoning)
        found.append(row)
    return found


def walk_page(sheet: RunSheet, scenario: Scenario, wanted: str) -> dict[str, object]:
    """Return one node with every choice, its reasoning and its law; for a run that has ended."""
    node = scenario.node(wanted) or scenario.nodes[0]
    mine = {(step.node, step.letter) for step in sheet.steps}
    marks = Marks("情景的全部走法，您走过的加粗", taken=mine)
    return {
        "drawing": safe(draw(scenario, marks)),
        "node": {"title": node.title, "text": safe(node.text)},
        "nodes": [
            {
                "number": number,
                "title": one.title,
                "url": url_for("study.walk", run_id=sheet.id, at=one.id),
                "is_here": one is node,
                "is_mine": any(place == one.id for place, _ in mine),
            }
            for number, one in enumerate(scenario.nodes, start=1)
        ],
        "choices": [_branch(sheet, scenario, node, choice, mine) for choice in node.choices],
        "laws": _laws(node),
    }


def _branch(
    sheet: RunSheet, scenario: Scenario, node: Node, choice: Choice, mine: set[tuple[str, str]]
) -> dict[str, object]:
    names = {one.id: one.name for one in catalogue().framework.competencies}
    return {
        "letter": choice.id,
        "label": choice.label,
        "nature": choice.nature.value,
        "nature_text": choice.nature.label,
        "is_mine": (node.id, choice.id) in mine,
        "consequence": safe(choice.consequence),
        "reasoning": safe(choice.reasoning),
        "helps": [names.get(one, one) for one, number in choice.effects if number > 0],
        "hurts": [names.get(one, one) for one, number in choice.effects if number < 0],
        "ways": [_way(sheet, scenario, way.place) for way in choice.destinations],
    }


def _way(sheet: RunSheet, scenario: Scenario, place: str) -> dict[str, str]:
    """Return where a choice leads: a node can be opened, an ending is told by its title."""
    node, ending = scenario.node(place), scenario.ending(place)
    if node is not None:
        return {"title": node.title, "url": url_for("study.walk", run_id=sheet.id, at=node.id)}
    title = f"结局：{ending.title}（{ending.outcome.words}）" if ending else ""
    return {"title": title, "url": ""}


def _laws(node: Node) -> list[ShownCitation]:
    """Return the articles that a node's choices rest on, as they stand today."""
    cited = {(g.short, g.version, g.articles): g for c in node.choices for g in c.grounds}
    return shown_citations(list(cited.values()), catalogue().registry, clock.today())


def safe(html: str) -> Markup:
    """Mark text as HTML that was sanitised when it was rendered, or drawn by our own code."""
    return Markup(html)  # noqa: S704 -- sanitised when it was rendered, or our own drawing
