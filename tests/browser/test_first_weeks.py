"""From a roster with mistakes to a name in the supervisor's file: how a county begins."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.steps import LESSON, PHONE, STILL, answer, flawless, questions, stays_in_width
from tests.school.working import work
from tests.web.neighbourhood import settle

HEADINGS = "姓名,工会组织,岗位,专兼挂,手机\n"
UNION = "云岭县总工会-城关街道工会联合会-纺织工会"
GOOD = f"沈月,{UNION},女职工委员,兼职,13800138001\n"
WRONG = f"韩冰,{UNION},厂长,兼职,138001380022\n"
MENDED = f"韩冰,{UNION},工会委员,兼职,13800138002\n"
SENTENCE = "每天为工友多说一句实实在在的话"


def _upload(page: Page, file: Path, rows: str) -> None:
    file.write_text(HEADINGS + rows, encoding="gb18030")
    page.get_by_role("link", name="导入", exact=True).first.click()
    page.get_by_label("花名册文件").set_input_files(file)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", name="检查花名册")).to_be_visible()


def _slips(page: Page, file: Path) -> dict[str, str]:
    """Take the table of slips: {name: code}."""
    with page.expect_download() as download:
        page.get_by_role("button", name="下载成表格").click()
    download.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as table:
        return {row["姓名"]: row["激活码"] for row in csv.DictReader(table)}


def _activate(page: Page, code: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="用激活码设置密码").tap()
    page.get_by_label("登录名").fill("13800138001")
    page.get_by_label("激活码").fill(code.lower())
    page.get_by_label("新密码", exact=True).fill(SENTENCE)
    page.get_by_label("再填一次新密码").fill(SENTENCE)
    stays_in_width(page)
    page.get_by_role("button", name="设好密码并登录").tap()
    expect(page.get_by_role("heading", name="沈月，您好")).to_be_visible()


def _pass_a_lesson(page: Page) -> None:
    page.goto(LESSON)
    page.get_by_role("link", name="去检测").tap()
    page.get_by_role("button", name="开始检测").tap()
    for question in questions(page):
        answer(question)
    page.get_by_role("button", name="交卷", exact=True).tap()
    expect(page.get_by_text("已合格")).to_be_visible()


def test_a_roster_becomes_people_who_learn(app, cast, desk, tmp_path):
    settle(app)
    office = desk("tianye", **STILL)
    office.goto("/office/")
    _upload(office, tmp_path / "花名册.csv", GOOD + WRONG)
    assert work(app) == 1
    expect(office.get_by_role("heading", name="错误")).to_be_visible()
    for place in ("第 3 行 C 列（岗位）", "第 3 行 E 列"):
        expect(office.get_by_text(place)).to_be_visible()
    flawless(office)

    _upload(office, tmp_path / "花名册-改.csv", GOOD + MENDED)
    assert work(app) == 1
    office.get_by_role("button", name="导入", exact=True).click()
    expect(office.get_by_role("heading", name="导入花名册")).to_be_visible()
    assert work(app) == 1
    expect(office.get_by_text("表里有 2 人还没有密码")).to_be_visible()
    codes = _slips(office, tmp_path / "纸条.csv")
    assert set(codes) == {"沈月", "韩冰"}

    phone = desk(screen=PHONE)
    _activate(phone, codes["沈月"])
    _pass_a_lesson(phone)

    supervisor = desk("sun")
    supervisor.goto(f"/supervise/organisations/{cast.textile}/cadres/?course=speaking")
    row = supervisor.get_by_role("row").filter(has_text="沈月")
    expect(row).to_contain_text("学习中")
    with supervisor.expect_download() as download:
        supervisor.get_by_role("button", name="导出 CSV").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig")
    (found,) = [line for line in rows.splitlines() if "沈月" in line]
    assert "女职工委员" in found
    assert "学习中" in found
    assert "13800138001" not in rows, "who supervises sees no sign-in names"
