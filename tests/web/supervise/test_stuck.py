"""Who needs help: by reason, within one's own part of the tree."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.reports.stuck import queries
from cadreschool.web.supervise.views import stuck
from tests.browse import check
from tests.school.cast import MONDAY
from tests.web.seeing import begin, links, table, text

LATER = MONDAY + timedelta(days=31)


@pytest.fixture
def begun(browse):
    """Let four people begin a check on Monday and leave it."""
    with time_machine.travel(MONDAY, tick=False):
        for name in ("li_mei", "chen_xiao", "wang_qiang", "zhou"):
            begin(browse.another().enter(name))


@pytest.fixture
def month_later():
    """Look a month later."""
    with time_machine.travel(LATER, tick=False):
        yield


def test_the_reason_the_course_and_the_sentence_are_told(begun, month_later, browse, cast):
    page = browse.enter("sun").get("supervise.stuck", organisation_id=cast.chengguan)

    assert text(page.select_one("h2")) == "检测或情景开始后没有做完2人次"
    sentence = "第1课检测2026年3月2日开始，尚未交卷；2026年3月2日以后没有新的完成或检测，已31天"
    assert table(page) == [
        ["李梅l***", "纺织工会工会主席", "为职工说话", sentence],
        ["陈晓c***", "纺织工会工会小组长", "为职工说话", sentence],
    ]
    assert f"/supervise/cadres/{cast.li_mei}/" in links(page)


def test_a_record_names_the_same_reasons(begun, month_later, browse, cast):
    page = browse.enter("sun").get("supervise.cadre", cadre_id=cast.li_mei)

    assert "2026年3月2日以后没有新的完成或检测，已31天" in text(page)


def test_nobody_beside_or_above_is_told_of(begun, month_later, browse, cast):
    page = browse.enter("zhou").get("supervise.stuck", organisation_id=cast.qingshi)

    assert [row[0] for row in table(page)] == ["周建国z***", "王强w***"]
    for foreign in ("李梅", "陈晓", "纺织", "云岭"):
        assert foreign not in page.get_text()
    browse.get("supervise.stuck", organisation_id=cast.textile, status=404)


def test_one_reason_comes_page_by_page(begun, month_later, browse, cast, monkeypatch):
    monkeypatch.setattr(stuck, "_MOST_OF_EACH", 2)
    monkeypatch.setattr(stuck, "PAGE_SIZE", 3)

    page = browse.enter("sun").get("supervise.stuck", organisation_id=cast.county)
    assert len(table(page)) == 2
    more = next(link for link in links(page) if "reason=open" in link)
    first = browse.open(more)
    second = browse.open(f"{more}&page=2")

    assert (len(table(first)), len(table(second))) == (3, 1)
    assert "?reason=open&page=2" in links(first)


def test_where_too_many_are_under_way_a_job_is_offered(
    begun, month_later, browse, cast, monkeypatch
):
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 1)

    page = browse.enter("sun").get("supervise.stuck", organisation_id=cast.county)

    assert "这里有4人次在学" in text(page)
    assert table(page) == []
    assert page.select_one("form[action$=reports]")


def test_where_nobody_is_stuck_the_page_says_so(browse, cast):
    page = browse.enter("sun").get("supervise.stuck", organisation_id=cast.county)

    assert "没有发现需要帮助的人" in text(page)


@pytest.mark.parametrize("names", [["li_mei"], ["li_mei", "chen_xiao", "wang_qiang"]])
def test_the_page_costs_the_same_for_any_number(browse, cast, count_queries, names):
    with time_machine.travel(MONDAY, tick=False):
        for name in names:
            begin(browse.another().enter(name))
    with time_machine.travel(LATER, tick=False):
        browse.enter("sun")
        path = browse.address("supervise.stuck", organisation_id=cast.county)
        browse.open(path)
        with count_queries() as statements:
            page = check(browse.client.get(path))

    assert len(table(page)) == len(names)
    assert len(statements) == 11, "who asks, node, above, and eight to look"
