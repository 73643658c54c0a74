"""How learners chose in the scenarios that one teaches."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db
from tests.school.running import publish_course, walk
from tests.school.steps import viewer_of
from tests.web.seeing import text


@pytest.fixture
def walked(app, cast):
    with app.app_context():
        course = publish_course()
        for cadre_id in (cast.li_mei, cast.wang_qiang, cast.chen_xiao, cast.zhou, cast.sun):
            walk(viewer_of(cadre_id), course, "baa")
        db.session.remove()


def test_without_scenarios_one_is_told_how_to_write_one(he_jing):
    assert "还没有情景" in text(he_jing.get("teach.scenarios"))


@pytest.mark.usefixtures("walked")
def test_a_trainer_sees_the_map_of_the_whole_school(he_jing):
    listed = he_jing.get("teach.scenarios")
    page = he_jing.get("teach.scenarios", scenario="deciding/deciding-1")

    assert "门口的决定5人走到过结局" in text(listed)
    assert page.select_one("svg.graph")
    assert "约5人" in text(page)


@pytest.mark.usefixtures("walked")
def test_a_trainer_of_one_town_does_not_see_the_schools_courses(he_jing):
    bai_lu = he_jing.another().enter("bailu")

    page = bai_lu.get("teach.scenarios", scenario="deciding/deciding-1")
    assert "还没有情景" in text(page)
