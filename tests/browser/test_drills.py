"""Drills in a real browser: what is written saves itself, survives, and is compared."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import SAVED, STILL, flawless, press
from tests.school import drills
from tests.school.running import publish_course
from tests.web.teach.writing import HE_JING, appoint_teachers

LESSON = f"/courses/{drills.COURSE}/lessons/{drills.LESSON}/"
TEXT = "周日盘点算加班，我去问人事，周三以前答复您。"
DONE = "写好了，看范文"


@pytest.fixture(autouse=True)
def _course(app):
    with app.app_context():
        publish_course(drills.a_drill_course())


def _begin(page):
    page.goto(LESSON)
    page.get_by_role("button", name="开始写").click()
    return page.get_by_label("您来写"), page.locator("[data-save-state]")


def test_a_text_saves_itself_and_survives_a_lost_network_and_a_closed_tab(desk):
    page = desk("li_mei")
    field, state = _begin(page)
    field.fill("第一句。")
    expect(state).to_have_text(SAVED)
    page.context.set_offline(True)
    field.fill("第一句。第二句。")
    expect(state).to_have_text("待上传这一篇，正在重试。答案已留在这台设备上。")
    address = page.url
    page.close(run_before_unload=False)

    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(address)
    expect(again.get_by_label("您来写")).to_have_value("第一句。第二句。")
    expect(again.locator("[data-save-state]")).to_have_text(SAVED)
    elsewhere = desk("li_mei", java_script_enabled=False)
    elsewhere.goto(address)
    expect(elsewhere.get_by_label("您来写")).to_have_value("第一句。第二句。")


def test_two_windows_never_write_over_each_other(desk):
    page = desk("li_mei")
    field, state = _begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    field.fill("这一边写的。")
    expect(state).to_have_text(SAVED)

    other.get_by_label("您来写").fill("那一边写的。")
    told = other.locator("[data-save-state]")
    expect(told).to_have_text("这一篇在另一个页面上改过，没有覆盖。请按“保存”核对。")
    other.get_by_role("button", name="保存").click()
    expect(other.get_by_text("这一边写的。")).to_be_visible()
    expect(other.get_by_label("您来写")).to_have_value("那一边写的。")
    other.get_by_role("button", name="保存").click()
    expect(other.locator("[data-save-state]")).to_have_text(SAVED)


def test_a_text_is_compared_marked_submitted_and_answered(desk, app):
    appoint_teachers(app)
    page = desk("li_mei", **STILL)
    page.goto(LESSON)
    flawless(page)
    field, _ = _begin(page)
    flawless(page)
    press(page, "button", DONE)
    expect(page.get_by_text("至少写 10 字")).to_be_visible()
    flawless(page)
    field.fill(TEXT)
    press(page, "button", DONE)
    expect(page.get_by_text("EXEMPLAR")).to_be_visible()
    flawless(page)
    press(page, "button", "存下自评")
    expect(page.get_by_text("还有要点没有选")).to_be_visible()
    flawless(page)
    _mark(page)
    press(page, "button", "存下自评")
    expect(page.get_by_text("自评过。")).to_be_visible()
    press(page, "button", "交给教员看")
    expect(page.get_by_text("已交给教员")).to_be_visible()
    flawless(page)

    trainer = desk(HE_JING, **STILL)
    trainer.goto("/teach/drills/")
    flawless(trainer)
    trainer.get_by_role("link", name="回一段话").click()
    expect(trainer.get_by_text(TEXT)).to_be_visible()
    flawless(trainer)
    press(trainer, "button", "回复")
    expect(trainer.get_by_role("alert")).to_be_visible()
    flawless(trainer)
    _mark(trainer)
    trainer.get_by_label("写给学员的话").fill("日期写得清楚。")
    press(trainer, "button", "回复")
    expect(trainer.get_by_text("已回复，学员会看到")).to_be_visible()

    page.reload()
    expect(page.get_by_text("日期写得清楚。")).to_be_visible()
    flawless(page)
    page.goto("/drills/")
    flawless(page)


def _mark(page):
    for one in page.get_by_role("radio", name=re.compile("^写到了")).all():
        one.check()
