"""The same school, set up in another way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cadreschool.app import create_app
from cadreschool.kernel.db import db
from tests.browse import Browse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask


@pytest.fixture
def with_settings(app: Flask) -> Iterator[Callable[..., Browse]]:
    """Return a maker of visitors to the same school with other settings."""
    others = []

    def visit(**changes: object) -> Browse:
        other = create_app(replace(app.config["SETTINGS"], **changes))
        other.config["TESTING"] = True
        others.append(other)
        return Browse(other)

    yield visit
    for other in others:
        with other.app_context():
            db.session.remove()
            db.engine.dispose()
