"""The auditor finds who did what, in words, and nobody else does."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from cadreschool.audit.actions import record
from cadreschool.audit.sealing import seal
from cadreschool.audit.vault import Vault
from cadreschool.jobs.models import Job
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.people.models import Cadre
from tests.web.neighbourhood import settle


@pytest.fixture
def auditor(app, browse):
    """Return the auditor of a school in which something happened."""
    settle(app)
    with app.app_context():
        seal(Vault(app.config["SETTINGS"].instance), at=clock.now())
    return browse.enter("luming")


def _note(app, action="cadre.update", kind="cadre", object_id="1", **detail):
    with app.app_context():
        by = db.session.scalar(db.select(Cadre.id).where(Cadre.login == "luming"))
        write(lambda: record(action, kind, object_id, by=by, at=clock.now(), **detail))


def _rows(page):
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td, th")]
        for row in page.select("tbody tr")
    ]


def test_rows_are_told_in_words_the_newest_first(app, auditor, cast):
    _note(app, object_id=str(cast.li_mei), organisation=cast.textile)

    first = _rows(auditor.get("office.audit"))[0]

    assert first[:-1] == ["更正人员信息", "鲁明", "人员：李梅", "组织 纺织工会"]
    assert first[-1].endswith("待封存")


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"actor": "李梅"}, {"李梅"}),
        ({"actor": "limei", "action": "sitting.start"}, {"开始检测"}),
        ({"action": "@登录", "actor": "鲁明"}, {"登录成功"}),
        ({"object": "纺织工会"}, {"组织：纺织工会"}),
        ({"object": "王强"}, {"人员：王强"}),
    ],
)
def test_filters_stay_in_the_address_and_choose_rows(auditor, filters, words):
    page = auditor.get("office.audit", **filters)

    rows = _rows(page)
    assert rows
    assert all(words & set(row) for row in rows)
    links = [str(link["href"]) for link in page.select("a[href*='office/audit/file']")]
    assert all("=".join(pair) in links[0] for pair in filters.items() if pair[1].isascii())


def test_a_day_without_rows_and_a_day_that_is_none(auditor):
    page = auditor.get("office.audit", since="2020-01-01", until="2020-01-02")
    assert "没有这样的审计行" in page.get_text()

    page = auditor.get("office.audit", since="昨天", status=422)
    assert "日期看不懂" in page.get_text()


@pytest.mark.parametrize(
    "filters", [{"since": "0001-01-01"}, {"until": "9999-12-31"}, {"since": "9999-12-31"}]
)
def test_the_ends_of_the_calendar_are_days_like_any(auditor, filters):
    assert auditor.get("office.audit", **filters)
    path = auditor.address("office.audit_file", format="csv", **filters)
    assert auditor.client.get(path).status_code == 200


def test_many_rows_come_in_pages_and_cost_the_same(app, auditor, count_queries):
    def visit():
        with count_queries() as queries:
            page = auditor.get("office.audit", action="laws.publish")
        return page, len(queries)

    _note(app, "laws.publish", "laws", "registry")
    visit()
    _, one = visit()
    for _ in range(60):
        _note(app, "laws.publish", "laws", "registry")
    page, many = visit()

    assert one == many
    assert len(_rows(page)) == 50
    older = auditor.open(str(page.select_one("a[rel=next]")["href"]))
    assert len(_rows(older)) == 11


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_file_holds_what_the_page_shows_and_no_formula(app, auditor, extension):
    _note(app, "organisation.rename", "organisation", "=1+1", name="=HYPERLINK(1)")
    shown = _rows(auditor.get("office.audit", action="organisation.rename"))

    path = auditor.address("office.audit_file", action="organisation.rename", format=extension)
    response = auditor.client.get(path)

    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    if extension == "csv":
        rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == len(shown) + 1
    assert rows[1][4] == "组织 =1+1"
    assert rows[1][5] == "名称 =HYPERLINK(1)"


def test_a_long_file_and_verifying_are_jobs(app, auditor):
    assert auditor.post("office.create_audit_export", action="@登录").status_code == 303
    assert auditor.post("office.create_verification").status_code == 303

    with app.app_context():
        kinds = set(db.session.scalars(db.select(Job.kind)))
    assert kinds >= {"audit_export", "audit_verify"}


def test_an_auditor_of_one_root_reads_nothing_of_another(app, auditor):
    """白水县 has a root of its own: 鲁明 audits 云岭县 only."""
    assert "钱英" not in auditor.get("office.audit", actor="钱英").get_text().replace(
        'value="钱英"', ""
    )
    assert _rows(auditor.get("office.audit", object="白水县总工会")) == []


def test_the_page_says_when_the_end_of_the_chain_is_missing(app, auditor):
    assert "对不上" not in auditor.get("office.audit").get_text()
    with app.app_context():
        write(lambda: db.session.execute(db.text("DELETE FROM audit_seal")))

    assert "数据库与锚对不上" in auditor.get("office.audit").get_text()
