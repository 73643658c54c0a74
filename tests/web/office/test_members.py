"""A union's own people: in post, without a password, deactivated, gone."""

from __future__ import annotations

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.moves import transfer_cadre, withdraw_cadre
from cadreschool.organisations.models import Organisation
from cadreschool.people.accounts.actions import deactivate_cadre
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from cadreschool.people.postings.actions import open_posting
from cadreschool.people.postings.rules import NewPosting
from tests.browse import check
from tests.school.cast import MONDAY
from tests.web.neighbourhood import settle
from tests.web.seeing import links, table, text


def _add(app, union_id, number):
    def unit():
        union = db.session.get(Organisation, union_id)
        for one in range(number):
            new = NewCadre(f"new{one}", f"新人{'甲乙丙'[one]}", Post.FINANCE, Tie.FULL_TIME)
            add_cadre(new, union, by=None, at=MONDAY)

    with app.app_context():
        write(unit)


def _do(app, action, *args):
    with app.app_context():
        write(lambda: action(*args, by=None, at=clock.now()))


def _posting():
    return NewPosting("finance", "part_time", clock.today())


def test_everybody_stands_in_roster_order_with_post_and_account(app, browse, cast):
    settle(app)
    _add(app, cast.textile, 1)

    page = browse.enter("shixiao").get("office.members", organisation_id=cast.textile)

    assert table(page) == [
        ["李梅", "工会主席（兼职）", "limei", "可以登录"],
        ["陈晓", "工会小组长（兼职）", "chenxiao", "可以登录"],
        ["新人甲", "工会财务（专职）", "new0", "还没设密码"],
    ]


def test_the_tabs_tell_them_apart(app, browse, cast):
    settle(app)
    _add(app, cast.textile, 1)
    _do(app, deactivate_cadre, cast.li_mei, "")
    _do(app, withdraw_cadre, cast.chen_xiao, clock.today(), "退休")
    browse.enter("tianye")

    def names(show):
        page = browse.get("office.members", organisation_id=cast.textile, show=show)
        return [row[0] for row in table(page)]

    assert names("present") == ["李梅", "新人甲"]
    assert names("waiting") == ["新人甲"]
    assert names("deactivated") == ["李梅"]
    assert names("left") == ["陈晓"]


def test_who_holds_a_further_post_is_named_with_the_union_they_are_counted_at(app, browse, cast):
    settle(app)
    _do(app, open_posting, cast.wang_qiang, cast.textile, _posting())

    page = browse.enter("tianye").get("office.members", organisation_id=cast.textile)
    town = browse.another().enter("shixiao").get("office.members", organisation_id=cast.textile)

    assert "王强工会财务（兼职），人在建材工会" in text(page)
    assert f"/office/people/{cast.wang_qiang}/" in links(page)
    assert f"/office/people/{cast.wang_qiang}/" not in links(town)


def test_where_somebody_went_is_told_only_to_those_above_both(app, browse, cast):
    settle(app)
    _do(app, transfer_cadre, cast.li_mei, cast.building, _posting())

    county = browse.enter("tianye")
    there = county.get("office.members", organisation_id=cast.textile, show="left")
    town = browse.another().enter("shixiao")
    here = town.get("office.members", organisation_id=cast.textile, show="left")

    assert "李梅工会主席" in text(there)
    assert f"/office/people/{cast.li_mei}/" in links(there)
    assert "李梅工会主席" in text(here)
    assert f"/office/people/{cast.li_mei}/" not in links(here)
    assert "建材工会" not in text(here)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_people(app, browse, cast, count_queries, number):
    settle(app)
    _add(app, cast.textile, number)
    path = browse.enter("tianye").address("office.members", organisation_id=cast.textile)
    browse.open(path)

    with count_queries() as queries:
        page = check(browse.client.get(path))

    assert len(table(page)) == 2 + number
    assert len(queries) == 6, "who asks, node, people, numbers, further posts, above"
