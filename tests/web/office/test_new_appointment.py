"""Finding the cadre who is to be appointed."""

from __future__ import annotations

from tests.web.neighbourhood import settle
from tests.web.seeing import links, text


def test_people_are_found_by_a_part_of_their_name_or_the_beginning_of_their_sign_in_name(
    app, browse, cast
):
    settle(app)
    browse.enter("shilei")

    for written in ("李", "梅", "lim", "ＬＩＭＥＩ"):
        page = browse.get("office.new_appointment", q=written)
        assert f"/office/people/{cast.li_mei}/appointment/" in links(page), written


def test_nobody_outside_is_found(app, browse):
    settle(app)

    page = browse.enter("shilei").get("office.new_appointment", q="钱英")

    assert "没有找到“钱英”" in text(page)


def test_signs_of_search_languages_are_only_signs(app, browse):
    settle(app)

    page = browse.enter("shilei").get("office.new_appointment", q="%")

    assert "没有找到“%”" in text(page)


def test_before_anything_is_written_nobody_is_listed(app, browse):
    settle(app)

    page = browse.enter("shilei").get("office.new_appointment", q=" ")

    assert not page.select("main .linklist")
