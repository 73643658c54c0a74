"""A supervisor walks down to one person; the supervisor of another town does not get there."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import start_sitting, submit_sitting
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.learning.sittings.queries import sheet_for
from cadreschool.learning.sittings.rules import Given
from tests.browser.steps import DESK, PHONE, STILL, flawless, stays_in_width
from tests.school.cast import MONDAY, Cast

REASON = "缺第 2 课（共 2 课）"


def _li_mei_passes_a_lesson(app: Flask, cast: Cast) -> None:
    li_mei = Viewer(cast.li_mei, 0, "李梅", cast.textile, "纺织工会")
    with app.app_context():
        course = load_catalogue().course("speaking")
        lesson = course.lessons[0]
        db.session.close()
        sitting = write(lambda: start_sitting(li_mei, course, lesson, seed=1, at=MONDAY))
        given = [
            Given(
                row.position,
                course.questions_by_version[row.question_version_id].question.answer,
                0,
            )
            for row in sheet_for(li_mei, sitting).drawn
        ]
        db.session.close()
        write(lambda: save_answers(li_mei, sitting, lambda _: given, at=MONDAY))
        write(lambda: submit_sitting(li_mei, sitting, course, current=course, at=MONDAY))


def _down_to_li_mei(page: Page, look: Callable[[Page], None]) -> None:
    page.goto("/")
    page.get_by_role("link", name="督学台").click()
    for union, below in (
        ("云岭县总工会", "城关街道工会联合会"),
        ("城关街道工会联合会", "纺织工会"),
        ("纺织工会", "干部名单"),
        ("纺织工会", "李梅"),
    ):
        expect(page.get_by_role("heading", level=1, name=union)).to_be_visible()
        look(page)
        if below == "李梅":
            row = page.get_by_role("row").filter(has_text=below)
            expect(row.get_by_role("cell").filter(has_text="学习中")).to_contain_text(REASON)
        page.get_by_role("main").get_by_role("link", name=below).click()
    expect(page.get_by_role("heading", level=1, name="李梅")).to_be_visible()
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.get_by_text("2026年3月2日检测 100 分")).to_be_visible()
    look(page)


def test_a_supervisor_walks_down_to_a_person(desk, app, cast):
    _li_mei_passes_a_lesson(app, cast)
    for screen, look in ((DESK, flawless), (PHONE, stays_in_width)):
        page = desk("sun", screen=screen, **STILL)
        _down_to_li_mei(page, look)

    own, foreign = desk("li_mei"), desk("zhou")
    own.goto("/courses/speaking/")
    expect(own.get_by_text(REASON)).to_be_visible()
    for address in (page.url, f"/supervise/organisations/{cast.textile}/"):
        foreign.goto(address)
        expect(foreign.get_by_role("heading", name="没有找到这个页面")).to_be_visible()
    foreign.get_by_role("link", name="督学台").click()
    expect(foreign.get_by_role("heading", level=1, name="青石镇工会联合会")).to_be_visible()
    assert "纺织" not in foreign.content()


def test_what_is_filtered_on_the_screen_stands_in_the_file(desk, app, cast):
    _li_mei_passes_a_lesson(app, cast)
    page = desk("sun", **STILL)
    page.goto(f"/supervise/organisations/{cast.county}/cadres/")
    page.get_by_label("范围").select_option("subtree")
    page.get_by_label("状态").select_option("in_progress")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    flawless(page)

    with page.expect_download() as download:
        page.get_by_role("button", name="导出 CSV").click()

    assert download.value.suggested_filename.startswith("云岭县总工会-干部学习台账-")
    rows = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert [row[1] for row in rows[3:-1]] == ["李梅"]
    assert REASON in rows[3]
    page.get_by_role("link", name="谁需要帮助").click()
    expect(page.get_by_role("heading", name="开始后三十天没有进展")).to_be_visible()
    flawless(page)
