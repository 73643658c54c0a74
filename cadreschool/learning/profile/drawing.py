"""A profile drawn as SVG: a radar of all competencies, and one bar for each.

Knows where things stand; the colours are the style sheet's, and every number is also a word beside
the drawing. Of a competency without enough evidence there is no level, no interval and no point:
the drawing says so instead of showing a nought. Knows no person.

The scale goes by what the levels ask of the mean: the first ring stands at 50 %, the fourth at
80 %; between it and the rim lies what is beyond.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

LEVELS: Final = 4
_KNOTS: Final = ((0.0, 0.0), (0.5, 1.0), (0.6, 2.0), (0.7, 3.0), (0.8, 4.0), (1.0, 5.0))
"""(mean, place on the scale of levels)."""
_FURTHEST: Final = _KNOTS[-1][1]

_WIDTH, _HEIGHT, _MIDDLE = 440, 366, (220.0, 184.0)
_STEP: Final = 26.0
"""From one level to the next in the radar."""
_RIM: Final = _FURTHEST * _STEP
_LABEL: Final = _RIM + 12

_BAR_WIDTH, _BAR_HEIGHT, _BAR_LINE = 320, 46, 20.0
_BAR_LEFT, _BAR_RIGHT = 10.0, 310.0

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spoke:
    """What is drawn of one competency: shares between 0 and 1, levels from 0 to 4."""

    id: str
    name: str
    words: str
    """The level in words, or that there is not enough evidence."""
    level: int | None = None
    mean: float | None = None
    interval: tuple[float, float] | None = None
    target: int | None = None
    self_rating: int | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """What a drawing is called, and what it shows in words."""

    name: str
    description: str


def place_of(share: float) -> float:
    """Return where a mean stands on the scale of levels."""
    at = min(max(share, 0.0), 1.0)
    right = min(bisect_right([knot[0] for knot in _KNOTS], at), len(_KNOTS) - 1)
    (from_mean, from_place), (to_mean, to_place) = _KNOTS[right - 1], _KNOTS[right]
    return from_place + (at - from_mean) / (to_mean - from_mean) * (to_place - from_place)


def radar(spokes: Sequence[Spoke], title: Title) -> str:
    """Return the radar of all competencies."""
    turns = [math.tau * at / len(spokes) - math.tau / 4 for at in range(len(spokes))]
    parts = [_opening("radar", "radar", (_WIDTH, _HEIGHT), title), _hatch("radar")]
    for level in range(1, LEVELS + 1):
        parts.append(f'<path class="chart__ring" d="{_ring(turns, level)}"/>')
        x, y = _at(turns[0] - math.pi / len(spokes), level * _STEP * math.cos(math.pi / 6))
        parts.append(_text(str(level), (x, y + 4), "chart__scale", "middle"))
    parts += [
        f'<path class="chart__axis" d="{_line((_MIDDLE, _at(turn, _RIM)))}"/>' for turn in turns
    ]
    for spoke, turn in zip(spokes, turns, strict=True):
        parts += _wedge(spoke, turn)
    parts += _own_view(spokes, turns)
    for spoke, turn in zip(spokes, turns, strict=True):
        parts += _points(spoke, turn)
        parts += _label(spoke, turn)
    return "".join([*parts, "</svg>"])


def bar(spoke: Spoke, title: Title) -> str:
    """Return one competency on its own."""
    size = (_BAR_WIDTH, _BAR_HEIGHT)
    parts = [_opening("bar-chart", spoke.id, size, title), _hatch(spoke.id)]
    parts.append(_rectangle("chart__track", (0.0, _FURTHEST), 12))
    if spoke.level:
        parts.append(_rectangle("chart__level", (0.0, float(spoke.level)), 12))
    for level in range(LEVELS + 1):
        x = _x(level)
        parts.append(f'<path class="chart__axis" d="M{_n(x)} {_n(_BAR_LINE - 9)}v18"/>')
        parts.append(_text(str(level), (x, _BAR_HEIGHT - 4), "chart__scale", "middle"))
    if spoke.interval is not None:
        low, high = (place_of(one) for one in spoke.interval)
        parts.append(_rectangle("chart__interval", (low, high), 8, spoke.id))
    if spoke.self_rating is not None:
        own = _n(_x(spoke.self_rating))
        parts.append(f'<path class="chart__own" d="M{own} {_n(_BAR_LINE - 15)}v25"/>')
    if spoke.target is not None:
        parts.append(_target((_x(spoke.target), _BAR_LINE)))
    if spoke.mean is not None:
        parts.append(_point((_x(place_of(spoke.mean)), _BAR_LINE)))
    return "".join([*parts, "</svg>"])


# The radar's parts --------------------------------------------------------------------------------


def _ring(turns: Sequence[float], level: int) -> str:
    return _line([_at(turn, level * _STEP) for turn in turns]) + "z"


def _wedge(spoke: Spoke, turn: float) -> Iterator[str]:
    """Fill an axis up to its level, and hatch its interval."""
    if spoke.level:
        radius, half = spoke.level * _STEP, math.tau / 24
        left, right = _at(turn - half, radius), _at(turn + half, radius)
        arc = f"A{_n(radius)} {_n(radius)} 0 0 1 {_pair(right)}"
        yield f'<path class="chart__level" d="{_line((_MIDDLE, left))}{arc}z"/>'
    if spoke.interval is not None:
        low, high = (place_of(one) * _STEP for one in spoke.interval)
        corners = [_beside(turn, low, -8), _beside(turn, high, -8)]
        corners += [_beside(turn, high, 8), _beside(turn, low, 8)]
        yield (f'<path class="chart__interval" d="{_line(corners)}z" fill="url(#hatch-radar)"/>')


def _own_view(spokes: Sequence[Spoke], turns: Sequence[float]) -> Iterator[str]:
    """Draw a dotted line through what somebody says of themselves, broken where they do not."""
    rated = [None if one.self_rating is None else one.self_rating * _STEP for one in spokes]
    for at, (radius, turn) in enumerate(zip(rated, turns, strict=True)):
        if radius is None:
            continue
        across = (_beside(turn, radius, -12), _beside(turn, radius, 12))
        yield f'<path class="chart__own" d="{_line(across)}"/>'
        following = (at + 1) % len(spokes)
        other = rated[following]
        if other is not None:
            ends = (_at(turn, radius), _at(turns[following], other))
            yield f'<path class="chart__own" d="{_line(ends)}"/>'


def _points(spoke: Spoke, turn: float) -> Iterator[str]:
    if spoke.target is not None:
        yield _target(_at(turn, spoke.target * _STEP))
    if spoke.mean is not None:
        yield _point(_at(turn, place_of(spoke.mean) * _STEP))


def _label(spoke: Spoke, turn: float) -> Iterator[str]:
    x, y = _at(turn, _LABEL)
    side = round(math.cos(turn), 6)
    anchor = "middle" if not side else "start" if side > 0 else "end"
    y += -19 if math.sin(turn) < -0.9 else 14 if math.sin(turn) > 0.9 else 0  # noqa: PLR2004 -- up, down
    yield _text(spoke.name, (x, y), "chart__name", anchor)
    yield _text(spoke.words, (x, y + 21), "chart__words", anchor)


# What both are made of ----------------------------------------------------------------------------


def _opening(kind: str, name: str, size: tuple[int, int], title: Title) -> str:
    return (
        f'<svg class="chart chart--{kind}" viewBox="0 0 {size[0]} {size[1]}" role="img"'
        f' aria-labelledby="chart-{name}-title chart-{name}-desc">'
        f'<title id="chart-{name}-title">{escape(title.name)}</title>'
        f'<desc id="chart-{name}-desc">{escape(title.description)}</desc>'
    )


def _hatch(name: str) -> str:
    return (
        f'<pattern id="hatch-{name}" width="5" height="5" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path class="chart__hatch" d="M1 0v5"/></pattern>'
    )


def _rectangle(classes: str, ends: Place, height: int, hatch: str = "") -> str:
    left, right = _x(ends[0]), _x(ends[1])
    filled = f' fill="url(#hatch-{hatch})"' if hatch else ""
    return (
        f'<rect class="{classes}" x="{_n(left)}" y="{_n(_BAR_LINE - height / 2)}"'
        f' width="{_n(max(right - left, 1))}" height="{height}"{filled}/>'
    )


def _target(at: Place) -> str:
    x, y = at
    return f'<path class="chart__target" d="M{_n(x)} {_n(y - 9)}l9 9-9 9-9-9z"/>'


def _point(at: Place) -> str:
    return f'<circle class="chart__point" cx="{_n(at[0])}" cy="{_n(at[1])}" r="5"/>'


def _text(text: str, at: Place, classes: str, anchor: str) -> str:
    return (
        f'<text class="{classes}" x="{_n(at[0])}" y="{_n(at[1])}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _at(turn: float, radius: float) -> Place:
    return _beside(turn, radius, 0)


def _beside(turn: float, radius: float, aside: float) -> Place:
    """Return a place on an axis, or some way beside it."""
    x, y = _MIDDLE
    cosine, sine = math.cos(turn), math.sin(turn)
    return x + radius * cosine - aside * sine, y + radius * sine + aside * cosine


def _line(places: Sequence[Place]) -> str:
    return "M" + "L".join(_pair(one) for one in places)


def _pair(at: Place) -> str:
    return f"{_n(at[0])} {_n(at[1])}"


def _x(place: float) -> float:
    return _BAR_LEFT + place / _FURTHEST * (_BAR_RIGHT - _BAR_LEFT)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
