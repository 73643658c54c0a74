"""The catalogue by track."""

from __future__ import annotations

import pytest

from tests.web.seeing import begin, links, text, words

COURSES = {"/courses/speaking/", "/courses/listening/"}


def _tracks(page):
    return {
        str(link["href"]): (text(link), link.has_attr("aria-current"))
        for link in page.select("nav[aria-label=课程分类] a")
    }


def test_all_courses_are_listed_with_what_they_take_and_give(browse):
    page = browse.enter("li_mei").get("study.catalogue")

    assert links(page) >= COURSES
    assert "约 30 分钟 · 1 学时" in words(page)
    assert _tracks(page) == {
        "/courses/": ("全部2", True),
        "/courses/?track=law": ("法律2", False),
        "/courses/?track=rights": ("维权0", False),
        "/courses/?track=communication": ("沟通0", False),
        "/courses/?track=quality": ("素质0", False),
    }


def test_one_track_shows_its_own_courses(browse):
    page = browse.enter("li_mei").get("study.catalogue", track="law")

    assert links(page) >= COURSES
    assert _tracks(page)["/courses/?track=law"] == ("法律2", True)


def test_a_track_without_courses_says_so(browse):
    page = browse.enter("li_mei").get("study.catalogue", track="rights")

    assert not links(page) & COURSES
    assert "这一类还没有课程" in words(page)


@pytest.mark.parametrize("track", ["nowhere", "<script>", "law'--"])
def test_an_unknown_track_shows_all_courses(browse, track):
    page = browse.enter("li_mei").get("study.catalogue", track=track)

    assert links(page) >= COURSES
    assert track not in page.get_text()


def test_every_course_shows_where_one_stands_and_why(browse):
    browse.enter("li_mei")
    begin(browse)

    assert "缺第 1、2 课（共 2 课）；第 1 课检测尚未交卷" in words(browse.get("study.catalogue"))
