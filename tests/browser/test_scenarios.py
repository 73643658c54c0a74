"""Scenarios in a real browser: by keyboard, gone on with elsewhere without JavaScript, seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import PHONE, STILL, flawless, press
from tests.school.running import publish_course, walk
from tests.school.steps import viewer_of
from tests.web.teach.writing import HE_JING, appoint_teachers

LESSON = "/courses/deciding/lessons/deciding-1/"
CHOICES = "就这样做"


@pytest.fixture
def course(app):
    with app.app_context():
        return publish_course()


@pytest.mark.usefixtures("course")
def test_a_scenario_is_walked_by_keyboard_and_gone_on_with_elsewhere(desk):
    page = desk("li_mei", **STILL)
    page.goto(LESSON)
    flawless(page)
    press(page, "button", "开始")
    expect(page.get_by_role("heading", name="先听谁说")).to_be_visible()
    flawless(page)
    press(page, "button", CHOICES)
    expect(page.get_by_text("请选择一种做法")).to_be_visible()
    flawless(page)
    page.get_by_role("radio", name="talk 的做法 b").check()
    press(page, "button", CHOICES)
    expect(page.get_by_role("heading", name="查哪一条")).to_be_visible()
    flawless(page)

    phone = desk("li_mei", screen=PHONE, java_script_enabled=False)
    phone.goto("/study/")
    phone.goto(LESSON)
    phone.get_by_role("link", name="接着走").click()
    for place in ("law", "end"):
        phone.get_by_role("radio", name=f"{place} 的做法 a").check()
        phone.get_by_role("button", name=CHOICES).click()
    expect(phone.get_by_text("她回来上班了")).to_be_visible()

    page.reload()
    expect(page.get_by_text("她回来上班了")).to_be_visible()
    flawless(page)
    press(page, "link", "看每一步的其他走法")
    expect(page.get_by_text("WHY-talk-c")).to_be_visible()
    page.get_by_text("看全图").click()
    flawless(page)
    page.goto("/scenarios/")
    flawless(page)


def test_the_map_of_choices_is_for_everybody(desk, app, cast, course):
    appoint_teachers(app)
    with app.app_context():
        for cadre_id in (cast.li_mei, cast.wang_qiang, cast.chen_xiao, cast.zhou, cast.sun):
            walk(viewer_of(cadre_id), course, "baa")
    trainer = desk(HE_JING, **STILL)
    for address in ("/teach/scenarios/", "/teach/scenarios/?scenario=deciding/deciding-1"):
        trainer.goto(address)
        flawless(trainer)
    page = desk("sun", **STILL)
    page.goto(f"/supervise/organisations/{cast.county}/scenarios/?scenario=deciding/deciding-1")
    expect(page.get_by_role("img", name="各种做法的人数")).to_be_visible()
    flawless(page)
