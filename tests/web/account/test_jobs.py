"""One's own jobs: seen, fetched and stopped by oneself alone."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine

from cadreschool.jobs.actions import enqueue
from cadreschool.jobs.models import Job, State
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from tests.school.working import leave_job, work
from tests.web.seeing import text


@pytest.fixture
def leave(app):
    """Return what leaves a job that has ended."""

    def leave(cadre_id, state=State.FINISHED):
        with app.app_context():
            return write(lambda: leave_job(cadre_id, state))

    return leave


@pytest.fixture
def ask(app):
    """Return what asks for a job that waits."""

    def ask(cadre_id, title="导出名单", **payload):
        with app.app_context():
            return write(lambda: enqueue("unknown", title, payload, by=cadre_id, at=clock.now()))

    return ask


def test_who_has_asked_for_nothing_reads_what_will_be_here(browse):
    page = browse.enter("li_mei").get("account.jobs")

    assert "还没有任务" in text(page)
    assert not page.select("[data-live]")


def test_ones_own_jobs_are_listed_with_what_became_of_them(browse, cast, leave, ask):
    leave(cast.li_mei)
    leave(cast.li_mei, State.FAILED)
    ask(cast.li_mei)
    ask(cast.sun, "别人的")

    page = browse.enter("li_mei").get("account.jobs")

    assert [text(one) for one in page.select(".badge")] == ["等待处理", "没有完成", "已完成"]
    assert "共12行。" in text(page)
    assert "处理程序几次中途停止" in text(page)
    assert "别人的" not in text(page)
    assert page.select("[data-live]")


def test_the_list_costs_the_same_however_long_it_is(browse, cast, leave, count_queries):
    visitor = browse.enter("li_mei")
    leave(cast.li_mei)
    visitor.get("account.jobs")
    with count_queries() as one:
        visitor.get("account.jobs")
    for _ in range(25):
        leave(cast.li_mei)
    with count_queries() as many:
        page = visitor.get("account.jobs")

    assert len(one) == len(many)
    assert len(page.select(".device-row")) == 20
    assert page.select_one("a[rel=next]")


def test_the_file_comes_under_its_name_and_is_kept_nowhere_on_the_way(browse, cast, leave):
    job_id = leave(cast.li_mei)

    path = browse.enter("li_mei").address("account.job_file", job_id=job_id)
    response = browse.client.get(path)
    text_of_file = response.get_data(as_text=True)
    response.close()

    assert text_of_file == "姓名,状态\n"
    assert quote("完成情况.csv") in response.headers["Content-Disposition"]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"


def test_a_file_that_is_over_is_not_found_and_the_list_says_so(browse, cast, leave):
    job_id = leave(cast.li_mei)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        visitor = browse.enter("li_mei")

        page = visitor.get("account.jobs")

        assert "文件已过保留期" in text(page)
        assert not page.select('a[href$="/file"]')
        path = visitor.address("account.job_file", job_id=job_id)
        assert visitor.client.get(path).status_code == 404


def test_a_file_is_for_those_who_are_still_appointed(app, browse, cast, leave):
    job_id = leave(cast.li_mei)
    with app.app_context():

        def unit():
            right = f'{{"role": "supervisor", "organisation_id": {cast.textile}}}'
            db.session.get_one(Job, job_id).payload = right

        write(unit)

    path = browse.enter("li_mei").address("account.job_file", job_id=job_id)

    assert browse.client.get(path).status_code == 404


def test_stopping_is_done_once_however_often_it_is_pressed(browse, cast, ask):
    ask(cast.li_mei)
    visitor = browse.enter("li_mei")
    [form] = [one["action"] for one in visitor.get("account.jobs").select("main form")]
    assert form == visitor.address("account.withdraw_job", job_id=1)

    first = visitor.post("account.withdraw_job", into={"job_id": 1})
    page = visitor.follow(first)

    assert "已停止这个任务。" in text(page)
    assert "已停止" in text(page.select_one(".badge"))
    assert visitor.send(form, {}).status_code == 303


def test_a_job_that_was_carried_out_tells_its_maker(app, browse, cast, ask):
    ask(cast.li_mei)
    work(app)

    page = browse.enter("li_mei").get("account.jobs")

    assert "请联系系统管理员升级程序后重试。" in text(page)
    assert not page.select("[data-live]")


def test_a_failed_job_is_tried_again_by_its_maker(app, browse, cast, leave):
    job_id = leave(cast.li_mei, State.FAILED)
    visitor = browse.enter("li_mei")
    assert "重试" in text(visitor.get("account.jobs"))

    page = visitor.follow(visitor.post("account.create_attempt", into={"job_id": job_id}))

    assert "等待处理" in text(page)
    assert visitor.post("account.create_attempt", into={"job_id": job_id}).status_code == 409
