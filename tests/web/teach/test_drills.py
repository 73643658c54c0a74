"""The texts that learners handed in, for those who teach the course."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db
from tests.school.drills import a_drill_course
from tests.school.running import publish_course
from tests.school.steps import viewer_of
from tests.school.writing import submit
from tests.web.seeing import text


@pytest.fixture
def submitted(app, cast):
    with app.app_context():
        course = publish_course(a_drill_course())
        ids = [submit(viewer_of(one), course) for one in (cast.li_mei, cast.wang_qiang)]
        db.session.remove()
    return ids


def test_where_nobody_handed_in_it_says_so(he_jing):
    assert "还没有人交来" in text(he_jing.get("teach.drills"))


def test_those_that_wait_are_listed_without_names(he_jing, submitted):
    page = he_jing.get("teach.drills")

    assert "2篇还没有回复" in text(page)
    assert len(page.select("main .linklist li")) == len(submitted)
    assert "李梅" not in text(page)


@pytest.mark.usefixtures("submitted")
def test_a_trainer_of_one_town_sees_none_of_the_schools(he_jing):
    assert "还没有人交来" in text(he_jing.another().enter("bailu").get("teach.drills"))
