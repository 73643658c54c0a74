"""Coming in: a code from the administrator, a password on a phone, and a number at the door."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from cadreschool.people.second_factor.rules import number_at, step_of
from tests.browser.steps import PHONE, STILL, flawless
from tests.school.cast import PASSWORD

CODE = re.compile(r"(?<![\w-])[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?![\w-])")
NEW = "a quiet street by the river"


@pytest.fixture
def administrators(app, cast):
    """Let 陈晓 administer the county's people and 周建国 its security."""

    def unit():
        county = db.session.get_one(Organisation, cast.county)
        for cadre_id, role in (
            (cast.chen_xiao, Role.SYSTEM_ADMIN),
            (cast.zhou, Role.SECURITY_ADMIN),
        ):
            cadre, today = db.session.get_one(Cadre, cadre_id), clock.today()
            appoint(cadre, role, county, from_on=today, by=None, at=clock.now())

    with app.app_context():
        write(unit)


def _number(secret: str, later: int = 0) -> str:
    return number_at(secret, step_of(clock.now()) + later)


def _set_up(page: Page) -> str:
    """Give the person a second factor; returns the secret their phone keeps."""
    page.goto("/account/")
    page.get_by_role("link", name="第二重验证").click()
    expect(page.get_by_role("button", name="开始设置")).to_be_visible()
    flawless(page)
    page.get_by_label("现在的密码").fill(NEW)
    page.get_by_role("button", name="开始设置").click()
    expect(page.get_by_role("img", name=re.compile("二维码"))).to_be_visible()
    flawless(page)
    secret = page.locator(".code").inner_text().replace(" ", "")
    page.get_by_label("动态码").fill(_number(secret))
    page.get_by_role("button", name="开启", exact=True).click()
    expect(page.get_by_role("heading", name="备用码")).to_be_visible()
    flawless(page)
    return secret


def test_from_a_slip_of_paper_to_a_number_at_the_door_without_scripts(desk, administrators, cast):
    office = desk("chen_xiao", **STILL)
    office.goto(f"/office/people/{cast.li_mei}/code/")
    flawless(office)
    office.get_by_role("button", name="发激活码").click()
    expect(office.get_by_text("激活码只显示这一次")).to_be_visible()
    flawless(office)
    code = CODE.search(office.content())
    assert code
    office.goto("/office/codes/")
    flawless(office)

    phone = desk(screen=PHONE, java_script_enabled=False)
    phone.goto("/sign-in/")
    phone.get_by_role("link", name="首次登录？用激活码设置密码").click()
    phone.get_by_label("登录名").fill("limei")
    phone.get_by_label("激活码", exact=True).fill(code.group().lower())
    phone.get_by_label("新密码", exact=True).fill(NEW)
    phone.get_by_label("再填一次新密码").fill(NEW)
    phone.get_by_role("button", name="设好密码并登录").click()
    expect(phone.get_by_text("密码已设好")).to_be_visible()

    page = desk(**STILL)
    page.goto("/sign-in/")
    page.get_by_label("登录名").fill("limei")
    page.get_by_label("密码").fill(NEW)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="李梅，您好")).to_be_visible()
    secret = _set_up(page)

    phone.goto("/study/")  # signed in without the number: over
    phone.get_by_label("登录名").fill("limei")
    phone.get_by_label("密码").fill(NEW)
    phone.get_by_role("button", name="登录").click()
    phone.get_by_label("动态码").fill("000000")
    phone.get_by_role("button", name="登录").click()
    expect(phone.get_by_text("动态码不对")).to_be_visible()
    phone.get_by_label("动态码").fill(_number(secret, later=1))
    phone.get_by_role("button", name="登录").click()
    expect(phone.get_by_role("heading", name="李梅，您好")).to_be_visible()


def test_what_administrators_decide(desk, administrators):
    for name in ("chen_xiao", "zhou"):
        page = desk(name, **STILL)
        page.goto("/office/settings/")
        flawless(page)
    page.get_by_role("radio", name=re.compile("等级保护")).check(force=True)
    page.get_by_role("button", name="保存设置").click()
    expect(page.get_by_text("您的密码已经用了太久")).to_be_visible()
    flawless(page)
    page.get_by_label("现在的密码").fill(PASSWORD)
    for label in ("新密码", "再填一次新密码"):
        page.get_by_label(label, exact=True).fill("Seven paper boats, 7")
    page.get_by_role("button", name="保存新密码").click()
    expect(page.get_by_text("密码已修改")).to_be_visible()
    flawless(page)
