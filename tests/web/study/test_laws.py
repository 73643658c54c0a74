"""The laws that courses rest on."""

from __future__ import annotations

from tests.web.seeing import links, table


def test_every_registered_law_is_listed_with_its_version_and_how_often_it_is_cited(browse):
    page = browse.enter("li_mei").get("study.laws")

    assert table(page) == [
        ["中华人民共和国测试法法律", "2020修正", "2020年1月1日", "已核对", "3课"]
    ]
    assert browse.address("study.law", short="测试法") in links(page)


def test_a_stranger_is_led_to_the_door(browse):
    assert browse.client.get("/laws/").location == "/sign-in/?next=/laws/"
