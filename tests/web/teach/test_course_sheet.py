"""Writing the facts of a course."""

from __future__ import annotations

from tests.web.seeing import text
from tests.web.teach.writing import COURSE, opened, replaced, save


def test_a_new_title_is_the_title_of_the_draft(he_jing):
    fields = opened(he_jing, "teach.course_sheet", **COURSE)
    save(he_jing, replaced(fields, "title: 为职工说话", "title: 为职工说好话"))

    assert text(he_jing.get("teach.course", **COURSE).select_one("h1")) == "为职工说好话"


def test_the_id_of_a_course_does_not_change(he_jing):
    fields = opened(he_jing, "teach.course_sheet", **COURSE)
    save(he_jing, replaced(fields, "id: speaking", "id: talking"))

    page = he_jing.get("teach.course_sheet", **COURSE)
    assert "编号不能改，请写回speaking" in text(page)


def test_a_preview_says_what_was_understood(he_jing):
    fields = opened(he_jing, "teach.course_sheet", **COURSE)

    html = he_jing.post("teach.create_preview", into=COURSE, json=True, **fields).json["html"]

    assert "合格线" in html
    assert "80" in html
