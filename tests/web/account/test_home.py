"""The first page of one's account."""

from __future__ import annotations

from cadreschool.people.events.queries import _TOLD
from tests.school.cast import PASSWORD
from tests.web.seeing import links, text

NEW = "seven paper boats drift"


def test_the_account_leads_to_its_parts(browse):
    page = browse.enter("li_mei").get("account.home")

    assert {"/account/password/", "/account/second-factor/", "/account/sessions/"} <= links(page)
    assert "登录名limei" in text(page)
    assert "还没有变化" in text(page)


def test_what_happened_to_the_account_stands_there_for_its_owner_only(browse):
    browse.enter("li_mei").post("account.update_password", current=PASSWORD, new=NEW, repeat=NEW)

    assert "您修改了密码" in text(browse.get("account.home"))
    assert "修改了密码" not in text(browse.another().enter("chen_xiao").get("account.home"))


def test_the_menu_leads_to_the_account(browse):
    page = browse.enter("li_mei").get("study.home")

    assert page.select_one(".menu__links a[href='/account/']")


def test_every_event_has_words():
    assert all(text and not text.isascii() for text in _TOLD.values())
