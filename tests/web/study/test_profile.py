"""One's own profile: what is known, what is not, what is missing, and who else may see it."""

from __future__ import annotations

import pytest

from cadreschool.learning.profile.rules import STATEMENT
from tests.school.profiles import sign_records
from tests.web.seeing import links, table, take, text


@pytest.fixture
def practised(app, cast):
    """Let 李梅 have four signed records: enough to speak of 敢说, not of 会说."""
    with app.app_context():
        sign_records(cast.li_mei, "dare 2", "dare 2 skilled 1", "dare 2", "dare 1", by=cast.sun)


def test_a_newcomer_meets_no_point_and_is_told_what_to_do_first(browse):
    page = browse.enter("li_mei").get("study.profile")

    assert STATEMENT in text(page)
    assert "还没有依据" in text(page)
    assert not page.select(".chart--radar .chart__point, .chart--bar-chart .chart__point")
    assert {"/courses/", "/scenarios/"} <= links(page)
    assert [row[1] for row in table(page)] == ["证据不足"] * 6


def test_a_little_evidence_is_counted_and_still_no_point(browse):
    take(browse.enter("li_mei"))
    page = browse.get("study.profile")

    able = next(row for row in table(page) if row[0] == "能说")
    assert able[1:4] == ["证据不足", "不显示", "不显示"]
    assert able[-1] == "5条，权重合计5"
    assert "证据不足（5）" in text(page.select_one(".chart--radar"))


def test_enough_evidence_is_drawn_and_stands_in_the_table_likewise(browse, practised):
    page = browse.enter("li_mei").get("study.profile")

    dare = next(row for row in table(page) if row[0] == "敢说")
    assert "%至" in dare[3]
    assert len(page.select(".chart--radar .chart__point")) == 1
    told = text(page.select_one("#chart-dare-desc"))
    assert dare[1].replace(" ", "") in told
    assert f"均值{dare[2]}，八成区间{dare[3]}" in told
    assert "还差" in text(page)
    assert "/profile/dare/" in links(page)


def test_nobody_is_compared_and_there_is_no_sum(browse, practised):
    said = text(browse.enter("li_mei").get("study.profile")).replace("没有总分，不排名", "")

    for one in ("总分", "排名", "名次", "超过", "平均分", "百分位"):
        assert one not in said


def test_one_page_costs_the_same_queries_however_much_there_is(browse, practised, count_queries):
    browse.enter("chen_xiao").get("study.profile")
    with count_queries() as few:
        browse.get("study.profile")
    browse.enter("li_mei").get("study.profile")
    with count_queries() as many:
        browse.get("study.profile")

    assert len(many) == len(few)


def test_it_is_opened_to_supervisors_and_taken_back(browse, cast, practised):
    browse.enter("li_mei")
    supervisor = browse.another().enter("sun")
    supervisor.get("supervise.profile", cadre_id=cast.li_mei, status=404)

    page = browse.follow(browse.post("study.create_profile_sharing"))
    assert "已公开给督学" in text(page)
    supervisor.get("supervise.profile", cadre_id=cast.li_mei)

    page = browse.follow(browse.post("study.withdraw_profile_sharing"))
    assert "现在只有您自己看得到" in text(page)
    supervisor.get("supervise.profile", cadre_id=cast.li_mei, status=404)


def test_the_study_desk_leads_to_it(browse):
    home = browse.enter("li_mei").get("study.home")

    assert "/profile/" in links(home)
    assert home.select_one('.menu a[href="/profile/"]')
