"""What was acknowledged is kept, whatever happens to the network, the tab or a second window."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import select

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer
from tests.browser.steps import LESSON, PHONE, SAVED, answer, questions
from tests.school.steps import start_with_every_kind, viewer_of

CONFLICT = "题在另一个页面上改过，没有覆盖。请按“保存”核对。"
WAITING = "待上传 1 题，正在重试。答案已留在这台设备上。"


def _begin(page: Page) -> list[Locator]:
    page.goto(f"{LESSON}check/")
    page.get_by_role("button", name="开始检测").click()
    return questions(page)


def _state(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=re.compile("保存|存一题|上传"))


def _stored(app: Flask) -> Counter[int]:
    """Count the stored answers of each question."""
    with app.app_context():
        return Counter(db.session.scalars(select(Answer.position)))


def _newest(app: Flask, position: int) -> str:
    with app.app_context():
        return db.session.scalars(
            select(Answer.value).where(Answer.position == position).order_by(Answer.seq.desc())
        ).first()


def _choose(question: Locator, which: int) -> None:
    question.get_by_role("radio").nth(which).check()


@pytest.fixture
def judging(desk, app, cast):
    """Return the number of a question with radio buttons on an open paper, and the paper's page."""
    with app.app_context():
        course = load_catalogue().course("speaking")
        address = f"/sittings/{start_with_every_kind(viewer_of(cast.li_mei), course)}/"
        db.session.remove()
    page = desk("li_mei")
    page.goto(address)
    paper = questions(page)
    number = next(at for at, one in enumerate(paper) if one.get_by_role("radio").count())
    return page, number


def test_answers_survive_lost_networks_and_closed_tabs(desk, app):
    page = desk("li_mei")
    paper = _begin(page)
    page.context.set_offline(True)
    answer(paper[0])
    expect(_state(page)).to_have_text(WAITING)
    answer(paper[1])
    page.context.set_offline(False)
    expect(_state(page)).to_have_text(SAVED)
    expect(paper[1].get_by_text(SAVED)).to_be_visible()
    assert _stored(app) == {1: 1, 2: 1}

    def lose_the_receipt(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/answers", lose_the_receipt, times=1)
    answer(paper[2])
    expect(_state(page)).to_contain_text("正在重试")
    expect(paper[2].get_by_text(SAVED)).to_be_visible()
    assert _stored(app) == {1: 1, 2: 1, 3: 1}

    words, address = [question.inner_text() for question in paper[:3]], page.url
    page.close()
    tablet = desk("li_mei", screen=PHONE)
    tablet.goto(address)
    for question, was in zip(questions(tablet), words, strict=False):
        assert question.inner_text() == was, "with the time at which it was saved"
        expect(question.locator(":checked, [value='25']")).not_to_have_count(0)


def test_two_windows_never_overwrite_each_other(judging, app):
    page, number = judging
    other = page.context.new_page()
    other.goto(page.url)
    _choose(questions(page)[number], 0)
    expect(questions(page)[number].get_by_text(SAVED)).to_be_visible()
    kept = _newest(app, number + 1)

    _choose(questions(other)[number], 1)
    expect(_state(other)).to_contain_text(CONFLICT)
    assert _newest(app, number + 1) == kept
    other.get_by_role("button", name="保存").click()
    expect(other.get_by_role("alert")).to_contain_text("有 1 题在另一个页面上改过，没有覆盖。")
    other.get_by_role("link", name=f"第 {number + 1} 题", exact=True).click()
    question = questions(other)[number]
    expect(question).to_be_in_viewport()
    expect(question).to_contain_text("您刚才的答案")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    assert _newest(app, number + 1) == kept

    other.get_by_role("button", name="保存").click()
    expect(question.get_by_text(SAVED)).to_be_visible()
    assert _newest(app, number + 1) != kept
