"""The first page of the 管理台: what asks for something to be done, within one's own part."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role
from cadreschool.people.accounts.actions import deactivate_cadre
from tests.web.neighbourhood import BACKUP, settle
from tests.web.office.test_appointments import give
from tests.web.office.test_members import _add, _do
from tests.web.seeing import links, table, text


def test_each_office_sees_where_its_part_begins(app, browse, cast):
    settle(app)

    county = browse.enter("tianye").get("office.home")
    town = browse.another().enter("shixiao").get("office.home")
    security = browse.another().enter("shilei").get("office.home")

    assert "云岭县总工会及其以下系统管理员，县级总工会，12人" in text(county)
    assert f"/office/organisations/{cast.county}/" in links(county)
    assert "云岭县总工会及其以下" not in text(town)
    assert f"/office/organisations/{cast.county}/" not in links(security)


def test_people_without_a_password_are_counted_within_the_own_part(app, browse, cast):
    settle(app)
    _add(app, cast.building, 3)
    town, county = browse.enter("shixiao"), browse.another().enter("tianye")

    def waiting(visitor):
        told = text(visitor.get("office.home"))
        return int(told.partition("人还没有设密码")[0].rpartition("要办的事")[2])

    assert waiting(county) - waiting(town) >= 3
    listed = text(county.get("office.people", show="waiting"))
    assert f"共{waiting(county)}人" in listed
    assert "新人甲建材工会" in listed
    assert "新人甲" not in text(town.get("office.people", show="waiting"))


def test_appointments_whose_holder_may_not_sign_in_are_told(app, browse, cast):
    settle(app)
    give(app, cast.li_mei, Role.TRAINER, cast.textile)
    _do(app, deactivate_cadre, cast.li_mei, "")
    browse.enter("shilei")

    told = text(browse.get("office.home"))
    listed = browse.get("office.appointments", state="idle")

    assert "1项任命的本人已离任或停用" in told
    assert [row[0] for row in table(listed)] == ["李梅纺织工会"]


def test_appointments_that_end_soon_are_told(app, browse, cast):
    settle(app)
    give(app, cast.li_mei, Role.TRAINER, cast.textile, ends=20)
    give(app, cast.li_mei, Role.REVIEWER, cast.textile, ends=40)

    assert "1项任命三十天内到期" in text(browse.enter("shilei").get("office.home"))


def test_failed_jobs_and_old_backups_are_for_those_of_the_whole_school(app, browse):
    settle(app)
    backup = app.config["SETTINGS"].instance / "backups" / BACKUP
    county, town = browse.enter("tianye"), browse.another().enter("shixiao")

    assert "没有备份" not in text(county.get("office.home"))
    old = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(backup, (old, old))

    told = text(county.get("office.home"))
    assert "个任务没有完成" in told
    assert "超过一天没有备份" in told
    assert "备份" not in text(town.get("office.home"))


def test_rows_that_wait_long_for_their_seal_are_told_to_the_auditor(app, browse):
    settle(app)  # the cast came in March

    assert "行审计记录还没有封存" in text(browse.enter("luming").get("office.home"))


@pytest.mark.parametrize("name", ["tianye", "shixiao", "shilei", "luming"])
def test_it_says_what_moment_it_tells_of(app, browse, name):
    settle(app)

    page = browse.enter(name).get("office.home")

    assert f"截至{clock.day_text(clock.today())}" in text(page)
