"""Questions whose law changed leave new checks until somebody has looked at them again."""

from __future__ import annotations

from datetime import datetime

import pytest

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError
from cadreschool.learning.actions import start_sitting
from cadreschool.learning.sittings.queries import sheet_for
from tests.school import amending
from tests.school.steps import viewer_of

JUNE = datetime(2026, 6, 30, 9, tzinfo=SHANGHAI)
JULY = datetime(2026, 7, 1, 9, tzinfo=SHANGHAI)


@pytest.fixture
def drawn(session, tmp_path, cast):
    """Return what draws a check of all four questions at a moment, as somebody."""
    files = amending.course()
    files["course.yaml"] = files["course.yaml"].replace("draw: 1", "draw: 2")
    amending.publish(tmp_path / "content", files)

    def drawn(cadre_id, at):
        catalogue = load_catalogue()
        course = catalogue.course("speaking")
        lesson = course.lessons[0]
        db.session.rollback()
        who = viewer_of(cadre_id)
        sitting = write(lambda: start_sitting(who, course, lesson, seed=7, at=at))
        rows = sheet_for(viewer_of(cadre_id), sitting).drawn
        names = course.questions_by_version
        return {names[row.question_version_id].question.id for row in rows}

    return drawn


def test_until_the_newer_version_binds_every_question_may_be_drawn(drawn, cast):
    amending.amend()

    assert len(drawn(cast.li_mei, JUNE)) == 2


def test_questions_under_review_are_not_drawn(drawn, cast):
    amending.amend()

    assert drawn(cast.li_mei, JULY) == {"speaking-1-q2", "speaking-1-q3"}


def test_what_remains_is_drawn_though_it_is_fewer_than_the_course_wants(drawn, cast):
    amending.amend({**amending.NEW, "4": "又改了。"})

    assert drawn(cast.li_mei, JULY) == {"speaking-1-q2"}


def test_where_nothing_remains_no_check_begins_and_the_reason_is_said(drawn, cast):
    amending.amend(dict.fromkeys("1234", "全部重写。"))

    with pytest.raises(ConflictError, match="正在复核"):
        drawn(cast.li_mei, JULY)
