"""A drill as plain values: what is to be written, the exemplar, the points to mark by.

Texts are Markdown in what the reader makes, safe HTML in an edition, as with scenarios. The task
itself is the lesson's own text; everything here is shown only when somebody has written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cadreschool.laws.citations import Citation, parse_citations

MOST_MARKS = 2
"""Of each point: 0 missing, 1 there in part, 2 there."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point to mark by: its name, and what has to be there."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill. `least` and `most` are the characters asked for."""

    least: int
    most: int
    points: tuple[Point, ...]
    exemplar: str
    remarks: str

    def texts(self) -> Iterator[str]:
        """Yield every text, in one order."""
        yield from (point.text for point in self.points)
        yield from (self.exemplar, self.remarks)

    def with_texts(self, texts: Sequence[str]) -> Drill:
        """Return the same drill with other texts, in the order of `texts`."""
        *points, exemplar, remarks = texts
        named = zip(self.points, points, strict=True)
        return replace(
            self,
            points=tuple(Point(point.name, text) for point, text in named),
            exemplar=exemplar,
            remarks=remarks,
        )

    def citations(self) -> Iterator[Citation]:
        """Yield every citation as it was written."""
        for text in self.texts():
            yield from parse_citations(text)


def length_of(text: str) -> int:
    """Count what people call 字: every character but spaces."""
    return sum(not character.isspace() for character in text)
