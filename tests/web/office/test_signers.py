"""The auditor sees how much somebody signed; nobody is ranked."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.practice_records import actions
from cadreschool.people.models import Cadre
from tests.school.steps import viewer_of
from tests.web.office.signing import appoint_above, let_sign


@pytest.fixture
def auditor(app, browse, cast):
    """Return the auditor of a county in which supervisors signed."""
    with app.app_context():
        let_sign(cast)
        db.session.remove()
    return browse.enter("luming")


def _rows(page):
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td, th")]
        for row in page.select("tbody tr")
    ]


def test_signers_stand_in_organisation_order_with_what_they_did(auditor):
    rows = _rows(auditor.get("office.signers", year=2026))

    assert rows == [
        ["孙主席 云岭县总工会", "2026 年 3 月", "3", "1 占 25%", "1 待查 1"],
        ["周建国 青石镇工会联合会", "2026 年 3 月", "1", "0", "0"],
    ]


def test_filters_choose_a_month_and_a_union_and_nonsense_chooses_nothing(auditor):
    assert (
        _rows(auditor.get("office.signers", year=2026, month=3, union="青石"))[0][0][:3] == "周建国"
    )
    assert "2026 年 4 月没有签认" in auditor.get("office.signers", year=2026, month=4).get_text()
    assert auditor.get("office.signers", year="去年", month="99", page="-1")


def test_checks_count_for_the_signature_they_checked(app, browse, cast):
    with app.app_context():
        drawn = let_sign(cast)
        write(lambda: appoint_above(cast))
        other, words = viewer_of(cast.zhou), "与来访登记不符。"
        write(
            lambda: actions.check_sample(other, drawn, is_passed=False, words=words, at=clock.now())
        )
        db.session.remove()

    row = _rows(browse.enter("luming").get("office.signers", year=2026, union="云岭"))[0]

    assert row[1:] == ["2026 年 3 月", "3", "1 占 25%", "1 没有通过 1"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_the_same_rows_and_no_formula(app, auditor, cast, kind):
    with app.app_context():
        write(lambda: setattr(db.session.get_one(Cadre, cast.sun), "name", "=1+1"))

    response = auditor.post("office.create_signing_report", year="2026", format=kind)

    assert response.headers["Cache-Control"] == "no-store"
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
        assert rows[3][:4] == ["'=1+1", "云岭县总工会", "2026-03", "3"]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(response.data)).active
        assert [cell.value for cell in sheet[4]][:4] == ["=1+1", "云岭县总工会", "2026-03", 3]
        assert sheet["A4"].data_type == "s"
    assert _noted(app) == ["实践记录签认情况"]


def _noted(app):
    with app.app_context():
        rows = db.session.scalars(
            db.select(AuditRow.detail).where(AuditRow.action == "report.export")
        )
        return [json.loads(one)["what"] for one in rows]


def test_a_page_costs_the_same_with_one_signer_and_with_two(app, auditor, count_queries):
    with count_queries() as one:
        auditor.client.get(auditor.address("office.signers", year=2026, union="青石"))
    with count_queries() as two:
        auditor.client.get(auditor.address("office.signers", year=2026))
    assert len(one) == len(two)
