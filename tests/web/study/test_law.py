"""One law: its versions, our gists, and the lessons that rest on an article."""

from __future__ import annotations

import pytest

from tests.web.seeing import links, text


def test_a_law_shows_its_version_source_and_gists(browse):
    said = text(browse.enter("li_mei").get("study.law", short="测试法"))

    assert "2020修正" in said
    assert "2020年1月1日起施行" in said
    assert "来源：测试" in said
    assert "第二条会员满二十五人的，应当建立委员会。" in said


def test_an_article_names_the_lessons_that_rest_on_it(browse):
    page = browse.enter("li_mei").get("study.law", short="测试法")

    assert links(page) >= {
        f"/courses/{course}/lessons/{lesson}/"
        for course, lesson in (
            ("speaking", "speaking-1"),
            ("speaking", "speaking-2"),
            ("listening", "listening-1"),
        )
    }
    assert page.select_one("#article-2") is not None


@pytest.mark.parametrize("short", ["无此法", "测试", "中华人民共和国测试法", "<b>"])
def test_a_law_that_is_not_registered_is_not_found(browse, short):
    page = browse.enter("li_mei").get("study.law", short=short, status=404)

    assert short not in page.select_one("main").get_text()
