"""The page of one course at the 教研台: its draft, its lessons, giving up."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.teach.writing import (
    COURSE,
    HE_JING,
    LESSON,
    PATH,
    XU_CHENG,
    begin,
    opened,
    replaced,
    save,
)

FIRST = {"course_id": "speaking", "folder": "01-lesson"}


def test_without_a_draft_it_shows_what_is_published_and_how_to_begin(browse, teachers):
    page = browse.enter(HE_JING).get("teach.course", **COURSE)

    assert "第1版" in text(page)
    assert page.select_one("button", string="开始修改") or "开始修改" in text(page)
    assert "没有草稿" in text(browse.get("teach.lesson", status=409, **LESSON))


def test_a_draft_is_begun_once_and_gone_on_with(he_jing):
    begin(he_jing)

    page = he_jing.get("teach.course", **COURSE)
    assert text(page).count("何静开始修改") == 1
    assert len(page.select("ol.rows > li")) == 2


def test_a_reviewer_sees_the_draft_and_changes_nothing(he_jing):
    reviewer = he_jing.another().enter(XU_CHENG)

    page = reviewer.get("teach.course", **COURSE)
    assert "加一课" not in text(page)
    assert reviewer.post("teach.create_draft", into=COURSE).status_code == 403
    lesson = reviewer.get("teach.lesson", **LESSON)
    assert lesson.select_one("textarea").has_attr("readonly")


def test_a_draft_is_given_up_after_a_tick_and_the_published_course_stays(he_jing):
    save(he_jing, replaced(opened(he_jing), "情境的正文", "情境的新正文"))

    assert he_jing.post("teach.withdraw_draft", into=COURSE).status_code == 422
    response = he_jing.post("teach.withdraw_draft", into=COURSE, sure="1")

    assert "草稿已放弃" in text(he_jing.follow(response))
    begin(he_jing)
    assert "情境的新正文" not in opened(he_jing)["text"]


def test_a_new_lesson_comes_last_with_its_seven_sections(he_jing):
    response = he_jing.post("teach.create_lesson", into=COURSE, title="第三课", lesson_id="third")

    page = he_jing.follow(response)
    assert response.location.endswith("/lessons/03-third/")
    assert "id: third" in page.select_one("textarea").get_text()
    assert "没有错误" in text(page.select_one("[data-beside]"))


@pytest.mark.parametrize("kind", ["scenario", "drill"])
def test_a_new_practice_comes_with_a_form_to_fill_in(he_jing, kind):
    response = he_jing.post(
        "teach.create_lesson", into=COURSE, title="第三课", lesson_id="third", kind=kind
    )

    page = he_jing.follow(response)
    assert f"kind: {kind}" in page.select_one("textarea").get_text()
    mistakes = [text(one) for one in page.select("[data-beside] .mistakes li")]
    assert all("工会法" in one for one in mistakes), "the school under test has no such law"


@pytest.mark.parametrize("lesson_id", ["", "第三课", "speaking-1", "a--b"])
def test_a_lesson_needs_an_id_of_its_own(he_jing, lesson_id):
    response = he_jing.post("teach.create_lesson", into=COURSE, title="第三课", lesson_id=lesson_id)

    assert response.status_code == 422
    assert "第三课" in response.text, "the form is kept"


def test_lessons_change_places(he_jing):
    he_jing.post("teach.update_lesson_place", into=FIRST, to="down")

    titles = [
        text(one)
        for one in he_jing.get("teach.course", **COURSE).select("ol.rows a[href$='lesson/']")
    ]
    assert titles == ["课speaking-2", "课speaking-1"]


def test_a_lesson_taken_out_can_be_read_again(he_jing):
    he_jing.post("teach.withdraw_lesson", into=FIRST)

    assert len(he_jing.get("teach.course", **COURSE).select("ol.rows > li")) == 1
    assert PATH in text(he_jing.get("teach.kept", **COURSE))


def test_mistakes_are_counted_beside_their_lesson(he_jing):
    save(he_jing, replaced(opened(he_jing), "[[测试法#1]]", "[[假法#1]]"))

    assert "1处错误" in text(he_jing.get("teach.course", **COURSE))
