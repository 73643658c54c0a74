"""The first page of the 教研台: one's own courses, and what waits."""

from __future__ import annotations

import pytest

from cadreschool.cli.content import publish_folder
from tests.school.cast import MONDAY
from tests.school.content import a_course, write_content
from tests.web.seeing import text
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG, opened, replaced, save, submit


def test_it_lists_the_courses_of_the_whole_school_for_its_trainers(browse, teachers):
    page = browse.enter(HE_JING).get("teach.home")

    titles = [text(row.select_one("th a")) for row in page.select("tbody tr")]
    assert titles == ["倾听", "为职工说话"]


def test_a_trainer_of_one_town_has_no_part_in_the_courses_of_the_school(browse, teachers):
    page = browse.enter(BAI_LU).get("teach.home")

    assert page.select("tbody tr") == []
    assert "还没有您负责的课程" in text(page)
    browse.get("teach.course", course_id="speaking", status=404)
    browse.get("teach.changes", course_id="speaking", status=404)
    assert browse.post("teach.create_draft", into={"course_id": "speaking"}).status_code == 404


def test_what_waits_for_review_comes_first_for_reviewers_only(he_jing):
    save(he_jing, replaced(opened(he_jing), "情境的正文", "情境的新正文"))
    submit(he_jing)

    page = he_jing.another().enter(XU_CHENG).get("teach.home")
    assert "《为职工说话》等待审核" in text(page)
    assert "新建课程" not in text(page), "a reviewer writes nothing"


@pytest.mark.parametrize("courses", [1, 3])
def test_it_costs_the_same_for_any_number_of_courses(
    app, browse, teachers, tmp_path, count_queries, courses
):
    made = [a_course(f"course-{n}", lessons=1) for n in range(courses)]
    with app.app_context():
        publish_folder(write_content(tmp_path / "more", *made), at=MONDAY, quiet=True)
    browse.enter(HE_JING).get("teach.home")

    with count_queries() as queries:
        browse.client.get("/teach/")

    assert len(queries) == 5  # who asks; editions, owners, drafts; amended laws
