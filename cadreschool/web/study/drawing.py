"""Drawing a law's contents: chapters one below the other, a small square for each article.

Knows only where things stand; the colours are the style sheet's, the numbers stand in a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cadreschool.learning.mistakes.maps import Chapter

_SIZE: Final = 14
_STEP: Final = 18
_IN_A_ROW: Final = 16
_DARKEST: Final = 3
_MOST_CHAPTERS: Final = 40
"""Of a law with more, those without any mistake are left out of the drawing."""


@dataclass(frozen=True, slots=True)
class Square:
    """One article: where it stands, and how dark it is, from 0 to 3; 4 is cleared."""

    x: int
    y: int
    level: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A chapter: its title, and its articles in rows."""

    title: str
    width: int
    height: int
    size: int
    squares: tuple[Square, ...]


def strips(chapters: Iterable[Chapter]) -> list[Strip]:
    """Lay out the contents of a law."""
    found = list(chapters)
    if len(found) > _MOST_CHAPTERS:
        found = [one for one in found if one.open or one.cleared]
    return [_strip(one) for one in found]


def _strip(chapter: Chapter) -> Strip:
    squares = tuple(
        Square(
            place % _IN_A_ROW * _STEP,
            place // _IN_A_ROW * _STEP,
            min(one.open, _DARKEST) or (_DARKEST + 1 if one.cleared else 0),
        )
        for place, one in enumerate(chapter.articles)
    )
    rows = -(-len(squares) // _IN_A_ROW)
    return Strip(chapter.title, _IN_A_ROW * _STEP, rows * _STEP, _SIZE, squares)
