"""A profile in a real browser: seen by everybody, on paper, and opened and closed by its cadre."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import PHONE, STILL, flawless
from tests.school.profiles import sign_records
from tests.web.teach.writing import XU_CHENG, appoint_teachers


@pytest.fixture
def practised(app, cast):
    """Let 李梅 have enough signed records to be spoken of."""
    with app.app_context():
        sign_records(cast.li_mei, *["dare 2 skilled 1"] * 5, "stature 2", by=cast.sun)


def test_every_page_around_a_profile_is_for_everybody(desk, app, cast, practised):
    appoint_teachers(app)
    page = desk("li_mei", **STILL)
    page.goto("/profile/self-rating/")
    page.get_by_role("group", name="敢说").get_by_text("3 独当一面").click()
    flawless(page)
    page.get_by_role("button", name="保存自评").click()
    page.get_by_role("button", name="公开给督学").click()
    expect(page.get_by_text("已公开给督学").first).to_be_visible()
    flawless(page)

    page.get_by_role("link", name="敢说", exact=True).click()
    expect(page.get_by_role("link", name="提出异议").first).to_be_visible()
    flawless(page)
    page.get_by_role("link", name="提出异议").first.click()
    page.get_by_label("理由").fill("问13912345678就知道")
    page.get_by_role("button", name="提交异议").click()
    expect(page.get_by_text("像是电话号码")).to_be_visible()
    flawless(page)
    page.get_by_label("理由").fill("这一次是我主谈的")
    page.get_by_role("button", name="提交异议").click()
    expect(page.get_by_text("等待复核")).to_be_visible()
    flawless(page)

    supervisor = desk("sun", **STILL)
    supervisor.goto(f"/supervise/cadres/{cast.li_mei}/")
    supervisor.get_by_role("link", name="素质画像").click()
    expect(supervisor.get_by_role("heading", name="素质画像")).to_be_visible()
    flawless(supervisor)

    reviewer = desk(XU_CHENG, **STILL)
    reviewer.goto("/teach/disputes/")
    flawless(reviewer)
    reviewer.get_by_role("link", name="实践记录").first.click()
    expect(reviewer.get_by_role("button", name="保留这条依据")).to_be_visible()
    flawless(reviewer)
    reviewer.get_by_label("说明").fill("记录里写的是一起谈的")
    reviewer.get_by_role("button", name="保留这条依据").click()
    expect(reviewer.get_by_text("复核后保留")).to_be_visible()


def test_a_newcomer_and_a_phone(desk):
    page = desk("chen_xiao", screen=PHONE, **STILL)
    page.goto("/study/")
    page.get_by_role("banner").locator("summary").filter(has_text="账户").click()
    page.get_by_role("link", name="素质画像", exact=True).first.click()
    expect(page.get_by_role("heading", name="还没有依据")).to_be_visible()
    flawless(page)
    page.goto("/profile/overview/")
    flawless(page)


def test_a_profile_on_paper(desk, practised):
    page = desk("li_mei")
    page.goto("/profile/")
    expect(page.get_by_role("button", name="打印画像")).to_be_visible()
    page.emulate_media(media="print")

    expect(page.get_by_text("本画像反映系统内证据，不代替组织考察")).to_be_visible()
    expect(page.get_by_text("截至")).to_be_visible()
    expect(page.get_by_role("img", name="素质画像雷达图")).to_be_visible()
    expect(page.get_by_role("heading", name="谁看得到")).to_have_count(0)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
