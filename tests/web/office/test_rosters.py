"""Importing a roster: the template, the file, and what is not taken."""

from __future__ import annotations

import io
import json
import uuid

from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from cadreschool.files import uploads
from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db
from tests.web.neighbourhood import settle
from tests.web.seeing import text

HEADINGS = "姓名,工会组织,岗位,专兼挂,手机\n"
SHEN_YUE = "沈月,云岭县总工会-城关街道工会联合会-纺织工会,工会财务,专职,13800138001\n"


def upload(browse, union_id, rows, *, name="名单.csv", key=None, **fields):
    """Send a roster; returns the answer."""
    sent = {
        "csrf_token": browse.token(),
        "request_key": key or str(uuid.uuid4()),
        "file": FileStorage(io.BytesIO(rows.encode()), filename=name),
        "organisation_id": union_id,
        **fields,
    }
    boundary, body = encode_multipart(sent)  # by hand: the client would leave files open
    kind = f"multipart/form-data; boundary={boundary}"
    return browse.client.post("/office/rosters", data=body, content_type=kind)


def _files(app):
    return list(uploads.folder_of(app.config["SETTINGS"].instance).glob("*"))


def test_the_template_is_the_one_of_the_command_line(app, browse):
    settle(app)

    response = browse.enter("tianye").client.get("/office/rosters/template")

    assert "attachment" in response.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.data)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["姓名*", "工会组织*"]


def test_a_file_is_kept_for_nobody_else_and_checked_by_a_job(app, browse, cast):
    settle(app)

    page = browse.follow(upload(browse.enter("tianye"), cast.county, HEADINGS + SHEN_YUE))

    assert "等待处理" in text(page)
    assert "名单.csv" in text(page)
    (kept,) = _files(app)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "检查花名册名单.csv" in text(browse.get("office.rosters"))


def test_a_form_without_a_file_says_so(app, browse, cast):
    settle(app)

    response = browse.enter("tianye").post("office.create_roster", organisation_id=cast.county)

    assert response.status_code == 422
    assert "请选择文件。" in response.text


def test_the_same_form_twice_is_one_check_another_file_is_another(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    key = "0123456789abcdef"

    first = upload(browse, cast.county, HEADINGS + SHEN_YUE, key=key)
    again = upload(browse, cast.county, HEADINGS + SHEN_YUE, key=key)
    other = upload(browse, cast.county, HEADINGS, key=key)

    assert first.location == again.location != other.location
    assert len(_files(app)) == 2


def test_a_part_of_the_tree_that_is_not_mine_is_not_offered(app, browse, cast):
    settle(app)

    response = upload(browse.enter("shixiao"), cast.county, HEADINGS + SHEN_YUE)

    assert response.status_code == 422
    assert _files(app) == []


def test_more_than_two_mib_are_taken_here_and_more_than_twenty_nowhere(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    row = "x" * 1024

    large = upload(browse, cast.county, row * 3 * 1024)
    too_large = upload(browse, cast.county, row * 21 * 1024)
    stranger = browse.another()
    from_outside = upload(stranger, cast.county, row * 3 * 1024)

    assert (large.status_code, too_large.status_code) == (303, 413)
    assert from_outside.status_code == 413


def test_a_file_name_is_only_a_name(app, browse, cast):
    settle(app)
    browse.enter("tianye")

    upload(browse, cast.county, HEADINGS, name="..\\..\\etc/<b>名单</b>\u202e.csv")

    with app.app_context():
        payload = db.session.scalars(select(Job.payload).where(Job.kind == "roster_check")).all()
    assert json.loads(payload[-1])["name"] == "b>.csv"
    assert "<b>" not in browse.client.get("/office/rosters/").text
