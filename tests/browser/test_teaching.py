"""Two trainers and a reviewer change a lesson: nothing of anybody's is lost on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import DESK, PHONE, SAVED, flawless
from tests.web.teach.writing import HE_JING, LIN_YUE, XU_CHENG, appoint_teachers

COURSE = "/teach/courses/speaking/"
LESSON = f"{COURSE}lessons/01-lesson/"


@pytest.fixture
def teachers(app):
    """Return the ids of the trainers and reviewers by sign-in name."""
    return appoint_teachers(app)


def _begin(page):
    page.goto(COURSE)
    page.get_by_role("button", name="开始修改").click()
    expect(page.get_by_text("草稿已经准备好")).to_be_visible()


def _write(page, old, new):
    area = page.get_by_label("课文（Markdown）")
    before = area.input_value()
    assert old in before
    area.fill(before.replace(old, new, 1))


def _holds(page, words):
    area = page.get_by_label("课文（Markdown）")
    expect(area).to_have_value(re.compile(re.escape(words)))


def _state(page):
    return page.locator("[data-save-state]")


def test_a_text_saves_itself_and_shows_what_it_becomes(desk, teachers):
    page = desk(HE_JING)
    _begin(page)
    page.goto(LESSON)

    _write(page, "情境的正文，见[[测试法#1]]", "**何静的**情境，见[[假法#1]]")

    sheet = page.locator("[data-beside]")
    expect(sheet.locator("strong", has_text="何静的")).to_be_visible()
    expect(sheet.get_by_text("没有登记“假法”这部法")).to_be_visible()
    expect(_state(page)).to_have_text(SAVED)
    sheet.get_by_role("link", name="第 10 行").click()
    selected = page.evaluate(
        "() => { const a = document.activeElement;"
        " return a.value.slice(a.selectionStart, a.selectionEnd); }"
    )
    assert selected.startswith("**何静的**情境")
    page.get_by_role("button", name="引用法条").click()
    _holds(page, "[[测试法#1]]")


def test_two_trainers_on_one_lesson_lose_nothing_and_a_reviewer_publishes(desk, teachers):
    he_jing, lin_yue = desk(HE_JING), desk(LIN_YUE)
    _begin(he_jing)
    he_jing.goto(LESSON)
    lin_yue.goto(LESSON)

    _write(lin_yue, "要点的正文", "林越的要点")
    expect(_state(lin_yue)).to_have_text(SAVED)
    _write(he_jing, "情境的正文", "何静的情境")
    expect(_state(he_jing)).to_contain_text("林越")
    expect(_state(he_jing)).to_contain_text("没有覆盖")

    he_jing.get_by_role("button", name="保存", exact=True).click()
    expect(he_jing.get_by_role("alert")).to_contain_text("您的文字还在下面")
    expect(he_jing.locator("del", has_text="林越的要点")).to_be_visible()
    _holds(he_jing, "何静的情境")
    _write(he_jing, "要点的正文", "林越的要点")  # she takes over what he wrote, and saves
    he_jing.get_by_role("button", name="用我的保存").click()
    expect(he_jing.get_by_text(re.compile("^已保存")).first).to_be_visible()
    text = he_jing.get_by_label("课文（Markdown）").input_value()
    assert "何静的情境" in text
    assert "林越的要点" in text

    lin_yue.goto(f"{COURSE}changes/")
    lin_yue.get_by_label("改了什么、为什么").fill("两处说法更准")
    lin_yue.get_by_role("button", name="送审").click()
    reviewer = desk(XU_CHENG)
    reviewer.goto("/teach/")
    reviewer.get_by_role("link", name="《为职工说话》等待审核").click()
    reviewer.get_by_label("发布说明").fill("两处说法更准")
    reviewer.get_by_role("button", name="发布").click()
    expect(reviewer.get_by_text("已发布第 2 版")).to_be_visible()

    learner = desk("li_mei", screen=PHONE)
    learner.goto("/courses/speaking/lessons/speaking-1/")
    expect(learner.get_by_text("何静的情境")).to_be_visible()
    expect(learner.get_by_text("林越的要点")).to_be_visible()


def test_a_text_survives_a_dead_network_and_a_closed_window(desk, teachers):
    page = desk(HE_JING)
    _begin(page)
    page.goto(LESSON)
    page.context.route("**/draft/files", lambda route: route.abort())
    _write(page, "情境的正文", "断网时写的情境")
    expect(_state(page)).to_contain_text("正在重试")

    page.close(run_before_unload=False)
    page.context.unroute("**/draft/files")
    again = page.context.new_page()
    again.goto(LESSON)

    expect(_state(again)).to_have_text(SAVED)
    again.reload()
    _holds(again, "断网时写的情境")


def _write_without_network(page, old, new):
    page.context.route("**/draft/files", lambda route: route.abort())
    _write(page, old, new)
    expect(_state(page)).to_contain_text("正在重试")
    page.close(run_before_unload=False)
    page.context.unroute("**/draft/files")


def test_on_a_shared_computer_each_finds_their_own_words_again(desk, teachers):
    he_jing, lin_yue = desk(HE_JING), desk(LIN_YUE)
    _begin(he_jing)
    he_jing.goto(LESSON)
    context, own = he_jing.context, he_jing.context.cookies()
    _write_without_network(he_jing, "情境的正文", "何静没有存上的")

    context.add_cookies(lin_yue.context.cookies())
    page = context.new_page()
    page.goto(LESSON)
    assert "何静没有存上的" not in page.get_by_label("课文（Markdown）").input_value()

    context.add_cookies(own)
    page.goto(LESSON)
    expect(_state(page)).to_have_text(SAVED)
    _holds(page, "何静没有存上的")


def test_words_not_saved_outlive_the_draft_and_overwrite_nothing(desk, teachers):
    page, lin_yue = desk(HE_JING), desk(LIN_YUE)
    _begin(page)
    page.goto(LESSON)
    context = page.context
    _write_without_network(page, "情境的正文", "何静没有存上的")
    lin_yue.goto(COURSE)
    lin_yue.get_by_text("放弃这份草稿").click()
    lin_yue.get_by_label("这些改动都不要了").check()
    lin_yue.get_by_role("button", name="放弃草稿").click()
    _begin(lin_yue)

    again = context.new_page()
    again.goto(LESSON)

    _holds(again, "何静没有存上的")
    expect(_state(again)).to_contain_text("没有覆盖")
    again.close(run_before_unload=False)


def test_a_text_too_long_is_said_so_and_the_next_change_tries_again(desk, teachers):
    page = desk(HE_JING)
    _begin(page)
    page.goto(LESSON)
    area = page.get_by_label("课文（Markdown）")
    text = area.input_value()

    area.fill(text + "字" * 100_000)
    expect(_state(page)).to_contain_text("超过 256 KB")
    area.fill(text.replace("情境的正文", "短的情境", 1))

    expect(_state(page)).to_have_text(SAVED)


def test_without_scripts_one_writes_previews_and_publishes(desk, teachers):
    page = desk(HE_JING, screen={**DESK, "java_script_enabled": False})
    _begin(page)
    page.goto(LESSON)
    _write(page, "情境的正文", "**何静的**情境")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("[data-beside] strong", has_text="何静的")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text(re.compile("^已保存")).first).to_be_visible()
    page.goto(f"{COURSE}changes/")
    page.get_by_label("改了什么、为什么").fill("更准")
    page.get_by_role("button", name="送审").click()
    page.get_by_label("发布说明").fill("更准")
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布第 2 版")).to_be_visible()


def test_every_page_of_the_desk_is_for_everybody(desk, teachers):
    page = desk(HE_JING, reduced_motion="reduce")
    _begin(page)
    flawless(page)
    for address in ("/teach/", "/teach/new-course/", f"{COURSE}sheet/", f"{COURSE}kept/"):
        page.goto(address)
        flawless(page)
    page.goto(LESSON)
    _write(page, "情境的正文，见[[测试法#1]]", "何静的情境，见[[假法#1]]")
    expect(_state(page)).to_have_text(SAVED)
    expect(page.get_by_text("没有登记“假法”这部法")).to_be_visible()
    flawless(page)
    for address in (
        "changes/",
        "merge/",
        "lessons/01-lesson/questions/",
        "lessons/01-lesson/pictures/",
    ):
        page.goto(f"{COURSE}{address}")
        flawless(page)
