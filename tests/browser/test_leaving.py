"""Who has left has left: no way back to a private page, on this device or another."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.steps import LESSON


def test_who_has_left_is_out_on_the_way_back_and_on_the_lost_device(desk):
    page = desk("li_mei")
    page.goto("/account/sessions/")
    page.goto(LESSON)
    page.get_by_text("李梅").first.click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()

    for address in (LESSON, "/account/sessions/"):
        page.evaluate("history.back()")  # a page out of the memory loads nothing to wait for
        expect(page).to_have_url(f"/sign-in/?next={address}")
        expect(page.get_by_role("heading", name="登录")).to_be_visible()
        assert "李梅" not in page.content()

    here, lost = desk("li_mei"), desk("li_mei")
    lost.goto("/study/")
    here.goto("/account/sessions/")

    here.get_by_role("button", name="让它退出").click()
    expect(here.get_by_text("已让那台设备退出。")).to_be_visible()
    expect(here.get_by_role("button", name="让它退出")).to_have_count(0)
    lost.get_by_role("link", name="课程", exact=True).click()

    expect(lost.get_by_role("heading", name="登录")).to_be_visible()
