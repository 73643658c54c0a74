"""What may stand in an address: numbers that the database can hold.

A larger number names nothing, so it is not found before any query is asked; SQLite would refuse
it with an error of its own.
"""

from __future__ import annotations

from typing import Final

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID: Final = 2**31 - 1


class IdConverter(IntegerConverter):
    """A whole number that may be an id."""

    def __init__(self, map: Map) -> None:  # noqa: A002 -- werkzeug's name
        super().__init__(map, max=LARGEST_ID)


def init_app(app: Flask) -> None:
    """Let `<int:…>` in addresses mean an id."""
    app.url_map.converters["int"] = IdConverter
