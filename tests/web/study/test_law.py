"""One law: versions, contents, gists, official text, and what rests on each article."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup

from cadreschool.kernel.clock import SHANGHAI
from cadreschool.kernel.db import write
from cadreschool.kernel.mistakes import Findings
from cadreschool.laws.actions import keep_texts
from cadreschool.laws.official import parse_official
from tests.browse import LARGEST_PAGE
from tests.laws.building import an_official_text
from tests.school import amending
from tests.school.cast import MONDAY
from tests.web.seeing import links, text
from tests.web.teach.writing import BAI_LU, HE_JING, appoint_teachers

AUGUST = datetime(2026, 8, 3, 9, tzinfo=SHANGHAI)


@pytest.fixture
def import_text(app):
    """Return what imports articles of the law of the small school."""

    def imported(articles, version="2020修正"):
        content = an_official_text(version=version, articles=articles).encode()
        text = parse_official(content, Findings("测试法.json"))
        with app.app_context():
            write(lambda: keep_texts([text], by=None, at=MONDAY))

    return imported


def _articles(number, words="条文。", chapters=0):
    return [
        {"no": no, "text": f"第{no}号{words}"}
        | ({"headings": [f"第{(no - 1) // chapters + 1}章 章名"]} if chapters else {})
        for no in range(1, number + 1)
    ]


def test_a_law_shows_its_version_source_and_gists(browse):
    said = text(browse.enter("li_mei").get("study.law", short="测试法"))

    assert "2020修正" in said
    assert "2020年1月1日起施行" in said
    assert "来源：测试" in said
    assert "第二条会员满二十五人的，应当建立委员会。" in said
    assert "官方文本" not in said


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


def test_questions_are_named_to_those_who_teach_the_course_and_to_nobody_else(app, browse):
    appoint_teachers(app)
    learner = browse.enter("li_mei").get("study.law", short="测试法")
    elsewhere = browse.another().enter(BAI_LU).get("study.law", short="测试法")
    teacher = browse.another().enter(HE_JING).get("study.law", short="测试法")

    assert "speaking-1-q00" in text(teacher.select_one("#article-2"))
    assert "题目30道" in text(teacher.select_one("#article-2"))
    for page in (learner, elsewhere):
        assert "speaking-1-q00" not in text(page)
        assert "题目" not in text(page.select_one("#article-2"))
    for page in (learner, elsewhere, teacher):
        assert "KEY-" not in str(page)


def test_the_official_text_is_folded_into_each_article_with_where_it_came_from(browse, import_text):
    import_text(_articles(3))
    page = browse.enter("li_mei").get("study.law", short="测试法")

    article = page.select_one("#article-3")
    assert text(article.select_one("summary")) == "官方文本"
    assert "第3号条文。来源：测试法.json，2026年3月2日导入" in text(article)
    assert "会员满二十五人的" in text(page.select_one("#article-2")), "our words come first"
    assert "与写概括时核对的原文不同" in text(page.select_one("#article-2"))
    assert "与写概括时核对的原文不同" not in text(article), "nobody compared it"


def test_chapters_are_contents_and_headings(browse, import_text):
    import_text(_articles(6, chapters=3))
    page = browse.enter("li_mei").get("study.law", short="测试法")

    assert [text(one) for one in page.select("h3")] == ["第1章章名", "第2章章名"]
    assert [one["href"] for one in page.select(".contents-list a")] == [
        f"{browse.address('study.law', short='测试法', article=no)}#article-{no}"
        for no in ("1", "4")
    ]


def test_a_long_law_comes_in_parts_and_every_article_is_on_one(browse, import_text):
    import_text(_articles(200, words="条文很长。" * 40, chapters=50))
    browse.enter("li_mei")
    page, seen = browse.get("study.law", short="测试法"), []
    while True:
        assert len(str(page).encode()) < LARGEST_PAGE
        seen += [one["id"] for one in page.select("li[id^=article-]")]
        after = [one for one in page.select(".page__more a") if "后面" in text(one)]
        if not after:
            break
        page = browse.open(after[0]["href"].partition("#")[0])

    assert seen == [f"article-{no}" for no in range(1, 201)]


def test_the_part_that_holds_an_article_is_shown(browse, import_text):
    import_text(_articles(200, words="条文很长。" * 40))
    browse.enter("li_mei")

    for no in ("1", "120", "200"):
        page = browse.get("study.law", short="测试法", article=no)
        assert page.select_one(f"#article-{no}") is not None
    assert next(text(one) for one in page.select(".contents-list a")).startswith("第一条至第")


@pytest.mark.parametrize("article", ["999", "<b>", "第二条" * 40, "-1"])
def test_an_article_that_is_not_there_shows_the_law_from_its_beginning(browse, article):
    page = browse.enter("li_mei").get("study.law", short="测试法", article=article)

    assert page.select_one("#article-1") is not None


@pytest.fixture
def amended(app, tmp_path):
    """Publish a course, then the amended law."""
    with app.app_context():
        amending.publish(tmp_path / "content")
        amending.publish(tmp_path / "content", amended=True)


def _law(browse, **more) -> BeautifulSoup:
    with time_machine.travel(AUGUST, tick=False):
        return browse.enter("li_mei").get("study.law", short="测试法", **more)


def test_after_an_amendment_lessons_stand_at_what_became_of_their_article(browse, amended):
    page = _law(browse)

    assert "第一课（待复核）" in text(page.select_one("#article-1"))
    assert "第一课" in text(page.select_one("#article-2"))
    assert "待复核" not in text(page.select_one("#article-2"))
    assert "第一课" not in text(page.select_one("#article-3")), "it is another article now"
    assert "第一课（待复核）" in text(page.select_one("#article-4"))


def test_a_former_version_can_be_read_and_says_that_it_is_one(browse, amended):
    page = _law(browse, version="2020修正")

    assert "这是2020修正的版本，不是现行的" in text(page)
    assert "第一课" in text(page.select_one("#article-3"))
    assert "这是" not in text(_law(browse, version="没有的"))


def test_a_newer_version_that_nobody_registered_is_announced(app, browse, tmp_path):
    with app.app_context():
        amending.publish(tmp_path / "content")
        amending.amend()
    page = _law(browse)

    assert "2026修正自2026年7月1日起施行 · 原文已导入".replace(" ", "") in text(page).replace(
        " ", ""
    )


@pytest.mark.parametrize("articles", [1, 3])
def test_it_costs_the_same_for_any_number_of_articles(browse, import_text, count_queries, articles):
    import_text(_articles(articles))
    browse.enter("li_mei").get("study.laws")
    with count_queries() as queries:
        browse.get("study.law", short="测试法")

    assert len(queries) == 5  # the stamp, who asks, imports, texts, what rests on it


@pytest.mark.parametrize("short", ["无此法", "测试", "中华人民共和国测试法", "<b>"])
def test_a_law_that_is_not_registered_is_not_found(browse, short):
    page = browse.enter("li_mei").get("study.law", short=short, status=404)

    assert short not in page.select_one("main").get_text()
