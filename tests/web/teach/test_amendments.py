"""The articles that were amended, course by course, and how much rests on them."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine

from cadreschool.kernel.clock import SHANGHAI
from tests.school import amending
from tests.school.keeping import kept
from tests.web.seeing import table, text
from tests.web.teach.writing import BAI_LU, HE_JING, XU_CHENG

JULY = datetime(2026, 7, 6, 9, tzinfo=SHANGHAI)


@pytest.fixture
def amended(app, teachers, tmp_path):
    """Publish the course that cites the law, and import the law's amendment."""

    def make():
        with app.app_context():
            amending.publish(tmp_path / "content")
            amending.amend()

    kept(app, "amended", make)


def _rows(page):
    return [row[:4] for row in table(page) if row[2] == "为职工说话"]


def test_each_amended_article_is_listed_once_with_what_rests_on_it(browse, amended):
    with time_machine.travel(JULY, tick=False):
        page = browse.enter(HE_JING).get("teach.amendments")

    assert _rows(page) == [
        [
            "《测试法》第一条2020修正→2026修正",
            "条文改了",
            "为职工说话",
            "课文1处，题目1道暂不抽1道",
        ],
        ["《测试法》第四条2020修正→2026修正", "条文改了", "为职工说话", "题目1道暂不抽1道"],
        [
            "《测试法》第三条2020修正→2026修正",
            "条号变了，现在是第四条",
            "为职工说话",
            "课文1处，题目1道",
        ],
    ]


def test_from_the_day_it_binds_questions_are_said_to_be_left_out(browse, amended):
    with time_machine.travel(JULY, tick=False):
        after = text(browse.enter(HE_JING).get("teach.amendments"))
    with time_machine.travel(amending.MONDAY, tick=False):
        before = text(browse.enter(HE_JING).get("teach.amendments"))

    assert "暂不抽1道" in after
    assert "尚未施行" not in after
    assert "暂不抽1道" not in before
    assert "尚未施行" in before


def test_it_is_filtered_by_course_and_by_what_changed(browse, amended):
    browse.enter(HE_JING)
    some = browse.get("teach.amendments", place="speaking", sort="renumbered")
    none = browse.get("teach.amendments", place="listening", sort="renumbered")

    assert len(some.select("tbody tr")) == 1
    assert "这样筛选没有找到" in text(none)


def test_the_first_page_and_the_course_lead_here(browse, amended):
    home = browse.enter(XU_CHENG).get("teach.home")
    course = browse.get("teach.course", course_id="speaking")

    assert "处引用待复核" in text(home)
    assert "法律修改：5处引用待复核" in text(course)


def test_a_trainer_of_one_town_sees_nothing_of_the_courses_of_the_school(browse, amended):
    page = browse.enter(BAI_LU).get("teach.amendments")

    assert "没有要复核的引用" in text(page)
    assert "待复核" not in text(browse.get("teach.home"))


def test_without_an_amendment_it_says_what_would_be_here(browse, teachers):
    assert "没有要复核的引用" in text(browse.enter(HE_JING).get("teach.amendments"))


@pytest.mark.parametrize("articles", [1, 3])
def test_it_costs_the_same_for_any_number_of_articles(
    app, browse, teachers, tmp_path, count_queries, articles
):
    changed = {**amending.OLD, **{str(no): f"新的{no}。" for no in range(1, articles + 1)}}
    with app.app_context():
        amending.publish(tmp_path / "content")
        amending.amend(changed)
    browse.enter(HE_JING).get("teach.home")
    with count_queries() as queries:
        page = browse.get("teach.amendments")

    assert len(_rows(page)) == articles
    assert len(queries) == 4  # the catalogue's stamp, who asks, what is open, what was confirmed
