"""A cadre studies a lesson and passes its check: on a phone, by keyboard, without script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import (
    LESSON,
    PHONE,
    SAVED,
    answer,
    press,
    questions,
    reach,
    right_answer,
    sign_in,
)
from tests.school.cast import PASSWORD

BEGIN_COURSE = re.compile("^开始学习.*为职工说话$")
BEGIN_LESSON = re.compile("^开始学习.*课 speaking-1$")


def _passed_with_explanations(page: Page) -> None:
    expect(page.get_by_role("heading", name="检测结果")).to_be_visible()
    expect(page.get_by_text("已合格")).to_be_visible()
    expect(page.get_by_text("KEY-")).to_have_count(5)


def _course_tells_why(page: Page) -> None:
    expect(page.get_by_text("1/2 课")).to_be_visible()
    expect(page.get_by_text("缺第 2 课（共 2 课）")).to_be_visible()


def test_a_cadre_studies_on_a_phone(desk):
    page = desk(screen=PHONE)
    sign_in(page, "limei")
    page.get_by_role("link", name="课程", exact=True).tap()
    page.get_by_role("link", name=BEGIN_COURSE).tap()
    page.get_by_role("link", name=BEGIN_LESSON).tap()

    citation = page.get_by_role("link", name="《测试法》第一条").first
    citation.tap()
    card = page.get_by_role("listitem").filter(has_text="《测试法》第一条")
    expect(card).to_be_in_viewport(ratio=1)
    expect(card).to_contain_text("第一条说明这部法为什么要有。")
    expect(card).to_contain_text("2020修正，2020年1月1日起施行")
    card.get_by_role("link", name="回到原处").tap()
    expect(card).not_to_be_in_viewport()
    expect(citation).to_be_in_viewport()

    page.get_by_role("link", name="去检测").tap()
    page.get_by_role("button", name="开始检测").tap()
    paper = questions(page)
    assert len(paper) == 5
    assert "KEY-" not in page.content(), "no explanation before the paper is handed in"
    for question in paper:
        answer(question)
        expect(question.get_by_text(SAVED)).to_be_visible()
    page.get_by_role("button", name="交卷").tap()

    _passed_with_explanations(page)
    page.get_by_role("navigation").get_by_role("link", name="为职工说话").tap()
    _course_tells_why(page)


def test_a_cadre_studies_with_the_keyboard_alone(desk):
    page = desk()
    page.goto("/")
    reach(page, page.get_by_label("登录名"))
    page.keyboard.type("limei")
    reach(page, page.get_by_label("密码"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    press(page, "link", "跳到正文")
    expect(page.get_by_role("main")).to_be_focused()
    press(page, "link", BEGIN_COURSE)
    press(page, "link", BEGIN_LESSON)

    reach(page, page.get_by_role("link", name=re.compile("《测试法》第一条")).first)
    card = page.get_by_role("tooltip").first
    expect(card).to_have_text("第一条说明这部法为什么要有。 · 2020修正 · 2020年1月1日起施行")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()

    press(page, "link", "去检测")
    press(page, "button", "开始检测")
    for question in questions(page):
        for field, text in right_answer(question):
            if field.get_attribute("type") == "radio":
                reach(page, question.get_by_role("radio").first)
                page.keyboard.press("Space")
                while not field.is_checked():
                    page.keyboard.press("ArrowDown")
            else:
                reach(page, field)
                page.keyboard.type(text or " ")
    press(page, "button", "交卷")

    _passed_with_explanations(page)
    press(page, "link", "为职工说话")
    _course_tells_why(page)


def test_a_cadre_studies_without_script(desk):
    page = desk(java_script_enabled=False)
    sign_in(page, "limei")
    page.get_by_role("link", name=BEGIN_COURSE).click()
    page.get_by_role("link", name=BEGIN_LESSON).click()
    page.get_by_role("link", name=re.compile("《测试法》第一条")).first.click()
    expect(page.get_by_text("2020修正，2020年1月1日起施行")).to_be_in_viewport()
    page.get_by_role("link", name="去检测").click()
    page.get_by_role("button", name="开始检测").click()

    paper = questions(page)
    answer(paper[0])
    page.get_by_role("button", name="保存").click()
    expect(paper[0].get_by_text(SAVED)).to_be_visible()
    for question in paper[1:4]:
        answer(question)
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("alert")).to_contain_text("还有 1 题没有作答，尚未交卷。")
    page.get_by_role("link", name="第 5 题", exact=True).click()
    expect(paper[4]).to_be_in_viewport()
    answer(paper[4])
    page.get_by_role("button", name="交卷", exact=True).click()

    _passed_with_explanations(page)
    page.get_by_role("link", name="为职工说话").click()
    _course_tells_why(page)


def test_another_device_goes_on_at_the_last_paragraph(desk):
    low = PHONE | {"viewport": {"width": 390, "height": 500}}
    phone, tablet, other = (desk("li_mei", screen=low) for _ in range(3))
    last, first = "常错的正文", "情境的正文"
    phone.clock.install()
    phone.goto(LESSON)
    with phone.expect_response("**/positions"):
        phone.get_by_text(last).evaluate("one => one.scrollIntoView({block: 'start'})")
        phone.evaluate("window.scrollBy(0, -100)")
        phone.clock.fast_forward(6000)

    tablet.goto(LESSON)
    expect(tablet.get_by_text(last)).to_be_in_viewport()
    expect(tablet.get_by_text(first)).not_to_be_in_viewport()
    expect(tablet.get_by_text("已回到上次读到的地方")).to_be_visible()

    other.goto(f"{LESSON}#情境")
    expect(other.get_by_text(first)).to_be_in_viewport()
    expect(other.get_by_text(last)).not_to_be_in_viewport()
