"""Finding people of my part of the tree."""

from __future__ import annotations

from tests.web.neighbourhood import settle
from tests.web.seeing import links, text


def test_people_are_found_with_their_union_and_account(app, browse, cast):
    settle(app)

    page = browse.enter("shixiao").get("office.people", q="李")

    assert "李梅纺织工会，工会主席（兼职），登录名limei，可以登录" in text(page)
    assert f"/office/people/{cast.li_mei}/" in links(page)


def test_nobody_outside_is_found(app, browse):
    settle(app)

    page = browse.enter("shixiao").get("office.people", q="王强")

    assert "没有找到“王强”" in text(page)
