"""Everybody's jobs, for the administrator of the whole school."""

from __future__ import annotations

from cadreschool.jobs.models import Job, State
from cadreschool.kernel.db import db, write
from tests.school.working import leave_job
from tests.web.neighbourhood import settle
from tests.web.seeing import text


def test_failed_jobs_say_who_asked_and_why_they_failed(app, browse):
    settle(app)

    page = browse.enter("tianye").get("office.jobs", state="failed")

    row = next(one for one in page.select(".device-row") if "李梅" in text(one))
    assert "没有完成" in text(row)
    assert "处理程序几次中途停止" in text(row)
    assert "重试" in text(row)
    assert "已完成" not in text(page.select_one(".rows"))


def test_a_failed_job_begins_again_once_however_often_it_is_pressed(app, browse):
    job_id = settle(app).failed_jobs["limei"]
    visitor = browse.enter("tianye")
    key = "0c7b6a52-0000-4000-8000-000000000000"

    answers = [
        visitor.post("office.create_attempt", into={"job_id": job_id}, key=key) for _ in range(2)
    ]

    assert [one.status_code for one in answers] == [303, 303]
    with app.app_context():
        assert db.session.get_one(Job, job_id).state == State.WAITING
    assert visitor.post("office.create_attempt", into={"job_id": job_id}).status_code == 409


def test_the_administrator_stops_what_somebody_else_has_begun(app, browse):
    school = settle(app)
    visitor = browse.enter("tianye")
    visitor.post("office.create_attempt", into={"job_id": school.failed_jobs["limei"]})

    visitor.post("office.withdraw_job", into={"job_id": school.failed_jobs["limei"]})

    with app.app_context():
        job = db.session.get_one(Job, school.failed_jobs["limei"])
        assert job.state == State.WITHDRAWN


def test_the_list_costs_the_same_however_long_it_is(app, browse, cast, count_queries):
    settle(app)
    visitor = browse.enter("tianye")
    visitor.get("office.jobs")
    with count_queries() as some:
        visitor.get("office.jobs")
    with app.app_context():
        for cadre_id in (cast.li_mei, cast.sun, cast.zhou):
            write(lambda cadre_id=cadre_id: leave_job(cadre_id, State.FINISHED))
    with count_queries() as more:
        visitor.get("office.jobs")

    assert len(some) == len(more)


def test_a_state_that_does_not_exist_shows_everything(app, browse):
    settle(app)

    page = browse.enter("tianye").get("office.jobs", state="恶作剧")

    assert "已完成" in text(page)


def test_the_next_page_keeps_the_filter(app, browse, cast):
    settle(app)
    with app.app_context():
        for _ in range(60):
            write(lambda: leave_job(cast.li_mei, State.FAILED))

    page = browse.enter("tianye").get("office.jobs", state="failed")

    assert "state=failed" in page.select_one("a[rel=next]")["href"]
