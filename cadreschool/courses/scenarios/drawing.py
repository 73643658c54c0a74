"""A scenario drawn as SVG: by hand, in our own few shapes.

Knows how a layout looks: in a page, where the style sheet gives colours, or as a file of its own
with its colours inside. Says in words what colours say: nature and outcome are written out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html import escape

from cadreschool.courses.scenarios.layout import (
    CELL_SIZE,
    LINE,
    PADDING,
    TITLE_SIZE,
    WIDTH,
    Box,
    Cell,
    Way,
    lay_out,
)
from cadreschool.courses.scenarios.values import Ending, Scenario

Taken = tuple[str, str]
"""(node id, choice letter)"""

_STYLE = (
    ".graph{font:12px sans-serif;background:#fff}.graph text{fill:#1f1b18}"
    ".graph__box{fill:#fbf8f3;stroke:#8b8078}.graph__cell{fill:#fff;stroke:#c9c0b6}"
    ".graph__title{font-size:14px;font-weight:700}.graph__note{fill:#5f5650}"
    ".graph__way{fill:none;stroke:#8b8078}.graph__way--if{stroke-dasharray:5 4}"
    ".graph__tip{fill:#8b8078}.graph__box--good{fill:#e8f2ea}.graph__box--bad{fill:#f7e7e3}"
    ".is-taken{stroke:#a8201a;stroke-width:2.5}"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn beside the scenario itself."""

    label: str
    notes: Mapping[Taken, str] = field(default_factory=dict)
    """A line at the foot of a choice; without one, its nature stands there."""
    taken: AbstractSet[Taken] = frozenset()
    weights: Mapping[Taken, int] = field(default_factory=dict)
    """How broad the one way of a choice is, from 0 to 4; several ways of one stay thin."""
    endings: Mapping[str, str] = field(default_factory=dict)
    """A line at the foot of an ending."""
    is_file: bool = False


def draw(scenario: Scenario, marks: Marks) -> str:
    """Return the drawing."""
    plan = lay_out(scenario, (1, 1 if marks.endings else 0))
    namespace = ' xmlns="http://www.w3.org/2000/svg"' if marks.is_file else ""
    size = f' width="{WIDTH}" height="{_n(plan.height)}"' if marks.is_file else ""
    opening = (
        f'<svg{namespace}{size} class="graph" viewBox="0 0 {WIDTH} {_n(plan.height)}"'
        f' role="img" aria-label="{escape(marks.label)}">'
    )
    parts = [opening]
    if marks.is_file:
        parts += [f"<title>{escape(marks.label)}</title><style>{_STYLE}</style>"]
    parts += [_way(one, marks) for one in plan.ways]
    for box in plan.boxes:
        parts += _box(box, marks)
    return "".join([*parts, "</svg>"])


def _way(way: Way, marks: Marks) -> str:
    (x, y), (to_x, to_y) = way.start, way.end
    key = (way.node_id, way.choice.id)
    classes = "graph__way"
    if way.is_conditional:
        classes += " graph__way--if"
    elif key in marks.weights:
        classes += f" graph__way--{marks.weights[key]}"
    classes += " is-taken" if key in marks.taken else ""
    tip = f"{_n(to_x)} {_n(to_y)}l-4 -7h8z"
    return (
        f'<path class="{classes}" d="{_line(way)}"/><path class="graph__tip" d="M{tip}"/>'
        if (x, y) != (to_x, to_y)
        else ""
    )


def _line(way: Way) -> str:
    (x, y), (to_x, to_y) = way.start, (way.end[0], way.end[1] - 6)
    if way.lane is None:
        middle = _n((y + to_y) / 2)
        return f"M{_n(x)} {_n(y)}C{_n(x)} {middle} {_n(to_x)} {middle} {_n(to_x)} {_n(to_y)}"
    lane, (leave, back) = _n(way.lane), way.turns
    return (
        f"M{_n(x)} {_n(y)}C{_n(x)} {_n(leave)} {lane} {_n(leave)} {lane} {_n(leave + 20)}"
        f"V{_n(back - 20)}C{lane} {_n(back)} {_n(to_x)} {_n(back)} {_n(to_x)} {_n(to_y)}"
    )


def _box(box: Box, marks: Marks) -> Iterator[str]:
    kind, lines = "", box.lines
    if isinstance(box.place, Ending):
        kind = f" graph__box--{box.place.outcome.value}"
    yield _rectangle(f"graph__box{kind}", box, 8)
    middle = box.x + box.width / 2
    for at, line in enumerate(lines, start=1):
        yield _text(line, (middle, box.y + PADDING + at * LINE - 4), "graph__title", "middle")
    if note := marks.endings.get(box.place.id):
        foot = (middle, box.y + box.height - PADDING)
        yield _text(note, foot, "graph__note", "middle")
    for cell in box.cells:
        yield from _cell(cell, box.place.id, marks)


def _cell(cell: Cell, node_id: str, marks: Marks) -> Iterator[str]:
    key = (node_id, cell.choice.id)
    taken = " is-taken" if key in marks.taken else ""
    yield f"<g><title>{escape(f'{cell.choice.id} {cell.choice.label}')}</title>"
    yield _rectangle(f"graph__cell{taken}", cell, 4)
    left = cell.x + PADDING / 2
    for at, line in enumerate(cell.lines, start=1):
        yield _text(line, (left, cell.y + at * LINE - 2), "", "")
    note = marks.notes.get(key, cell.choice.nature.label)
    yield _text(note, (left, cell.y + cell.height - PADDING), "graph__note", "")
    yield "</g>"


def _rectangle(classes: str, of: Box | Cell, radius: int) -> str:
    return (
        f'<rect class="{classes}" x="{_n(of.x)}" y="{_n(of.y)}" width="{_n(of.width)}"'
        f' height="{_n(of.height)}" rx="{radius}"/>'
    )


def _text(text: str, at: tuple[float, float], classes: str, anchor: str) -> str:
    named = f' class="{classes}"' if classes else ""
    size = TITLE_SIZE if classes == "graph__title" else CELL_SIZE
    middle = f' text-anchor="{anchor}"' if anchor else ""
    return (
        f'<text{named} x="{_n(at[0])}" y="{_n(at[1])}" font-size="{size}"{middle}>'
        f"{escape(text)}</text>"
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
