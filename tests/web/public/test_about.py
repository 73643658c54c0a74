"""What the school promises, for everybody to read."""

from __future__ import annotations

import pytest

from tests.web.seeing import text


@pytest.mark.parametrize("name", [None, "li_mei", "sun"])
def test_everybody_may_read_the_promises(browse, name):
    page = (browse.enter(name) if name else browse).get("public.about")

    for promise in ("不计在线时长", "不排名", "不打卡", "每个状态都说明理由", "个人信息怎样使用"):
        assert promise in text(page)
    assert page.select_one("#privacy") is not None


def test_strangers_find_no_menu_of_an_account(browse):
    page = browse.get("public.about")

    assert page.select("form[action='/sign-ins/current/withdrawal']") == []
    assert page.select("nav.desks") == []


@pytest.mark.parametrize(("name", "is_shown"), [("li_mei", False), ("sun", True)])
def test_the_supervisors_desk_is_shown_to_supervisors(browse, name, is_shown):
    page = browse.enter(name).get("public.about")

    assert bool(page.select("nav a[href='/supervise/']")) is is_shown
