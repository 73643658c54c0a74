"""Portions of something long: what one statement of SQL can take at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

SIZE = 1000
"""Rows or values in one statement: far below the limits of both engines, quick on both."""


def portions(things: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """Yield the things in lists of at most `size`."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
