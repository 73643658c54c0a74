"""A new course begins as a draft."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.teach.writing import BAI_LU, HE_JING, LIN_YUE

FIELDS = {"course_id": "b1-talks", "title": "集体协商", "track": "rights", "unit": "B1"}


def test_it_is_there_for_its_trainers_and_not_for_learners(browse, teachers):
    response = browse.enter(HE_JING).post("teach.create_course", owner="0", **FIELDS)

    page = browse.follow(response)
    assert text(page.select_one("h1")) == "集体协商"
    assert "还没有发布" in text(page)
    learner = browse.another().enter("li_mei")
    learner.get("study.course", course_id="b1-talks", status=404)


def test_a_town_makes_courses_of_its_own_and_the_county_may_help(browse, teachers, cast):
    bai_lu = browse.enter(BAI_LU)
    assert "全校" not in text(bai_lu.get("teach.new_course"))
    bai_lu.post("teach.create_course", owner=str(cast.qingshi), **FIELDS)

    assert "集体协商" in text(bai_lu.get("teach.home"))
    assert "集体协商" in text(browse.another().enter(LIN_YUE).get("teach.home"))


def test_nobody_makes_a_course_of_another_union(browse, teachers, cast):
    response = browse.enter(BAI_LU).post("teach.create_course", owner=str(cast.county), **FIELDS)

    assert response.status_code == 422
    assert browse.post("teach.create_course", owner="0", **FIELDS).status_code == 422


@pytest.mark.parametrize("title", ["谈判: 第一步", "[草]协商", "“说”和'做' # 一", '"><b>', "no"])
def test_a_title_is_text_whatever_it_looks_like(browse, teachers, title):
    fields = FIELDS | {"title": title, "unit": "A: 1"}
    page = browse.follow(browse.enter(HE_JING).post("teach.create_course", owner="0", **fields))

    assert text(page.select_one("h1")) == title.replace(" ", "")
    changes = text(browse.get("teach.changes", course_id="b1-talks"))
    assert "YAML" not in changes


@pytest.mark.parametrize("course_id", ["speaking", "B1", "", "a b"])
def test_an_id_is_free_and_fit_for_an_address(browse, teachers, course_id):
    fields = FIELDS | {"course_id": course_id}
    response = browse.enter(HE_JING).post("teach.create_course", owner="0", **fields)

    assert response.status_code == 422
    assert "集体协商" in response.text, "the form is kept"
