"""What the database tells of editions."""

from __future__ import annotations

import pytest

from cadreschool.courses.models import PinnedCitation
from cadreschool.courses.queries import lessons_citing
from cadreschool.kernel.db import db, write

pytestmark = pytest.mark.usefixtures("session")


def test_lessons_rest_on_the_version_that_was_in_force_when_they_were_published(catalogue):
    course = catalogue.course("speaking")
    old = PinnedCitation(
        edition_id=course.edition_id,
        lesson_id="speaking-2",
        law="测试法",
        version="2000制定",
        article="2",
    )
    write(lambda: db.session.add(old))

    citing = lessons_citing()

    assert citing["测试法", "2000制定", "2"] == [("speaking", "speaking-2")]
    assert ("speaking", "speaking-1") in citing["测试法", "2020修正", "2"]
