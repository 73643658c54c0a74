"""One cadre's way: diagnosed, advised, at work, signed for, and seen in the profile."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import PHONE, SAVED, questions, sign_in
from tests.school.profiles import sign_records

DEED = "双方各说一遍，我把能谈的和不能谈的分开写在纸上，约定周三再谈。"


def _diagnose(page: Page) -> None:
    """Begin where the study desk says, answer everything wrong, and hand in."""
    row = page.locator("#suggestions li").filter(has_text="入门诊断")
    row.get_by_role("link").first.click()
    page.get_by_role("button", name="开始诊断").click()
    for question in questions(page):
        field = question.get_by_role("textbox")
        if field.count():
            field.fill("7")
        else:
            question.get_by_text(re.compile("^错")).first.click()
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    page.get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_role("heading", name="从哪里学起")).to_be_visible()


def _write_record(page: Page) -> None:
    page.goto("/practice-records/new/")
    page.get_by_label("哪一类").select_option("mediation")
    page.get_by_label("地点").fill("城关街道")
    page.get_by_label("我担任什么").fill("主持")
    page.get_by_label("我做了什么").fill(DEED)
    page.get_by_label("用到的法条").fill("测试法第1条")
    page.get_by_label("结果", exact=True).fill("双方同意补发，写了协议。")
    page.locator(".option", has_text="会说").first.click()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="调解参与")).to_be_visible()


def _sign(page: Page) -> None:
    page.goto("/supervise/practice-records/")
    page.get_by_role("link", name=re.compile("陈晓")).first.click()
    page.get_by_role("group", name="会说").get_by_text("看出来了", exact=True).click()
    page.get_by_role("button", name="签认这一条").click()
    expect(page.get_by_text("已签认").first).to_be_visible()


def test_from_a_diagnosis_to_a_signature_that_changes_the_profile(desk, app, cast):
    with app.app_context():
        sign_records(cast.chen_xiao, "skilled 2", "skilled 2", by=cast.sun)
    page = desk(screen=PHONE)
    sign_in(page, "chenxiao")
    _diagnose(page)

    page.goto("/study/")
    advice = page.locator("#suggestions li")
    expect(advice.first).to_be_visible()
    assert advice.count() <= 3
    expect(advice.filter(has_text="入门诊断")).to_have_count(0)

    page.goto("/profile/skilled/")
    expect(page.get_by_text("证据不足").first).to_be_visible()
    _write_record(page)
    _sign(desk("sun"))

    page.goto("/practice-records/")
    expect(page.get_by_text("已签认").first).to_be_visible()
    page.goto("/profile/")
    page.get_by_role("link", name="会说", exact=True).click()
    expect(page.get_by_text("证据不足")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("调解参与"))).to_be_visible()
    expect(page.get_by_text("孙主席").first).to_be_visible()
