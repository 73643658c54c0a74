"""What a work amounts to: whether it may be closed, and what its marks say. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from cadreschool.courses.drills.values import MOST_MARKS, Drill, length_of

LONGEST_TEXT = 20_000
"""What is stored at the most; the drill asks for far less."""
LONGEST_WORDS = 1_000
MARK_LABELS = ("没有写到", "写到一部分", "写到了")
"""What 0, 1 and 2 are called."""


def length_fault(drill: Drill, text: str) -> str:
    """Say why a text may not be closed yet, "" when it may."""
    length = length_of(text)
    if drill.least <= length <= drill.most:
        return ""
    if length < drill.least:
        return f"现在 {length} 字，至少写 {drill.least} 字，再看范文。"
    return f"现在 {length} 字，最多 {drill.most} 字，请删短一些，再看范文。"


def write_points(points: Sequence[int]) -> str:
    """Write marks down."""
    return " ".join(map(str, points))


def read_points(text: str) -> tuple[int, ...]:
    """Read marks back."""
    return tuple(int(one) for one in text.split())


def are_marks(points: Sequence[int | None], drill: Drill) -> bool:
    """Tell whether every point got a mark from 0 to 2."""
    return len(points) == len(drill.points) and all(
        one is not None and 0 <= one <= MOST_MARKS for one in points
    )
