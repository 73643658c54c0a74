"""The pages of unions, people, appointments and imports: nothing for axe to find, at any width."""

from __future__ import annotations

import re

from flask import Flask
from playwright.sync_api import Page, expect

from cadreschool.kernel.viewer import Role
from tests.browser.steps import PHONE, STILL, flawless, stays_in_width
from tests.school.cast import Cast
from tests.school.working import work
from tests.web.neighbourhood import settle
from tests.web.office.test_appointments import give

WRONG = (
    "姓名,工会组织,岗位,专兼挂,手机\n"
    "沈月,纺织工会,厂长,兼职,138\n"
    "钱星,纺织工会,工会委员,兼职,13800138002\n"
)


def _look(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(address)
        flawless(page)


def test_what_a_system_administrator_sees(app: Flask, cast: Cast, desk) -> None:
    settle(app)
    page, phone = desk("tianye", **STILL), desk("tianye", screen=PHONE, java_script_enabled=False)
    union, person = f"/office/organisations/{cast.textile}", f"/office/people/{cast.li_mei}"
    changes = [f"{union}/changes/{kind}/" for kind in ("name", "guide", "closure")]
    _look(
        page,
        "/office/",
        "/office/organisations/?q=工会",
        f"/office/organisations/{cast.county}/",
        f"{union}/new/",
        *changes,
        f"{union}/changes/parent/?q=工会",
        f"{union}/changes/merger/?target={cast.building}",
        "/office/people/?q=李",
        "/office/people/?show=waiting",
        f"{union}/people/",
        f"{union}/people/new/",
        f"{person}/",
        f"{person}/changes/transfer/?q=建材",
        f"{person}/changes/leave/",
    )
    for address in (f"/office/organisations/{cast.county}/", f"{union}/people/", f"{person}/"):
        phone.goto(address)
        stays_in_width(phone)
    page.goto(f"{union}/people/new/")
    page.get_by_label("姓名").fill("沈 月")
    page.get_by_label("登录名").fill("limei")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("alert")).to_contain_text("已经有人使用")
    flawless(page)


def test_what_a_security_administrator_sees(app: Flask, cast: Cast, desk) -> None:
    settle(app)
    given = give(app, cast.li_mei, Role.TRAINER, cast.textile)
    page = desk("shilei", **STILL)
    person = f"/office/people/{cast.li_mei}/appointment/"
    _look(
        page,
        "/office/",
        "/office/appointments/",
        "/office/appointments/new/?q=李",
        f"{person}?q=建材",
        f"/office/appointments/{given}/",
    )
    page.goto(person)
    page.get_by_label("角色").select_option("教员")
    page.get_by_role("button", name="任命", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("已经是“纺织工会”的教员")
    flawless(page)


def test_an_import_that_has_mistakes(app: Flask, cast: Cast, desk) -> None:
    settle(app)
    page = desk("tianye", **STILL)
    page.goto("/office/rosters/")
    flawless(page)
    roster = {"name": "名单.csv", "mimeType": "text/csv", "buffer": WRONG.encode()}
    page.get_by_label("花名册文件").set_input_files(roster)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("等待处理")).to_be_visible()
    flawless(page)

    work(app)

    expect(page.get_by_role("heading", name="错误")).to_be_visible()  # the page renews itself
    flawless(page)
    page.get_by_role("button", name=re.compile("跳过有错误的行")).click()
    work(app)
    expect(page.get_by_role("button", name="生成并下载纸条")).to_be_visible()
    flawless(page)
