"""What may stand in an address: numbers that the database can hold.

A larger number names nothing, so it is not found before any query is asked; SQLite would refuse
it with an error of its own.
"""

from __future__ import annotations

from collections.abc import Sized
from typing import Final
from urllib.parse import urlencode

from flask import Flask, abort, redirect, request
from werkzeug.routing import IntegerConverter, Map

from cadreschool.kernel.db import LARGEST_ID

LAST_PAGE: Final = 1_000_000
"""No list is longer, and no database fails over the number."""


class IdConverter(IntegerConverter):
    """A whole number that may be an id."""

    def __init__(self, map: Map) -> None:  # noqa: A002 -- werkzeug's name
        super().__init__(map, max=LARGEST_ID)


def page_asked() -> int:
    """Return which page of a list the address asks for: the first when it says nothing."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def pages_of(number: int, size: int) -> int:
    """Return how many pages a list has; an empty one has its first."""
    return max(1, -(-number // size))


def turn_back(page: int, rows: Sized) -> None:
    """Lead to the first page where there is nothing on a later one: "none" would not be true."""
    if page > 1 and not rows:
        others = urlencode([one for one in request.args.items(multi=True) if one[0] != "page"])
        abort(redirect(f"{request.path}?{others}" if others else request.path, 303))


def init_app(app: Flask) -> None:
    """Let `<int:…>` in addresses mean an id."""
    app.url_map.converters["int"] = IdConverter
