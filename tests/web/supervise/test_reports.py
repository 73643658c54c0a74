"""Spreadsheets: what is on the screen, to whom may see it, leaving a trace."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.jobs.models import Job, State
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Grant, Role, Viewer
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Appointment, Cadre, Post, Tie
from cadreschool.reports import files
from cadreschool.reports.requests import PAGE_SIZE
from cadreschool.web.supervise.views import reports
from cadreschool.worker.entitlement import is_entitled
from cadreschool.worker.results import folder_of
from tests.school.cast import MONDAY
from tests.school.working import work
from tests.web.seeing import table, take

VIEWS = ("completion", "roster", "stuck")


def _ask(browse, union_id, view="roster", file_format="csv", **words):
    return browse.post(
        "supervise.create_report",
        into={"organisation_id": union_id},
        view=view,
        format=file_format,
        **words,
    )


def _rows(response):
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))


def _add(app, union_id, number, name="干部"):
    def unit():
        union = db.session.get(Organisation, union_id)
        for one in range(number):
            new = NewCadre(f"cadre{one:02}", name, Post.FINANCE, Tie.FULL_TIME)
            add_cadre(new, union, by=None, at=MONDAY)

    with app.app_context():
        write(unit)


def test_a_file_holds_every_page_of_what_the_screen_shows(app, browse, cast):
    _add(app, cast.textile, PAGE_SIZE)
    take(browse.another().enter("li_mei"))
    words = {"state": "not_started", "courses": "speaking"}
    browse.enter("sun")
    pages = [
        browse.get("supervise.roster", organisation_id=cast.textile, page=page, **words)
        for page in (1, 2)
    ]

    rows = _rows(_ask(browse, cast.textile, **words))[3:-1]

    shown = [[row[0], row[2], row[3]] for page in pages for row in table(page)]
    assert [
        [f"{row[1]}{row[2]}", f"{row[7]}{row[8]}".replace(" ", ""), f"{row[9]}课"] for row in rows
    ] == shown
    assert len(rows) == PAGE_SIZE + 1


def test_the_page_sends_along_what_it_shows(browse, cast):
    page = browse.enter("sun").get(
        "supervise.roster", organisation_id=cast.county, scope="subtree", tie="part_time"
    )

    form = page.select_one("form[action$=reports]")
    sent = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    assert {name: sent[name] for name in ("view", "scope", "tie")} == {
        "view": "roster",
        "scope": "subtree",
        "tie": "part_time",
    }
    assert [one["value"] for one in form.select("button")] == ["xlsx", "csv"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_every_view_is_had_in_both_formats(browse, cast, view, file_format):
    response = _ask(browse.enter("sun"), cast.county, view, file_format)

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    if file_format == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(response.data)).active["A2"].value
    else:
        assert "云岭县总工会" in _rows(response)[1][0]


def test_a_name_that_looks_like_a_formula_stays_a_name(app, browse, cast):
    name = '=HYPERLINK("http://x","点")'
    _add(app, cast.textile, 1, name=name)
    browse.enter("sun")

    assert _rows(_ask(browse, cast.textile))[-2][1] == f"'{name}"
    book = openpyxl.load_workbook(io.BytesIO(_ask(browse, cast.textile, file_format="xlsx").data))
    cell = book.active["B6"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_taking_a_file_leaves_a_trace_and_a_double_click_one(app, browse, cast):
    browse.enter("sun")
    for _ in range(2):
        browse.post(
            "supervise.create_report",
            into={"organisation_id": cast.textile},
            key="0123456789abcdef",
            view="roster",
            format="csv",
            post="chair",
        )

    with app.app_context():
        rows = db.session.scalars(select(AuditRow).where(AuditRow.action == "report.export")).all()
    assert [(row.actor_id, row.object_id) for row in rows] == [(cast.sun, str(cast.textile))]
    assert "工会主席" in rows[0].detail


def test_nothing_of_another_part_of_the_tree_is_in_any_file(browse, cast):
    browse.enter("zhou")

    for view in VIEWS:
        for file_format in ("csv", "xlsx"):
            for foreign in (cast.textile, cast.county, 999):
                assert _ask(browse, foreign, view, file_format).status_code == 404
        said = _ask(browse, cast.qingshi, view, scope="subtree").data.decode()
        for foreign in ("李梅", "孙主席", "纺织", "云岭", "城关"):
            assert foreign not in said


@pytest.mark.parametrize("words", [{"view": "answers"}, {"file_format": "exe"}])
def test_a_report_that_is_not_there_is_refused(browse, cast, words):
    assert _ask(browse.enter("sun"), cast.county, **words).status_code == 422


def test_whoever_administers_accounts_sees_sign_in_names(app, browse, cast):
    def unit():
        sun, county = db.session.get(Cadre, cast.sun), db.session.get(Organisation, cast.county)
        day = clock.day_of(MONDAY)
        appoint(sun, Role.SYSTEM_ADMIN, county, from_on=day, by=None, at=MONDAY)

    assert _rows(_ask(browse.enter("sun"), cast.textile))[3][2] == "l***"
    with app.app_context():
        write(unit)

    assert _rows(_ask(browse, cast.textile))[3][2] == "limei"


# Large ones --------------------------------------------------------------------------------------


@pytest.fixture
def job(app, browse, cast, monkeypatch):
    """Let 孙主席 ask for a file that is too large to wait for; returns what fetches its job."""
    monkeypatch.setattr(reports, "MOST_AT_ONCE", 1)
    response = _ask(browse.enter("sun"), cast.county, file_format="csv", scope="subtree")
    assert (response.status_code, response.location) == (303, "/account/jobs/")

    def fetch():
        with app.app_context():
            return db.session.scalars(select(Job)).one()

    return fetch


def test_a_large_file_is_made_by_a_job_and_fetched_by_its_maker(
    app, browse, job, cast, monkeypatch
):
    monkeypatch.setattr(files, "_NOTED_EVERY", 2)
    work(app)

    made = job()
    assert (made.state, made.message) == (State.FINISHED, "共 5 行。")
    response = browse.client.get(f"/account/jobs/{made.id}/file")
    rows = _rows(response)
    response.close()
    assert [row[1] for row in rows[3:-1]] == ["孙主席", "李梅", "陈晓", "周建国", "王强"]
    other = browse.another().enter("zhou")
    assert other.client.get(f"/account/jobs/{made.id}/file").status_code == 404


def test_a_file_with_whole_sign_in_names_is_closed_with_the_right_to_see_them(app, cast):
    both = tuple(Grant(role, cast.county, "/1/") for role in (Role.SUPERVISOR, Role.SYSTEM_ADMIN))
    payload = {"role": "supervisor", "also": "system_admin", "organisation_id": cast.textile}
    with app.app_context():
        seen = [
            is_entitled(Viewer(cast.sun, 0, "孙主席", cast.county, "", grants), payload)
            for grants in (both, both[:1])
        ]
        db.session.remove()

    assert seen == [True, False]


def test_rights_are_asked_for_again_when_the_job_runs(app, job):
    def unit():
        day = clock.day_of(MONDAY)
        db.session.execute(db.update(Appointment).values(until_on=day))

    with app.app_context():
        write(unit)
    work(app)

    made = job()
    assert made.state == State.FAILED
    assert "已无权限" in made.error
    folder = folder_of(app.config["SETTINGS"].instance)
    assert list(folder.glob("*.csv")) == []
