"""A practice record on a phone: written without a network, kept, sent once, without names."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from cadreschool.kernel.db import db
from cadreschool.learning.practice_records.models import PracticeRecord
from tests.browser.steps import PHONE, SAVED, STILL, accessible, flawless, sign_in, stays_in_width

NEW = "/practice-records/new/"
KEPT = "已保存在本机，联网后送出"
DEED = "双方各说一遍，我把能谈的和不能谈的分开写在纸上，约定周三再谈。"


def _state(page: Page):
    return page.locator("[data-save-state]")


def _open(page: Page) -> None:
    page.goto(NEW)
    expect(page.locator("form[data-kept]")).to_be_visible()


def _fill(page: Page, deed: str = DEED) -> None:
    page.get_by_label("哪一类").select_option("mediation")
    page.get_by_label("地点").fill("城关街道")
    page.get_by_label("我担任什么").fill("主持")
    page.get_by_label("我做了什么").fill(deed)
    page.get_by_label("用到的法条").fill("测试法第1条")
    page.get_by_label("结果", exact=True).fill("双方同意补发，写了协议。")
    page.locator(".option", has_text="会说").first.click()


def _records(app) -> list[tuple[str, str]]:
    with app.app_context():
        return [
            (row[0], row[1])
            for row in db.session.execute(select(PracticeRecord.state, PracticeRecord.deed))
        ]


def test_a_record_that_is_written_without_a_network_is_sent_once_when_it_is_back(desk, app):
    page = desk("li_mei", screen=PHONE)
    _open(page)
    page.context.set_offline(True)
    _fill(page)
    expect(_state(page)).to_have_text(KEPT)

    page.reload()
    expect(page.get_by_label("我做了什么")).to_have_value(DEED)
    expect(page.locator(".option__input:checked")).to_have_count(1)
    stays_in_width(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(_state(page)).to_have_text(KEPT)
    assert _records(app) == []

    page.reload()
    expect(_state(page)).to_have_text(KEPT)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="调解参与")).to_be_visible()
    assert _records(app) == [("submitted", DEED)]
    assert page.evaluate("localStorage.length") == 0

    page.go_back()
    page.goto(NEW)
    expect(page.get_by_label("我做了什么")).to_have_value("")


def test_a_reply_that_is_lost_makes_no_second_record(desk, app):
    page = desk("li_mei", screen=PHONE)
    _open(page)
    lost = []

    def lose_the_receipt(route):
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/practice-records", lose_the_receipt)
    _fill(page)
    expect(_state(page)).to_have_text(KEPT)
    page.get_by_label("下次怎样做").fill("先把考勤记录要来再谈。")
    expect(_state(page)).to_have_text(SAVED)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PracticeRecord)) == 1
        assert db.session.scalar(select(PracticeRecord.next_time)) == "先把考勤记录要来再谈。"


def test_personal_data_is_refused_and_nothing_that_was_typed_is_lost(desk, app):
    page = desk("li_mei", screen=PHONE)
    _open(page)
    planted = "职工王小明，电话13912345678，身份证11010119900307803X，反映工资没有发。"
    _fill(page, planted)
    page.get_by_role("button", name="提交", exact=True).click()

    error = page.locator("#deed-error")
    for one in ("姓名", "电话号码", "身份证号"):
        expect(error).to_contain_text(one)
    expect(page.get_by_label("我做了什么")).to_have_value(planted)
    expect(page.get_by_label("地点")).to_have_value("城关街道")
    assert _records(app) == []
    assert not accessible(page)

    page.get_by_label("我做了什么").fill(DEED)
    expect(_state(page)).to_have_text(SAVED)
    expect(error).to_have_count(0)
    assert _records(app) == [("draft", DEED)]


def test_several_that_wait_are_listed_and_opened(desk, app):
    page = desk("li_mei", screen=PHONE)
    _open(page)
    page.context.set_offline(True)
    _fill(page)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(_state(page)).to_have_text(KEPT)
    page.goto(f"{NEW}#another")  # where one is already: the page begins anew by itself
    expect(page.get_by_role("heading", name="尚未送出")).to_be_visible()
    expect(page.get_by_label("我做了什么")).to_have_value("")
    _fill(page, "第二件事，接待了来访。")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(_state(page)).to_have_text(KEPT)
    assert not accessible(page)

    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="调解参与")).to_be_visible()
    page.goto("/practice-records/")
    expect(page.get_by_text("待签认")).to_have_count(2)
    assert len(_records(app)) == 2


def _leave_unsent(page: Page) -> None:
    """Write a record without a network, and let the sign-in end."""
    _open(page)
    page.context.set_offline(True)
    _fill(page)
    expect(_state(page)).to_have_text(KEPT)
    page.context.clear_cookies()
    page.context.set_offline(False)


def _until(page: Page, said: str) -> None:
    """Wait until this is true in the page, whose policy lets nothing be evaluated by itself."""
    for _ in range(100):
        if page.evaluate(said):
            return
        page.wait_for_timeout(100)
    raise AssertionError(said)


def _who_says(words: re.Pattern[str], *pages: Page) -> Page:
    """Wait until one of the pages says this of its form, and return that page."""
    for _ in range(100):
        for one in pages:
            if words.search(_state(one).inner_text()):
                return one
        pages[0].wait_for_timeout(100)
    raise AssertionError(words.pattern)


def _two_on_one_note(page: Page) -> Page:
    """Write without a network, and open the same in another window; return that window."""
    _open(page)
    page.context.set_offline(True)
    _fill(page)
    expect(_state(page)).to_have_text(KEPT)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label("我做了什么")).to_have_value(DEED)
    return other


def _notes(page: Page) -> int:
    names = page.evaluate("Object.keys(localStorage)")
    return sum(one.startswith("cadreschool-record:") for one in names)


def test_who_signs_in_after_somebody_finds_nothing_of_theirs_and_destroys_nothing(desk, app):
    page = desk()
    sign_in(page, "limei")
    _leave_unsent(page)

    sign_in(page, "chenxiao")
    expect(page.get_by_role("heading", name="陈晓，您好")).to_be_visible()
    page.wait_for_function("caches.keys().then(names => names.length === 0)")
    page.goto("/practice-records/")
    expect(page.get_by_role("heading", name="还没有实践记录")).to_be_visible()
    expect(page.get_by_role("heading", name="尚未送出")).to_have_count(0)
    _open(page)
    expect(page.get_by_label("我做了什么")).to_have_value("")
    assert DEED not in page.content()
    page.get_by_text("陈晓").first.click()
    page.get_by_role("button", name="退出登录").click()  # not asked: nothing here is theirs
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    assert (_records(app), _notes(page)) == ([], 1)

    sign_in(page, "limei")
    expect(page.get_by_role("heading", name="李梅，您好")).to_be_visible()
    page.goto("/practice-records/")
    _until(page, "localStorage.length === 0")
    page.reload()
    expect(page.get_by_text(DEED)).to_be_visible()
    assert _records(app) == [("draft", DEED)]


def test_what_nobody_came_back_for_goes_a_season_after_by_the_days_of_the_server(desk):
    page = desk()
    sign_in(page, "limei")
    _leave_unsent(page)
    sign_in(page, "chenxiao")
    expect(page.get_by_role("heading", name="陈晓，您好")).to_be_visible()
    away = "Object.keys(localStorage).find(one => one.startsWith('cadreschool-away:'))"
    _until(page, f"Boolean({away})")
    page.add_init_script("Date.now = () => 4e12")  # a device may have any date
    page.reload()
    assert _notes(page) == 1

    page.evaluate(f"localStorage.setItem({away}, '2020-01-01')")
    page.reload()
    _until(page, "localStorage.length === 0")


def test_who_signs_out_is_asked_and_may_stay_to_send(desk, app):
    page = desk("li_mei")
    _open(page)
    _fill(page)
    page.route("**/practice-records", lambda route: route.abort())
    expect(_state(page)).to_have_text(KEPT)
    page.once("dialog", lambda one: one.dismiss())
    page.get_by_text("李梅").first.click()
    page.get_by_role("button", name="退出登录").click()
    page.unroute("**/practice-records")
    expect(_state(page)).to_have_text(SAVED)
    assert _records(app) == [("draft", DEED)]


def test_who_signs_out_is_asked_and_leaves_nothing(desk):
    page = desk("li_mei")
    _open(page)
    page.context.set_offline(True)
    _fill(page)
    expect(_state(page)).to_have_text(KEPT)
    asked = []
    page.on("dialog", lambda one: (asked.append(one.message), one.accept()))
    page.route("**/practice-records", lambda route: route.abort())
    page.context.set_offline(False)
    page.get_by_text("李梅").first.click()
    page.get_by_role("button", name="退出登录").click()

    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    assert [one[:21] for one in asked] == ["这台设备上还有 1 条没送出的实践记录，退"]
    assert page.evaluate("localStorage.length") == 0
    page.wait_for_function("caches.keys().then(names => names.length === 0)")


def test_a_record_is_not_hidden_by_a_clock_that_was_wrong(desk, app):
    page = desk("li_mei", screen=PHONE)
    _open(page)
    page.context.set_offline(True)
    page.evaluate("const real = Date.now; Date.now = () => real() - 200 * 24 * 3600 * 1000")
    _fill(page)
    expect(_state(page)).to_have_text(KEPT)
    page.reload()  # the clock is right again
    expect(page.get_by_label("我做了什么")).to_have_value(DEED)
    page.context.set_offline(False)
    expect(_state(page)).to_have_text(SAVED)
    assert _records(app) == [("draft", DEED)]


def test_two_windows_without_a_network_keep_both_texts(desk, app):
    page = desk("li_mei")
    _open(page)
    _fill(page)
    expect(_state(page)).to_have_text(SAVED)
    other = page.context.new_page()
    other.goto(page.url)
    page.context.set_offline(True)
    other.get_by_label("结果", exact=True).fill("另一个窗口里写的结果。")
    expect(_state(other)).to_have_text(KEPT)
    page.get_by_label("下次怎样做").fill("这个窗口里写的下次。")
    expect(_state(page)).to_have_text(KEPT)
    assert _notes(page) == 2
    page.context.set_offline(False)

    refused = re.compile("在另一个页面上改过")
    expect(page.get_by_label("下次怎样做")).to_have_value("这个窗口里写的下次。")
    expect(other.get_by_label("结果", exact=True)).to_have_value("另一个窗口里写的结果。")
    _until(page, "localStorage.length === 1")
    loser = _who_says(refused, page, other)
    typed = "这个窗口里写的下次。" if loser is page else "另一个窗口里写的结果。"
    loser.get_by_role("button", name="保存草稿").click()
    expect(loser.get_by_text("存着的一份在这里")).to_be_visible()
    assert typed in [one.input_value() for one in loser.locator("textarea").all()]
    loser.get_by_role("button", name="保存草稿").click()
    expect(_state(loser)).to_have_text(SAVED)
    _until(page, "localStorage.length === 0")


def test_what_is_typed_after_another_window_submitted_becomes_another_record(desk, app):
    page = desk("li_mei", **STILL)
    other = _two_on_one_note(page)
    page.get_by_label("我做了什么").fill("第一个窗口里写的，双方约定周三再谈。")
    expect(_state(page)).to_have_text(KEPT)
    page.context.set_offline(False)
    other.context.set_offline(False)
    expect(_state(page)).to_have_text(SAVED)
    other.get_by_label("我做了什么").fill("第二个窗口里写的，双方已经谈成。")
    other.get_by_label("我做了什么").blur()
    expect(_state(other)).to_have_text(re.compile("已保存|在另一个页面上改过"))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="调解参与")).to_be_visible()

    other.get_by_label("结果", exact=True).fill("第二个窗口里写的结果。")
    other.get_by_role("button", name="保存草稿").click()
    expect(other.get_by_text("按“保存草稿”存成另一条")).to_be_visible()
    flawless(other)
    other.get_by_role("button", name="保存草稿").click()
    expect(_state(other)).to_have_text(SAVED)
    assert sorted(_records(app)) == [
        ("draft", "第二个窗口里写的，双方已经谈成。"),
        ("submitted", "第一个窗口里写的，双方约定周三再谈。"),
    ]


def test_a_window_that_sends_the_words_of_another_does_not_write_over_them(desk, app):
    page = desk("li_mei")
    other = _two_on_one_note(page)
    page.get_by_label("我做了什么").fill("第一个窗口里写的，另一个窗口没有见过。")
    _until(page, """Object.values(localStorage).some(one => one.includes('"isReady":true'))""")
    page.route("**/practice-records", lambda route: route.abort())
    page.context.set_offline(False)  # only the other window reaches the server
    _until(page, "localStorage.length === 0")
    other.get_by_label("我做了什么").fill("第二个窗口里写的。")

    expect(_state(other)).to_contain_text("在另一个页面上改过，没有覆盖")
    assert _records(app) == [("draft", "第一个窗口里写的，另一个窗口没有见过。")]


def test_a_full_device_is_named_and_the_record_is_sent_all_the_same(desk, app):
    page = desk("li_mei")
    _open(page)
    page.evaluate(
        """() => { for (let size = 1 << 20; size; size >>= 1) {
             try { for (let n = 0; ; n++) localStorage.setItem(size + "." + n, "x".repeat(size)) }
             catch (full) { continue; } } }"""
    )
    page.context.set_offline(True)
    _fill(page)
    expect(_state(page)).to_contain_text("本机存不下了。请不要关闭页面")
    page.context.set_offline(False)
    expect(_state(page)).to_contain_text("本机存不下了，已直接送出")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="调解参与")).to_be_visible()
    assert _records(app) == [("submitted", DEED)]


def test_two_windows_keep_both_texts(desk, app):
    page = desk("li_mei")
    _open(page)
    _fill(page)
    expect(_state(page)).to_have_text(SAVED)
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("结果", exact=True).fill("另一个窗口里写的结果。")
    expect(_state(other)).to_have_text(SAVED)

    page.get_by_label("结果", exact=True).fill("这个窗口里写的结果。")
    expect(_state(page)).to_contain_text("在另一个页面上改过")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("另一个窗口里写的结果。")).to_be_visible()
    expect(page.get_by_label("结果", exact=True)).to_have_value("这个窗口里写的结果。")
    page.get_by_role("button", name="保存草稿").click()
    expect(_state(page)).to_have_text(SAVED)
    with app.app_context():
        assert db.session.scalars(select(PracticeRecord.result)).all() == ["这个窗口里写的结果。"]


def test_a_record_is_printed_on_one_sheet(desk):
    page = desk("li_mei")
    _open(page)
    _fill(page, "做了很多事，写得很长，句句都有用。" * 17)
    page.get_by_label("结果", exact=True).fill("结果也写得很长，句句都有用处。" * 19)
    page.get_by_label("下次怎样做").fill("下次怎样做也写得很长，都有用。" * 19)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="调解参与")).to_be_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1


def test_the_pages_are_good_to_look_at(desk):
    page = desk("li_mei", **STILL)
    page.goto("/practice-records/")
    flawless(page)
    _open(page)
    flawless(page)
    _fill(page)
    expect(_state(page)).to_have_text(SAVED)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="调解参与")).to_be_visible()
    flawless(page)
    page.goto("/practice-records/")
    flawless(page)


def test_an_article_is_found_beside_the_form(desk):
    page = desk("li_mei", screen=PHONE)
    _open(page)
    page.get_by_text("找法条").first.click()
    page.get_by_label("找法条").fill("会员")
    page.get_by_role("button", name="找", exact=True).click()
    page.get_by_role("button", name="用这一条：《测试法》第二条").click()
    expect(page.get_by_label("用到的法条")).to_have_value("测试法第二条")
