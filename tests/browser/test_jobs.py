"""The list of jobs renews itself while something is under way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from cadreschool.jobs.actions import advance, claim, retry
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from tests.browser.steps import PHONE, STILL, flawless
from tests.school.working import work
from tests.web.neighbourhood import settle

Desk = Callable[..., Page]


@pytest.mark.usefixtures("client_programs")
def test_a_backup_appears_by_itself_when_it_is_made(app: Flask, desk: Desk) -> None:
    settle(app)
    page = desk("tianye", screen=PHONE)
    page.goto("/office/backups/")
    page.get_by_role("button", name="生成备份").click()
    expect(page.locator("#jobs")).to_contain_text("等待处理")

    assert work(app) == 1

    expect(page.locator("#jobs")).to_contain_text("已生成并核对 cadreschool-")
    expect(page.locator("#jobs[data-live]")).to_have_count(0)


def test_lists_of_jobs_have_nothing_for_axe_to_find(app: Flask, desk: Desk) -> None:
    school = settle(app)
    with app.app_context():
        write(lambda: retry(school.failed_jobs["tianye"], by=None, at=clock.now()))
        lease = write(lambda: claim(at=clock.now()))
        assert lease is not None
        write(lambda: advance(lease, 3, 12, "第 3 个镇", at=clock.now()))
    page = desk("tianye", **STILL)

    for address in ("/account/jobs/", "/office/jobs/", "/office/jobs/?state=withdrawn"):
        page.goto(address)
        flawless(page)
    page.goto("/office/backups/")
    flawless(page)
