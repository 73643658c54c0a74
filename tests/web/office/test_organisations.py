"""Where my part of the tree begins, and finding a union in it."""

from __future__ import annotations

from tests.web.neighbourhood import settle
from tests.web.seeing import links, text


def test_each_administrator_begins_at_their_own_union(app, browse, cast):
    settle(app)

    county = browse.enter("tianye").get("office.organisations")
    town = browse.another().enter("shixiao").get("office.organisations")

    assert "云岭县总工会县级总工会，12人" in text(county)
    assert f"/office/organisations/{cast.chengguan}/" in links(town)
    assert "云岭县总工会" not in text(town)


def test_a_union_is_found_by_some_letters_of_its_name_with_those_above_it(app, browse):
    settle(app)

    page = browse.enter("tianye").get("office.organisations", q="建材")

    assert "建材工会基层工会，云岭县总工会-青石镇工会联合会" in text(page)


def test_a_union_outside_is_not_found(app, browse):
    settle(app)

    page = browse.enter("shixiao").get("office.organisations", q="建材")

    assert "没有找到名称里有“建材”的工会" in text(page)
