"""Where things stand in the drawing of a scenario: layers from top to bottom, ways between them.

Pure numbers. A scenario is drawn as it is written, finished or not: what leads to no known place is
left out. Units are pixels of a page 720 wide, which fills the breadth of an A4 sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from cadreschool.courses.scenarios.values import Choice, Ending, Node, Scenario

WIDTH = 720
LINE = 17
"""From one line of writing to the next."""
PADDING = 8
_GAP_DOWN, _GAP_ASIDE = 48, 20
_GUTTER, _LANE = 46, 9
_WIDEST_NODE, _WIDEST_ENDING = 540, 240
_MOST_LINES = 4
_LATIN = 0.56
_NEVER_FIRST = frozenset("，。；：、？”’）》…")

Notes = tuple[int, int]
"""How many lines are kept free at the foot of each choice, and of each ending."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One choice inside its node."""

    choice: Choice
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def foot(self) -> tuple[float, float]:
        """Return where its ways begin."""
        return self.x + self.width / 2, self.y + self.height


@dataclass(frozen=True, slots=True)
class Box:
    """One node or ending."""

    place: Node | Ending
    number: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a choice to a place. `lane` is the x of the side lane it takes, if any."""

    node_id: str
    choice: Choice
    start: tuple[float, float]
    end: tuple[float, float]
    lane: float | None
    is_conditional: bool
    turns: tuple[float, float] = (0, 0)
    """The heights at which it leaves for its lane and comes back."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing."""

    height: float
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]


def wrap(text: str, width: float, size: float, most: int = _MOST_LINES) -> tuple[str, ...]:
    """Cut a text into lines; what does not fit ends in …."""
    lines, line, used = [], "", 0.0
    room = width / size
    for character in text:
        wide = 1.0 if character > "\u2000" else _LATIN
        if used + wide > room and line and character not in _NEVER_FIRST:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + character, used + wide
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
    return tuple(lines)


def lay_out(scenario: Scenario, notes: Notes = (0, 0)) -> Layout:
    """Place everything, with lines kept free at the foot of each choice and each ending."""
    layers = _layers(scenario)
    numbers = {node.id: number for number, node in enumerate(scenario.nodes, start=1)}
    boxes: list[Box] = []
    top = float(PADDING)
    gaps: list[float] = []
    for layer in layers:
        row = list(_row(layer, top, numbers, notes))
        boxes += row
        gaps.append(top)
        top += max((box.height for box in row), default=0) + _GAP_DOWN
    height = top - _GAP_DOWN + PADDING
    return Layout(height, tuple(boxes), tuple(_ways(layers, boxes)))


def _layers(scenario: Scenario) -> list[list[Node | Ending]]:
    """Put each node one below the lowest that leads to it; the endings below all."""
    depth = _depths(scenario)
    deepest = max(depth.values(), default=0)
    layers: list[list[Node | Ending]] = [[] for _ in range(deepest + 1)]
    for node in scenario.nodes:
        layers[depth[node.id]].append(node)
    return [*(layer for layer in layers if layer), list(scenario.endings)]


def _depths(scenario: Scenario) -> dict[str, int]:
    """Return how deep each node lies: the longest way to it that never turns back."""
    forward: dict[str, list[str]] = {}
    order: list[str] = []

    def visit(node: Node, path: tuple[str, ...]) -> None:
        forward[node.id] = []
        for target in _targets(node):
            following = scenario.node(target)
            if following is None or target in (*path, node.id):
                continue
            forward[node.id].append(target)
            if target not in forward:
                visit(following, (*path, node.id))
        order.append(node.id)

    for node in scenario.nodes:
        if node.id not in forward:
            visit(node, ())
    depth = dict.fromkeys(forward, 0)
    for node_id in reversed(order):
        for target in forward[node_id]:
            depth[target] = max(depth[target], depth[node_id] + 1)
    return depth


def _targets(node: Node) -> list[str]:
    return list(dict.fromkeys(way.place for one in node.choices for way in one.destinations))


def _row(
    layer: Sequence[Node | Ending], top: float, numbers: Mapping[str, int], notes: Notes
) -> Iterator[Box]:
    """Place the boxes of one layer side by side, in the middle."""
    room = WIDTH - 2 * _GUTTER
    widest = _WIDEST_NODE if any(isinstance(one, Node) for one in layer) else _WIDEST_ENDING
    width = min(widest, (room + _GAP_ASIDE) / max(len(layer), 1) - _GAP_ASIDE)
    left = (WIDTH - len(layer) * width - (len(layer) - 1) * _GAP_ASIDE) / 2
    for at, place in enumerate(layer):
        x = left + at * (width + _GAP_ASIDE)
        yield _box(place, (x, top, width), numbers.get(place.id, 0), notes)


TITLE_SIZE, CELL_SIZE = 14, 12


def _box(place: Node | Ending, where: tuple[float, float, float], number: int, notes: Notes) -> Box:
    x, y, width = where
    title = f"{number}　{place.title}" if number else place.title
    lines = wrap(title, width - 2 * PADDING, TITLE_SIZE)
    head = len(lines) * LINE + 2 * PADDING
    if isinstance(place, Ending):
        return Box(place, number, x, y, width, head + notes[1] * LINE, lines)
    if not place.choices:
        return Box(place, number, x, y, width, head, lines)
    each = (width - PADDING) / len(place.choices)
    inside = each - PADDING
    texts = [wrap(f"{one.id} {one.label}", inside - PADDING, CELL_SIZE) for one in place.choices]
    height = (max(map(len, texts)) + notes[0]) * LINE + PADDING
    cells = tuple(
        Cell(choice, x + PADDING + at * each, y + head, inside, height, text)
        for at, (choice, text) in enumerate(zip(place.choices, texts, strict=True))
    )
    return Box(place, number, x, y, width, head + height + PADDING, lines, cells)


@dataclass(slots=True)
class _Lanes:
    """The side lanes, given out one after the other."""

    left: Iterator[int] = field(default_factory=count)
    right: Iterator[int] = field(default_factory=count)

    def take(self, x: float) -> float:
        """Return the x of the next lane on the nearer side."""
        most = (_GUTTER - _LANE) // _LANE
        if x < WIDTH / 2:
            return _GUTTER - _LANE - (next(self.left) % most) * _LANE
        return WIDTH - _GUTTER + _LANE + (next(self.right) % most) * _LANE


def _ways(layers: Sequence[Sequence[Node | Ending]], boxes: Sequence[Box]) -> Iterator[Way]:
    """Lead each choice to its places; past other layers by a lane at the side."""
    layer_of = {place.id: at for at, layer in enumerate(layers) for place in layer}
    box_of = {box.place.id: box for box in boxes}
    starts = [
        (box, cell, way.place, bool(way.conditions) or len(cell.choice.destinations) > 1)
        for box in boxes
        for cell in box.cells
        for way in cell.choice.destinations
        if way.place in box_of
    ]
    arriving: dict[str, list[float]] = {}
    for _, cell, place, _ in starts:
        arriving.setdefault(place, []).append(cell.foot[0])
    lanes = _Lanes()
    taken: dict[str, int] = {}
    for box, cell, place, is_conditional in sorted(starts, key=lambda one: one[1].foot[0]):
        target = box_of[place]
        at = taken[place] = taken.get(place, 0) + 1
        end = (target.x + target.width * at / (len(arriving[place]) + 1), target.y)
        near = layer_of[place] == layer_of[box.place.id] + 1
        lane = None if near else lanes.take(cell.foot[0])
        turns = (box.y + box.height + _GAP_DOWN / 3, end[1] - _GAP_DOWN / 3)
        yield Way(box.place.id, cell.choice, cell.foot, end, lane, is_conditional, turns)
