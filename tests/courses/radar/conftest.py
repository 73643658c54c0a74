"""What tests of the radar ask for: a school whose only course cites the law, and publishing."""

from __future__ import annotations

from functools import partial

import pytest

from cadreschool.courses.radar.queries import open_rechecks
from cadreschool.kernel.db import db
from tests.school import amending


@pytest.fixture
def publish(session, tmp_path):
    """Return what publishes the course and the law, at a moment."""
    return partial(amending.publish, tmp_path / "content")


@pytest.fixture
def amend(session):
    """Return what imports the text of the amended law."""
    return amending.amend


@pytest.fixture
def listed(session):
    """Return what lists the open rechecks: (where, article, fate, new article)."""

    def listed():
        found = [one for one in open_rechecks() if one.course_id == "speaking"]
        db.session.rollback()
        return sorted(
            (one.question_id or one.lesson_id, one.article, str(one.fate), one.to_article)
            for one in found
        )

    return listed
