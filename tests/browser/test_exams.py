"""A timed exam of every kind of question: by keyboard, without script, off line, on two devices."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, select

from cadreschool.kernel.db import db
from cadreschool.learning.models import Answer, Sitting
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.models import Release
from tests.browser.steps import PHONE, SAVED, press, reach
from tests.school.papers import BANK, a_paper, fill_bank
from tests.school.papers import QUESTIONS as ESSAY_AND_CASE

HEAD = "能力：able\n难度：1\n依据：[[测试法#2]]\n\n"
QUESTIONS = f"""## 填空 exam-blanks
{HEAD}在＿＿内支付＿＿工资。

答案：三十日
答案：二倍

解析：KEY。

## 排序 exam-order
{HEAD}排好。

1. 受理
2. 开庭
3. 裁决

解析：KEY。

## 匹配 exam-match
{HEAD}选出。

- 时效 = 一年
- 受理 = 五日

解析：KEY。

{ESSAY_AND_CASE}"""
ROWS = (
    Row(2, 1, kind="single"),
    Row(1, 1, kind="multiple"),
    *(Row(1, 1, kind=kind) for kind in ("blanks", "ordering", "matching", "essay", "case")),
)
FIELDS = "input:not([type=hidden]), select, textarea"
TEXT = "会前收集诉求，会后公布结果。"
SITTING = re.compile(r"/sittings/\d+/$")
ELSEWHERE = "这份试卷正在另一台设备上作答，这里的答案还没有保存。"


@pytest.fixture(autouse=True)
def exam(app, cast):
    """Open an exam of an hour, with a question of every kind; return its address."""
    with app.app_context():
        fill_bank(QUESTIONS)
        design = Design((BANK,), uses_lessons=True, rows=ROWS)
        paper = a_paper(by=cast.sun, design=design, release=Release.SUBMITTED)
        db.session.remove()
    return f"/exams/{paper}/"


def _begin(page: Page, exam: str) -> list[Locator]:
    page.goto(exam)
    page.get_by_role("button", name="开始", exact=True).click()
    return _questions(page)


def _questions(page: Page) -> list[Locator]:
    expect(page.get_by_role("button", name="交卷", exact=True)).to_be_visible()
    return page.locator("fieldset.question").all()


def _state(page: Page) -> Locator:
    return page.locator("[data-save-state]")


def _answer(question: Locator, *, but: int = 0) -> None:
    """Give an answer that is not empty; another one than the usual with `but`."""
    for place, field in enumerate(question.locator(FIELDS).all()):
        kind = field.evaluate("one => one.type")
        if kind in {"radio", "checkbox"}:
            if place == but:
                field.check()
        elif kind == "select-one":
            field.select_option(index=place + 1)
        else:
            field.fill(TEXT if kind == "textarea" else f"{30 + but}日")


def _answers(app) -> dict[int, str]:
    """Return the newest answer to each question."""
    newest = select(Answer.position, Answer.value).order_by(Answer.seq)
    with app.app_context():
        return {row.position: row.value for row in db.session.execute(newest)}


def _submitted(app) -> int:
    handed_in = select(func.count()).where(Sitting.submitted_at.is_not(None))
    with app.app_context():
        return db.session.scalar(handed_in)


def test_a_whole_exam_by_keyboard_alone(desk, app, exam):
    page = desk("li_mei")
    page.goto("/study/")
    press(page, "link", "春季考试")
    press(page, "button", "开始")
    expect(page.get_by_role("timer")).to_have_text("还有 60 分钟")
    for question in _questions(page):
        for place, field in enumerate(question.locator(FIELDS).all()):
            kind = field.evaluate("one => one.type")
            if kind == "radio" and place:
                break
            reach(page, field)
            if kind in {"radio", "checkbox"}:
                page.keyboard.press("Space")
            elif kind == "select-one":
                for _ in range(place + 1):
                    page.keyboard.press("ArrowDown")
            else:
                page.keyboard.type(TEXT if kind == "textarea" else "三十日")
    expect(_state(page)).to_have_text(SAVED)
    assert len(_answers(app)) == 9
    assert all(_answers(app).values())

    press(page, "button", "交卷")

    expect(page.get_by_role("heading", name="正式考试结果")).to_be_visible()
    expect(page.get_by_text("有 1 题待人工评阅")).to_be_visible()
    assert _submitted(app) == 1


def test_a_whole_exam_without_script(desk, app, exam):
    page = desk("li_mei", java_script_enabled=False)
    paper = _begin(page, exam)
    expect(page.get_by_role("timer")).to_have_text(re.compile("^服务器时间 .*，还有 60 分钟$"))
    for question in paper[:4]:
        _answer(question)
    page.get_by_role("button", name="保存").click()
    expect(paper[3].get_by_text(SAVED)).to_be_visible()
    for question in paper[4:]:
        _answer(question)
    page.get_by_role("button", name="交卷", exact=True).click()

    expect(page.get_by_role("heading", name="正式考试结果")).to_be_visible()
    assert len(_answers(app)) == 9


def test_a_phone_that_loses_its_network_and_its_tab_loses_no_answer(desk, app, exam):
    page = desk("li_mei", screen=PHONE)
    paper = _begin(page, exam)
    address = page.url
    _answer(paper[0])
    expect(_state(page)).to_have_text(SAVED)

    def lose_the_receipt(route):
        route.fetch()
        route.abort()

    page.route("**/answers", lose_the_receipt)
    _answer(paper[1])
    expect(_state(page)).to_have_text("待上传 1 题，正在重试。答案已留在这台设备上。")
    page.context.set_offline(True)
    _answer(paper[0], but=1)  # changed again, after it was saved
    for question in paper[1:]:
        _answer(question, but=1)
    expect(_state(page)).to_contain_text("待上传 9 题")
    page.close()

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)
    for question in _questions(again):
        expect(question.get_by_text(SAVED)).to_be_visible()
    expect(_state(again)).to_have_text(SAVED)
    kept = _answers(app)
    assert sorted(kept) == list(range(1, 10))
    with app.app_context():
        given = db.session.scalars(select(Answer.seq).order_by(Answer.position, Answer.seq)).all()
    assert given == [1, 2, 1, 2, *[1] * 7], "every edit once"
    assert again.evaluate("localStorage.length") == 0

    tablet = desk("li_mei")
    tablet.goto(address)
    tablet.get_by_role("button", name="在这台设备上继续").click()
    for question, one in zip(_questions(tablet), _questions(again), strict=True):
        assert _filled(question) == _filled(one)


def _filled(question: Locator) -> list[object]:
    return question.locator(FIELDS).evaluate_all(
        "all => all.map(one => 'checked' in one && one.type !== 'text' && one.type !== 'textarea'"
        " && one.tagName === 'INPUT' ? one.checked : one.value)"
    )


def test_the_first_device_is_told_of_the_second_and_takes_the_paper_back(desk, app, exam):
    first, second = desk("li_mei"), desk("li_mei", screen=PHONE)
    paper = _begin(first, exam)
    _answer(paper[0])
    expect(_state(first)).to_have_text(SAVED)
    second.goto(first.url)
    expect(second.get_by_text("这份试卷正在另一台设备上作答。")).to_be_visible()
    second.get_by_role("button", name="在这台设备上继续").click()
    _answer(_questions(second)[1])
    expect(_state(second)).to_have_text(SAVED)

    _answer(paper[2])
    expect(_state(first)).to_have_text(ELSEWHERE)
    assert sorted(_answers(app)) == [1, 2]
    first.get_by_role("button", name="在这台设备上继续").click()
    expect(first.get_by_text("已转到这台设备上继续。")).to_be_visible()

    assert sorted(_answers(app)) == [1, 2, 3]
    expect(_questions(first)[1].locator(":checked")).to_have_count(1)


def test_time_is_told_politely_and_the_paper_hands_itself_in(desk, app, exam):
    page = desk("li_mei")
    page.clock.install()
    paper = _begin(page, exam)
    voice = page.locator("[data-timer-voice]")
    page.clock.fast_forward("50:00")
    expect(voice).to_have_text("还有 10 分钟，到时自动交卷。")
    page.clock.fast_forward("09:01")
    expect(voice).to_have_text("还有 1 分钟，到时自动交卷。")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^还有 0 分 \d\d 秒$"))
    _answer(paper[0])  # not saved when the time is over
    page.clock.fast_forward("01:10")

    expect(page.get_by_role("heading", name="正式考试结果")).to_be_visible()
    assert (_submitted(app), sorted(_answers(app))) == (1, [1])


def test_whoever_signs_out_leaves_no_answers_behind(desk, exam):
    page = desk("li_mei")
    paper = _begin(page, exam)
    page.route("**/answers", lambda route: route.abort())
    _answer(paper[0])
    expect(_state(page)).to_contain_text("待上传 1 题")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_text("李梅").first.click()
    page.get_by_role("button", name="退出登录").click()

    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    assert any("还有没上传的答案" in one for one in asked)
    assert page.evaluate("localStorage.length") == 0
