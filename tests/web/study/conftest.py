"""What the tests of the study desk share besides the common cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cadreschool.kernel.db import db
from tests.school.drills import a_drill_course
from tests.school.running import publish_course

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def scenario(app: Flask) -> None:
    """Let the small school have a scenario too."""
    with app.app_context():
        publish_course()
        db.session.remove()


@pytest.fixture
def drill(app: Flask) -> None:
    """Let the small school have a drill too."""
    with app.app_context():
        publish_course(a_drill_course())
        db.session.remove()
