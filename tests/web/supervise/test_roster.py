"""A union's roster: everybody's standing, with the reason they read themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.moves import transfer_cadre
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.postings.rules import NewPosting
from cadreschool.reports.requests import PAGE_SIZE
from cadreschool.web.supervise.views import people
from tests.browse import check
from tests.school.cast import MONDAY
from tests.web.seeing import links, table, take, text

DAY = timedelta(days=1)
SINCE = "2026年3月2日起"


def _add(app, union_id, number):
    def unit():
        union = db.session.get(Organisation, union_id)
        for one in range(number):
            new = NewCadre(f"cadre{one:02}", f"干部{one:02}", Post.FINANCE, Tie.FULL_TIME)
            add_cadre(new, union, by=None, at=MONDAY)

    with app.app_context():
        write(unit)


def test_a_roster_is_in_its_own_order_with_status_and_reason(browse, cast):
    take(browse.another().enter("chen_xiao"))

    page = browse.enter("sun").get("supervise.roster", organisation_id=cast.textile)

    untouched = "未开始共2课，尚未开始"
    assert table(page) == [
        ["李梅l***", f"工会主席（兼职）{SINCE}", untouched, "未开始共1课，尚未开始", "0课"],
        [
            "陈晓c***",
            f"工会小组长（兼职）{SINCE}",
            "学习中缺第2课（共2课）",
            "未开始共1课，尚未开始",
            "1课",
        ],
    ]


def test_supervisor_and_learner_read_the_same_reason(browse, cast):
    li_mei = browse.another().enter("li_mei")
    take(li_mei, wrong=(1, 2))

    own = text(li_mei.get("study.catalogue"))
    seen = text(browse.enter("sun").get("supervise.roster", organisation_id=cast.textile))

    reason = "缺第1、2课（共2课）；第1课检测60分，须80分"
    assert reason in own
    assert reason in seen


def test_nobody_from_below_above_or_beside_is_listed(browse, cast):
    page = browse.enter("sun").get("supervise.roster", organisation_id=cast.qingshi)

    assert [row[0] for row in table(page)] == ["周建国z***"]
    assert f"/supervise/cadres/{cast.zhou}/" in links(page)


def test_a_union_without_direct_members_says_so(browse, cast):
    page = browse.enter("sun").get("supervise.roster", organisation_id=cast.chengguan)

    assert table(page) == []
    assert "没有" in text(page)


def test_a_long_roster_comes_in_pages(app, browse, cast):
    _add(app, cast.textile, PAGE_SIZE + 5)
    browse.enter("sun")

    first = browse.get("supervise.roster", organisation_id=cast.textile)
    second = browse.get("supervise.roster", organisation_id=cast.textile, page=2)

    assert (len(table(first)), len(table(second))) == (PAGE_SIZE, 7)
    assert "第1页，共2页" in text(first)
    assert table(second)[-1][0] == f"干部{PAGE_SIZE + 4}c***{PAGE_SIZE + 4}"
    assert first.select("a[rel=next]")
    assert second.select("a[rel=prev]")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_cadres(app, browse, cast, count_queries, number):
    _add(app, cast.textile, number)
    browse.enter("sun")
    path = browse.address("supervise.roster", organisation_id=cast.textile)
    browse.open(path)

    with count_queries() as queries:
        page = check(browse.client.get(path))

    assert len(table(page)) == 2 + number
    assert len(queries) == 9, "who asks, node, above, two for the number, four for the roster"


@pytest.mark.parametrize(
    ("name", "union", "status"),
    [
        ("sun", "textile", 200),
        ("zhou", "building", 200),
        ("zhou", "textile", 404),
        ("zhou", "county", 404),
        ("li_mei", "textile", 403),
        ("wang_qiang", "textile", 403),
    ],
)
def test_only_supervisors_above_see_a_roster(browse, cast, name, union, status):
    page = browse.enter(name).get(
        "supervise.roster", organisation_id=getattr(cast, union), status=status
    )

    assert ("李梅" in text(page)) is (status == 200 and union == "textile")


# Filters -----------------------------------------------------------------------------------------


def test_the_whole_subtree_names_the_unions_and_pages_keep_the_filters(app, browse, cast):
    _add(app, cast.textile, PAGE_SIZE)

    page = browse.enter("sun").get(
        "supervise.roster", organisation_id=cast.county, scope="subtree", tie="full_time"
    )
    assert len(table(page)) == PAGE_SIZE
    assert table(page)[0][1] == "纺织工会城关街道工会联合会"

    page = browse.get(
        "supervise.roster", organisation_id=cast.county, scope="subtree", state="not_started"
    )
    following = page.select_one("a[rel=next]")["href"]
    assert following == "?state=not_started&scope=subtree&page=2"
    path = browse.address("supervise.roster", organisation_id=cast.county)
    assert len(table(browse.open(path + following))) == 5
    assert page.select_one("select[name=state] option[selected]")["value"] == "not_started"


def test_of_many_courses_a_roster_counts_how_many_of_each_status(browse, cast, monkeypatch):
    take(browse.another().enter("li_mei"))
    monkeypatch.setattr(people, "MOST_EXPLAINED", 1)

    page = browse.enter("sun").get("supervise.roster", organisation_id=cast.textile)

    assert table(page)[0][2:] == ["学习中已完成0门，学习中1门，未开始1门", "1课"]


def test_filters_that_nobody_meets_say_so_and_lead_out(browse, cast):
    page = browse.enter("sun").get(
        "supervise.roster", organisation_id=cast.textile, state="finished"
    )

    assert "没有符合筛选的干部" in text(page)
    assert f"/supervise/organisations/{cast.textile}/cadres/" in links(page)


def test_those_who_were_there_before_are_a_list_of_their_own(app, browse, cast):
    with app.app_context():
        later = MONDAY + 2 * DAY
        new = NewPosting(Post.CHAIR, Tie.PART_TIME, clock.day_of(later))
        write(lambda: transfer_cadre(cast.li_mei, cast.building, new, by=None, at=later))
    browse.enter("sun")

    before = browse.get("supervise.roster", organisation_id=cast.textile, scope="former")
    now = browse.get("supervise.roster", organisation_id=cast.textile)

    assert [row[0] for row in table(before)] == ["李梅l***"]
    assert "2026年3月2日至2026年3月3日" in table(before)[0][1]
    assert [row[0] for row in table(now)] == ["陈晓c***"]


def test_sign_in_names_are_whole_for_who_administers_them(app, browse, cast):
    def unit():
        sun, county = db.session.get(Cadre, cast.sun), db.session.get(Organisation, cast.county)
        day = clock.day_of(MONDAY)
        appoint(sun, Role.SYSTEM_ADMIN, county, from_on=day, by=None, at=MONDAY)

    with app.app_context():
        write(unit)

    page = browse.enter("sun").get("supervise.roster", organisation_id=cast.textile)
    assert [row[0] for row in table(page)] == ["李梅limei", "陈晓chenxiao"]
    page = browse.get("supervise.cadre", cadre_id=cast.li_mei)
    assert "登录名limei" in text(page)
