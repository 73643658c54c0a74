"""Signing practice records and looking at who signed: nothing for axe to find, at any width."""

from __future__ import annotations

from playwright.sync_api import expect

from cadreschool.kernel.db import db, write
from tests.browser.steps import STILL, flawless
from tests.school.recording import a_draft, hand_over
from tests.school.steps import viewer_of
from tests.web.office.signing import appoint_above, let_sign


def test_a_supervisor_signs_and_sends_back(desk, app, cast):
    with app.app_context():
        for key in ("a", "b"):
            hand_over(viewer_of(cast.wang_qiang), a_draft(key))
        db.session.remove()
    page = desk("zhou", **STILL)
    page.goto(f"/supervise/organisations/{cast.qingshi}/")
    page.get_by_role("link", name="实践记录").click()
    expect(page.get_by_role("link", name="去看")).to_have_count(2)
    flawless(page)
    page.get_by_role("link", name="去看").first.click()
    expect(page.get_by_role("button", name="签认这一条")).to_be_visible()
    flawless(page)
    page.get_by_role("button", name="签认这一条").click()
    expect(page.get_by_role("alert")).to_contain_text("还有能力没有看")
    flawless(page)
    for name in ("能说", "会说"):
        page.get_by_role("group", name=name).get_by_text("看出来了", exact=True).click()
    page.get_by_role("button", name="签认这一条").click()
    expect(page.get_by_text("已签认").first).to_be_visible()
    page.get_by_role("link", name="去看").first.click()
    page.get_by_label("为什么退回，怎样改").fill("结果怎样，请写上。")
    page.get_by_role("button", name="退回修改").click()
    expect(page.get_by_role("heading", name="没有等着签认的")).to_be_visible()
    flawless(page)
    page.get_by_role("link", name="已办").click()
    expect(page.get_by_text("退回：结果怎样，请写上。")).to_be_visible()
    flawless(page)


def test_a_sample_is_checked_and_the_auditor_sees_it(desk, app, cast):
    with app.app_context():
        drawn = let_sign(cast)
        write(lambda: appoint_above(cast))
        db.session.remove()
    auditor, other = desk("luming", **STILL), desk("sun", **STILL)
    auditor.goto("/office/practice-records/?year=2026")
    flawless(auditor)
    auditor.get_by_role("link", name="孙主席").click()
    expect(auditor.get_by_role("heading", name="不同的人写的")).to_be_visible()
    flawless(auditor)
    other.goto(f"/supervise/practice-records/{drawn}/")
    expect(other.get_by_role("button", name="抽查通过")).to_have_count(0)
    flawless(other)
    checker = desk("zhou", **STILL)
    checker.goto(f"/supervise/practice-records/{drawn}/")
    flawless(checker)
    checker.get_by_role("button", name="没有通过，退回").click()
    expect(checker.get_by_role("alert")).to_contain_text("写的人要知道为什么")
    flawless(checker)
