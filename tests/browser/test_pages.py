"""Every page, as the visitor it is for: nothing for axe to find, nothing wider than the window."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db
from tests.browser.steps import LESSON, STILL, answer, flawless, questions
from tests.school.steps import start_with_every_kind, viewer_of


def _look(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(address)
        flawless(page)


def _open_menus(page: Page) -> None:
    for name in ("显示", "账户：李梅"):
        page.get_by_role("banner").locator("summary").filter(has_text=name).click()
        flawless(page)


def test_what_a_stranger_sees(desk):
    page = desk(**STILL)
    _look(page, "/about/", "/styleguide/", "/no-such-page/", "/sign-in/")
    page.get_by_label("登录名").fill("limei")
    page.get_by_label("密码").fill("not this one")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_be_visible()
    flawless(page)


def test_what_a_newcomer_sees(desk):
    page = desk("chen_xiao", **STILL)
    _look(
        page,
        "/study/",
        "/courses/",
        "/courses/?track=quality",
        "/courses/speaking/",
        LESSON,
        f"{LESSON}check/",
        "/diagnostic/",
        "/plan/",
        "/supervise/",
    )
    expect(page.get_by_role("heading", name="没有查看权限")).to_be_visible()


def test_what_a_cadre_sees(desk):
    page, _other_device = desk("li_mei", **STILL), desk("li_mei")
    page.goto(f"{LESSON}check/")
    page.get_by_role("button", name="开始检测").click()
    for question in questions(page):
        answer(question)
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("heading", name="检测结果")).to_be_visible()
    flawless(page)
    _look(page, f"{LESSON}check/", "/study/", "/courses/speaking/", "/laws/", "/laws/测试法/")
    _open_menus(page)
    _look(page, "/account/", "/account/personal-data/", "/account/jobs/", "/announcements/")
    _look(page, "/search/", "/search/?q=正文", "/search/?q=没有写过的话")
    _look(page, "/account/sessions/", "/account/password/")
    page.get_by_label("现在的密码").fill("wrong")
    page.get_by_label("新密码", exact=True).fill("short")
    page.get_by_label("再填一次新密码").fill("shorter")
    page.get_by_role("button", name="保存新密码").click()
    expect(page.get_by_text("两次填写的新密码不一样。")).to_be_visible()
    flawless(page)


def test_a_paper_in_every_state(desk, app, cast):
    with app.app_context():
        course = load_catalogue().course("speaking")
        address = f"/sittings/{start_with_every_kind(viewer_of(cast.li_mei), course)}/"
        db.session.remove()
    page = desk("li_mei", **STILL)
    other = page.context.new_page()
    page.goto(address)
    other.goto(address)
    flawless(page)
    paper = questions(page)
    number = next(at for at, one in enumerate(paper) if one.get_by_role("radio").count())
    paper[number].get_by_role("radio").nth(0).check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("已保存")
    flawless(page)

    questions(other)[number].get_by_role("radio").nth(1).check()
    other.get_by_role("textbox").fill("大约三十")
    other.get_by_role("button", name="交卷").click()
    expect(other.get_by_text("题没有看懂，其余的已经保存。")).to_be_visible()
    expect(other.get_by_text("在另一个页面上改过，没有覆盖")).to_be_visible()
    flawless(other)
    other.get_by_role("textbox").fill("")
    other.get_by_role("button", name="交卷").click()
    expect(other.get_by_role("button", name="仍要交卷")).to_be_visible()
    flawless(other)


def test_a_lesson_on_paper(desk):
    page = desk("li_mei")
    page.goto(LESSON)
    page.emulate_media(media="print")

    for furniture in ("navigation", "banner", "contentinfo", "complementary", "button"):
        expect(page.get_by_role(furniture)).to_have_count(0)
    expect(page.get_by_role("heading", name="本课法条")).to_be_visible()
    law = page.get_by_role("listitem").filter(has_text="2020修正，2020年1月1日起施行")
    expect(law).to_be_visible()
    expect(law.get_by_role("link", name="回到原处")).to_have_count(0)
    mark = page.get_by_role("link", name="《测试法》第一条").first
    expect(mark).to_have_attribute("data-note", "1")
    assert "[" in mark.evaluate("one => getComputedStyle(one, '::after').content")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
