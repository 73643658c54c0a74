"""How authors write short lines: `能力：skilled +2`, `去向：paid（信任 ≥ 3）；late`.

Knows the notation of effects, variables, conditions and destinations. Does not know which names
exist. What cannot be read is returned as it was written, to be complained about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cadreschool.courses.scenarios.values import MOST, Condition, Destination
from cadreschool.kernel.text import normalise

_SEVERAL = re.compile(r"[、，,]")
_WAYS = re.compile(r"[；;]")
_CHANGE = re.compile(r"([^\s+\-−]{1,20}) ?([+\-−]) ?([0-9])")
_START = re.compile(r"([^\s0-9+\-−]{1,20}) ?([0-9])")
_CONDITION = re.compile(r"([^\s<>=≥≤]{1,20}) ?(≥|≤|>=|<=|=) ?([0-9])")
_WAY = re.compile(r"([^\s()（）]{1,60}) ?(?:[（(]([^()（）]*)[)）])?")
_SIGNS = {">=": "≥", "<=": "≤"}

Pairs = tuple[tuple[str, int], ...]


def read_changes(text: str, most: int) -> tuple[Pairs, list[str]]:
    """Read `信任 +1、时间 -1`; return it, and the pieces that are not so written."""
    pairs, broken = [], []
    for piece in _pieces(text, _SEVERAL):
        found = _CHANGE.fullmatch(piece)
        number = int(found[3]) if found else 0
        if found is None or not 0 < number <= most:
            broken.append(piece)
        else:
            pairs.append((found[1], number if found[2] == "+" else -number))
    return tuple(pairs), broken


def read_variables(text: str) -> tuple[Pairs, list[str]]:
    """Read `信任 2、合法性 3`; return it, and the pieces that are not so written."""
    pairs, broken = [], []
    for piece in _pieces(text, _SEVERAL):
        found = _START.fullmatch(piece)
        if found is None or int(found[2]) > MOST:
            broken.append(piece)
        else:
            pairs.append((found[1], int(found[2])))
    return tuple(pairs), broken


def read_conditions(text: str) -> tuple[tuple[Condition, ...], list[str]]:
    """Read `信任 ≥ 3、时间 ≥ 1`; return it, and the pieces that are not so written."""
    conditions, broken = [], []
    for piece in _pieces(text, _SEVERAL):
        found = _CONDITION.fullmatch(piece)
        if found is None:
            broken.append(piece)
        else:
            sign = _SIGNS.get(found[2], found[2])
            conditions.append(Condition(found[1], sign, int(found[3])))
    return tuple(conditions), broken


def read_destinations(text: str) -> tuple[tuple[Destination, ...], list[str]]:
    """Read `paid（信任 ≥ 3）；late`; return it, and the pieces that are not so written."""
    ways, broken = [], []
    for piece in _pieces(text, _WAYS):
        found = _WAY.fullmatch(piece)
        if found is None:
            broken.append(piece)
            continue
        conditions, wrong = read_conditions(found[2] or "")
        broken += [piece] if wrong or (found[2] is not None and not conditions) else []
        ways.append(Destination(found[1], conditions))
    return tuple(ways), broken


def _pieces(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    for piece in separator.split(normalise(text)):
        if piece.strip():
            yield piece.strip()
