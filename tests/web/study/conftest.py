"""What the tests of the study desk share besides the common cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cadreschool.kernel.db import db
from tests.school.drills import a_drill_course
from tests.school.keeping import kept
from tests.school.running import publish_course
from tests.school.scenarios import a_scenario_course

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def scenario(app: Flask) -> None:
    """Let the small school have a scenario too."""
    kept(app, "scenario", lambda: _publish(app, a_scenario_course()))


@pytest.fixture
def drill(app: Flask) -> None:
    """Let the small school have a drill too."""
    kept(app, "drill", lambda: _publish(app, a_drill_course()))


def _publish(app: Flask, texts: dict[str, str]) -> None:
    with app.app_context():
        publish_course(texts)
        db.session.remove()
