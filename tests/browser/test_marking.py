"""A trainer marks by the keyboard alone and corrects a wrong key; every page is looked at."""

from __future__ import annotations

from playwright.sync_api import expect

from cadreschool.kernel.db import db
from tests.browser.steps import STILL, flawless, press, reach
from tests.school.working import work
from tests.web.teach.correcting import asked_of_all, propose
from tests.web.teach.judging import leave_answers
from tests.web.teach.writing import appoint_teachers


def test_a_group_is_marked_by_the_keyboard_alone(app, cast, desk):
    appoint_teachers(app)
    leave_answers(app, cast, (cast.li_mei, "会前听"), (cast.chen_xiao, "会前听。"))
    page = desk("hejing", **STILL)
    page.goto("/teach/marking/")
    flawless(page)
    press(page, "button", "评等得最久的一组")
    expect(page.get_by_role("heading", name="评阅一组回答")).to_be_visible()
    flawless(page)
    for number, choice in ((1, "2 分"), (2, "1 分")):
        reach(page, page.locator(f"#point-{number}"))
        page.keyboard.type(choice)
    reach(page, page.locator("#comment"))
    page.keyboard.type("还要公布结果")
    press(page, "button", "评完")
    expect(page.get_by_text("评好了，成绩已经更新。")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_text("还要公布结果")).to_be_visible()
    flawless(page)
    page.get_by_role("link", name="改正这一组的评阅").click()
    expect(page.get_by_role("heading", name="改正一组回答的评阅")).to_be_visible()
    flawless(page)
    with app.app_context():
        scores = db.session.scalars(db.text("SELECT score FROM sitting")).all()
    assert scores == [66, 66]


def test_a_correction_is_previewed_carried_out_and_read(app, browse, desk):
    appoint_teachers(app)
    trainer = browse.another().enter("hejing")
    question = asked_of_all(app, browse)
    trainer.post("teach.create_figures", course="speaking")
    work(app)
    address = propose(app, trainer, question)
    page = desk("hejing", **STILL)
    for path in ("/teach/quality/", f"/teach/quality/{question}/", "/teach/regrades/", address):
        page.goto(path)
        flawless(page)
    page.goto(f"/teach/quality/{question}/regrade/")
    flawless(page)
    page.goto(address)
    page.get_by_role("button", name="执行改判").click()
    expect(page.get_by_text("正在改判").first).to_be_visible()
    flawless(page)
    work(app)
    page.reload()
    expect(page.get_by_text("已改判")).to_be_visible()
    flawless(page)

    learner = desk("li_mei", **STILL)
    learner.goto("/sittings/1/result/")
    expect(learner.get_by_text("评分经过")).to_be_visible()
    flawless(learner)
