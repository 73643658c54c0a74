"""Practice in a real browser: by keyboard, left in the middle, gone on with without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.steps import STILL, flawless, press
from tests.web.teach.writing import HE_JING, appoint_teachers


def _wrong(page):
    """Answer the one question that stands there wrongly, by keyboard where it can be chosen."""
    question = page.get_by_role("group", name=re.compile(r"^第 \d 题"))
    name = re.compile("^错")
    wrong = question.get_by_role("radio", name=name).or_(
        question.get_by_role("checkbox", name=name)
    )
    if wrong.count():
        wrong.first.focus()
        page.keyboard.press("Space")
    else:
        question.locator("input[type=text]").fill("24")


def test_practice_is_left_and_gone_on_with_elsewhere(desk):
    page = desk("li_mei", **STILL)
    page.goto("/practice/")
    flawless(page)
    page.goto("/practice/new/")
    flawless(page)
    page.get_by_label("题数").select_option("5")
    press(page, "button", "开始练习")
    expect(page.get_by_role("heading", name="第 1 题")).to_be_visible()
    flawless(page)
    _wrong(page)
    expect(page.locator("[data-save-state]")).to_contain_text("已保存")
    press(page, "button", "交这一题")
    expect(page.get_by_text("未答对")).to_be_visible()
    flawless(page)
    press(page, "link", "下一题")
    expect(page.get_by_role("heading", name="第 2 题")).to_be_visible()
    _wrong(page)
    expect(page.locator("[data-save-state]")).to_contain_text("已保存")

    elsewhere = desk("li_mei", java_script_enabled=False, **STILL)
    elsewhere.goto("/study/")
    elsewhere.get_by_role("link", name="专项练习还有 4 题").click()
    expect(elsewhere.get_by_role("heading", name="第 2 题")).to_be_visible()
    elsewhere.get_by_role("button", name="交这一题").click()
    expect(elsewhere.get_by_text("未答对")).to_be_visible()
    elsewhere.get_by_role("button", name="结束这次练习").click()
    expect(elsewhere.get_by_text("做错的 2 题记在错题本里")).to_be_visible()

    page.goto("/mistakes/")
    page.get_by_text("看答案和解析").first.click()
    flawless(page)
    for address in ("/mistakes/map/", "/mistakes/sheet/", "/question-reports/", "/messages/"):
        page.goto(address)
        flawless(page)


def test_a_question_is_reported_where_it_stands_and_the_outcome_is_told(desk, app):
    appoint_teachers(app)
    page = desk("li_mei", **STILL)
    page.goto("/practice/new/")
    press(page, "button", "开始练习")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="报错").click()
    form = opened.value
    flawless(form)
    form.get_by_role("button", name="提交").click()
    expect(form.get_by_text("请选一类。")).to_be_visible()
    flawless(form)
    form.get_by_label("答案有误").check()
    form.get_by_role("button", name="提交").click()
    expect(form.get_by_text("已报给教员")).to_be_visible()

    trainer = desk(HE_JING, **STILL)
    trainer.goto("/teach/question-reports/")
    flawless(trainer)
    trainer.get_by_role("link", name="speaking-1-q00").click()
    expect(trainer.get_by_role("button", name="不采纳")).to_be_visible()
    flawless(trainer)
    trainer.get_by_role("button", name="不采纳").click()
    expect(trainer.get_by_text("请写明理由")).to_be_visible()
    flawless(trainer)
    trainer.get_by_label("答复（不采纳时必须写理由）").fill("已经改了")
    trainer.get_by_role("button", name="采纳", exact=True).click()
    expect(trainer.get_by_text("已答复 1 人。")).to_be_visible()

    page.goto("/study/")
    expect(page.get_by_role("heading", name="您报的错已采纳")).to_be_visible()
    flawless(page)
    page.goto("/question-reports/")
    expect(page.get_by_text("已经改了")).to_be_visible()
    flawless(page)
