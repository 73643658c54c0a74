"""What may stand in an address: numbers that the database can hold.

A larger number names nothing, so it is not found before any query is asked; SQLite would refuse
it with an error of its own.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

from cadreschool.kernel.db import LARGEST_ID

LAST_PAGE: Final = 1_000_000
"""No list is longer; whoever asks for more gets an empty page, and no error of the database's."""


class IdConverter(IntegerConverter):
    """A whole number that may be an id."""

    def __init__(self, map: Map) -> None:  # noqa: A002 -- werkzeug's name
        super().__init__(map, max=LARGEST_ID)


def page_asked() -> int:
    """Return which page of a list the address asks for: the first when it says nothing."""
    return min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)


def init_app(app: Flask) -> None:
    """Let `<int:…>` in addresses mean an id."""
    app.url_map.converters["int"] = IdConverter
