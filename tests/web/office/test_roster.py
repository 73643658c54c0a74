"""From a roster with mistakes to people who can sign in."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from cadreschool.files import uploads
from cadreschool.jobs.actions import claim
from cadreschool.jobs.models import Job
from cadreschool.jobs.queries import order_of
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ForbiddenError
from cadreschool.kernel.viewer import Role
from cadreschool.people.actions import end_appointment
from cadreschool.people.activation.queries import open_activation
from cadreschool.people.activation.rules import code_digest
from cadreschool.people.models import Activation, Appointment, Cadre
from cadreschool.worker import roster_import
from cadreschool.worker.running import RunningJob
from tests.school.cast import MONDAY
from tests.school.working import work
from tests.web.neighbourhood import settle
from tests.web.office.test_appointments import give
from tests.web.office.test_rosters import HEADINGS, SHEN_YUE, upload
from tests.web.seeing import links, text

CHENGGUAN = "云岭县总工会-城关街道工会联合会"
LI_MEI = f"李梅,{CHENGGUAN}-纺织工会,工会主席,兼职,limei\n"
WRONG = f"=cmd(),{CHENGGUAN}-纺织工会,工会主席,兼职,13800138002\n"


def _check(app, browse, union_id, rows, **fields):
    """Upload a roster and have it checked; returns the page and its job."""
    response = upload(browse, union_id, rows, **fields)
    work(app)
    return browse.follow(response), int(response.location.rstrip("/").rpartition("/")[2])


def _import(app, browse, job_id, do="all"):
    """Confirm a check and have it imported; returns the page and its job."""
    response = browse.post("office.create_roster_import", into={"job_id": job_id}, do=do)
    work(app)
    return browse.follow(response), int(response.location.rstrip("/").rpartition("/")[2])


def _number(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Cadre))


def test_a_check_tells_what_would_happen_and_changes_nothing(app, browse, cast):
    settle(app)
    before = _number(app)

    page, _ = _check(app, browse.enter("tianye"), cast.county, HEADINGS + SHEN_YUE + LI_MEI)

    told = text(page)
    assert "新增1人" in told
    assert "不变1人" in told
    assert "错误0处" in told
    assert _number(app) == before


def test_mistakes_stand_with_row_column_and_advice_and_in_a_table(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    page, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE + WRONG)
    with browse.client.get(f"/account/jobs/{job_id}/file") as response:
        table = io.BytesIO(response.data)

    assert "第3行A列（姓名）单元格是公式：“=cmd()”请改成普通文字" in text(page)
    sheet = load_workbook(table).worksheets[0]
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert told[0] == ["行", "列", "栏目", "内容", "错误原因", "怎样改"]
    assert told[1] == [3, "A", "姓名", "=cmd()", "单元格是公式", "请改成普通文字"]
    assert sheet["D2"].data_type == "s", "a text, not a formula"


def test_with_mistakes_nothing_is_imported_unless_asked(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    before = _number(app)
    _, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE + WRONG)

    refused = browse.post("office.create_roster_import", into={"job_id": job_id}, do="all")
    page, _ = _import(app, browse, job_id, do="partial")

    assert refused.status_code == 409
    assert "已导入：新增1人" in text(page)
    assert _number(app) == before + 1


def test_codes_are_made_when_asked_for_and_open_the_account(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    _, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    page, import_id = _import(app, browse, job_id)
    assert "表里有1人还没有密码" in text(page)

    path = browse.address("office.create_slips", job_id=import_id)
    slips = browse.send(path, {"do": "page"}, key="0123456789abcdef")
    again = browse.send(path, {"do": "page"}, key="0123456789abcdef")

    assert slips.headers["Cache-Control"] == "no-store"
    (code,) = re.findall(r'class="code">([^<]+)<', slips.text)
    assert again.text == slips.text, "the same button twice: the same file"
    with app.app_context():
        found = open_activation("13800138001", code_digest(code), at=MONDAY)
    assert found is not None
    assert found.name == "沈月"


def test_no_code_is_stored_in_clear(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    _, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    _, import_id = _import(app, browse, job_id)

    slips = browse.post("office.create_slips", into={"job_id": import_id}, do="table")

    code = re.findall(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", slips.text)[0]
    folder = app.config["SETTINGS"].instance
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    for written in (code.encode(), code.replace("-", "").encode()):
        assert not [one for one in files if written in one]


def test_who_ever_held_a_role_gets_no_code_by_the_heap(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    _, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    _, import_id = _import(app, browse, job_id)
    with app.app_context():
        added = db.session.scalars(select(Cadre.id).where(Cadre.name == "沈月")).one()
    give(app, added, Role.AUDIT_ADMIN, cast.county)

    response = browse.post("office.create_slips", into={"job_id": import_id}, do="page")

    assert response.status_code == 409
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Activation)) == 0


def test_a_file_is_imported_once_and_gone_afterwards(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    _, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    _import(app, browse, job_id)

    again = browse.post("office.create_roster_import", into={"job_id": job_id}, do="all")

    assert again.status_code == 409
    assert "这张表已经导入过" in again.text
    folder = uploads.folder_of(app.config["SETTINGS"].instance)
    assert [path.suffix for path in folder.glob("*")] == [".json", ".json"]
    assert "13800138001" not in "".join(path.read_text() for path in folder.glob("*"))


def test_imported_again_nothing_changes(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    _, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    _import(app, browse, job_id)

    page, _ = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)

    assert "没有要导入的。" in text(page)
    assert "不变1人" in text(page)


def test_when_the_school_has_changed_meanwhile_it_is_checked_again(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    _, first = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    _, second = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    _import(app, browse, first)

    page, _ = _import(app, browse, second)

    assert "检查之后学校的情况有了变化，没有导入。请重新检查这张表。" in text(page)


def test_a_town_reaches_nobody_and_no_union_outside(app, browse, cast):
    settle(app)
    elsewhere = "沈月,云岭县总工会-青石镇工会联合会-建材工会,工会财务,专职,13800138001\n"
    fetched = f"王强,{CHENGGUAN}-纺织工会,工会委员,兼职,wangqiang\n"
    new = f"沈星,{CHENGGUAN}-针织工会,工会主席,兼职,13800138003\n"

    page, _ = _check(
        app,
        browse.enter("shixiao"),
        cast.chengguan,
        HEADINGS + elsewhere + fetched + new,
        may_create="y",
    )

    told = text(page)
    assert "新增1人" in told
    assert "新建的工会（1）城关街道工会联合会-针织工会（基层工会）" in told
    assert "不在您的管理范围内" in told
    assert "建材工会工会" not in told


def test_a_right_that_ended_meanwhile_ends_the_job_too(app, browse, cast):
    school = settle(app)
    browse.enter("shixiao")
    response = upload(browse, cast.chengguan, HEADINGS + SHEN_YUE)

    def dismiss():
        db.session.execute(
            db.text("DELETE FROM appointment WHERE cadre_id = :id"),
            {"id": school.cadres["shixiao"]},
        )

    with app.app_context():
        write(dismiss)
    work(app)

    assert browse.client.get(response.location).status_code == 403
    with app.app_context():
        job = db.session.scalars(
            select(Job).where(Job.kind == "roster_check", Job.error != "")
        ).one()
    assert "已无权限" in job.error


def test_a_hostile_file_ends_in_a_reason(app, browse, cast):
    settle(app)

    page, _ = _check(
        app, browse.enter("tianye"), cast.county, "PK\x03\x04 no archive", name="坏.xlsx"
    )

    assert "没有完成" in text(page)
    assert "坏.xlsx：" in text(page)
    assert "/office/rosters/" in links(page)


def test_somebody_elses_check_is_not_found(app, browse, cast):
    settle(app)
    _, job_id = _check(app, browse.enter("tianye"), cast.county, HEADINGS + SHEN_YUE)

    browse.another().enter("shixiao").get("office.roster", job_id=job_id, status=404)


def test_a_union_gives_codes_to_all_who_have_no_password(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    _, job_id = _check(app, browse, cast.county, HEADINGS + SHEN_YUE)
    _import(app, browse, job_id)
    page = browse.get("office.members", organisation_id=cast.textile, show="waiting")
    assert page.select("main form[method=post]")

    slips = browse.post("office.create_member_slips", into={"organisation_id": cast.textile})

    assert "沈月" in slips.text
    assert "李梅" not in slips.text, "has a password"


def test_what_is_not_checked_yet_is_not_imported(app, browse, cast):
    settle(app)
    response = upload(browse.enter("tianye"), cast.county, HEADINGS + SHEN_YUE)
    job_id = int(response.location.rstrip("/").rpartition("/")[2])

    early = browse.post("office.create_roster_import", into={"job_id": job_id}, do="all")

    assert early.status_code == 409
    assert "还没有检查完" in early.text


def test_another_kind_of_job_is_no_roster(app, browse):
    school = settle(app)

    browse.enter("tianye").get("office.roster", job_id=school.jobs["tianye"], status=404)


def test_a_roster_renames_nobody_whose_account_is_closed_to_who_imports(app, browse, cast):
    settle(app)
    rows = "施磊,云岭县总工会,委员,兼职,shilei\n甜野,云岭县总工会,委员,兼职,tianye\n"

    page, _ = _check(app, browse.enter("tianye"), cast.county, HEADINGS + rows)

    assert "这个人是安全管理员：“shilei”请先由安全管理员免去这项任命" in text(page)
    assert "这是您自己：“tianye”请由另一位系统管理员或上级工会办理" in text(page)
    assert "更新0人" in text(page)


class _Interrupted(RunningJob):
    """An attempt during which its maker is dismissed, while the file is being read."""

    def advance(self, *_args):
        def dismiss():
            held = Appointment.cadre_id == self.made_by
            for row in db.session.scalars(select(Appointment).where(held)):
                end_appointment(row, until_on=date(2026, 3, 2), by=None, at=clock.now())

        write(dismiss)


def test_who_is_dismissed_while_the_file_is_read_imports_nobody(app, browse, cast):
    settle(app)
    _, checked = _check(app, browse.enter("tianye"), cast.county, HEADINGS + SHEN_YUE)
    browse.post("office.create_roster_import", into={"job_id": checked}, do="all")
    before = _number(app)

    with app.app_context():
        lease = write(lambda: claim(at=clock.now()))
        order = order_of(lease)
        job = _Interrupted(lease, order.payload, order.made_by, MONDAY, app.config["SETTINGS"])
        with pytest.raises(ForbiddenError):
            roster_import.run(job)

    assert _number(app) == before


def test_a_roster_brings_nobody_back_who_was_erased(app, browse, cast):
    settle(app)

    def erase():
        row = db.session.get(Cadre, cast.li_mei)
        row.login, row.erased_at, row.left_on = "erased-13", MONDAY, MONDAY.date()

    with app.app_context():
        write(erase)

    row = LI_MEI.replace("limei", "erased-13")
    page, _ = _check(app, browse.enter("tianye"), cast.county, HEADINGS + row)

    assert "留给已删除的资料" in text(page)
