"""A course: its lessons, and where one stands in each."""

from __future__ import annotations

from tests.web.seeing import SPEAKING, begin, links, take, text, words

LESSONS = {"/courses/speaking/lessons/speaking-1/", "/courses/speaking/lessons/speaking-2/"}


def test_a_course_says_what_it_gives_and_who_wrote_it(browse):
    page = browse.enter("li_mei").get("study.course", **SPEAKING)

    said = text(page)
    for one in ("法律·A1", "2课，约30分钟", "80分", "能说", "课程编写组编写", "第1版"):
        assert one in said
    assert "2026年3月2日发布" in said
    assert links(page) >= LESSONS


def test_a_new_course_leads_to_its_first_lesson(browse):
    page = browse.enter("li_mei").get("study.course", **SPEAKING)

    assert "共 2 课，尚未开始" in words(page)
    assert [str(one["href"]) for one in page.select("a.button--main")] == [
        "/courses/speaking/lessons/speaking-1/"
    ]


def test_every_lesson_gives_its_own_reason(browse):
    browse.enter("li_mei")
    take(browse, wrong=(1, 2))
    begin(browse, course_id="speaking", lesson_id="speaking-2")

    said = words(browse.get("study.course", **SPEAKING))

    assert "缺第 1、2 课（共 2 课）；第 1 课检测 60 分，须 80 分；第 2 课检测尚未交卷" in said
    assert "检测 60 分，须 80 分" in said
    assert "检测尚未交卷" in said


def test_after_the_first_lesson_the_second_is_next(browse):
    browse.enter("li_mei")
    take(browse)

    page = browse.get("study.course", **SPEAKING)

    assert "缺第 2 课（共 2 课）" in words(page)
    assert [str(one["href"]) for one in page.select("a.button--main")] == [
        "/courses/speaking/lessons/speaking-2/"
    ]


def test_a_finished_course_says_when_and_urges_nothing(browse):
    browse.enter("li_mei")
    take(browse)
    take(browse, course_id="speaking", lesson_id="speaking-2")

    page = browse.get("study.course", **SPEAKING)

    assert "已完成" in words(page)
    assert page.select("a.button--main") == []


def test_a_course_that_is_not_published_is_not_found(browse):
    browse.enter("li_mei").get("study.course", course_id="nowhere", status=404)
