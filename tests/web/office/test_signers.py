"""The auditor sees how much somebody signed and what looks alike; nobody is ranked."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from cadreschool.audit.models import AuditRow
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.practice_records import actions
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.queries import viewer_of_cadre
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over, put_name_to, secret_that

_DEED = "接访一名反映{what}的职工，先听她讲完，复述一遍，再讲清规定，约好周三答复，当天记下。"


@pytest.fixture
def auditor(app, browse, cast):
    """Return the auditor of a county in which 孙主席 and 周建国 signed."""
    with app.app_context():
        write(lambda: _appoint_auditor(cast))
        at = clock.now()
        sun, zhou = (viewer_of_cadre(one, at=at) for one in (cast.sun, cast.zhou))
        li_mei, wang, chen = (
            viewer_of_cadre(one, at=at) for one in (cast.li_mei, cast.wang_qiang, cast.chen_xiao)
        )
        db.session.close()
        for number, who in enumerate((li_mei, li_mei, chen)):
            case_code = f"2026-{number:03}"
            record = hand_over(
                who, a_draft(f"{number}", deed=_DEED.format(what="加班工资"), case_code=case_code)
            )
            secret = secret_that(record, draws=number == 1)
            put_name_to(sun, record, secret=secret)
        back = hand_over(li_mei, a_draft("b", deed="写得太短。"))
        write(lambda: actions.send_back(sun, back, version=1, words="请写清做了什么。", at=MONDAY))
        put_name_to(zhou, hand_over(wang, a_draft("z", deed="走访三户退休职工，送去慰问品。")))
    return browse.enter("luming")


def _appoint_auditor(cast):
    county = db.session.get_one(Organisation, cast.county)
    new = NewCadre("luming", "鲁明", Post.UNION_WORKER, Tie.FULL_TIME)
    person = add_cadre(new, county, by=None, at=MONDAY)
    appoint(person, Role.AUDIT_ADMIN, county, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)


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


def test_checks_count_for_the_signature_they_checked(app, auditor, cast):
    with app.app_context():
        write(lambda: _appoint_above(cast))
        other = viewer_of_cadre(cast.zhou, at=clock.now())
        query = db.select(PracticeRecord.id).where(PracticeRecord.state == "sampled")
        record = db.session.scalars(query).one()
        words = "与来访登记不符。"
        db.session.close()
        write(
            lambda: actions.check_sample(
                other, record, is_passed=False, words=words, at=clock.now()
            )
        )

    row = _rows(auditor.get("office.signers", year=2026, union="云岭"))[0]

    assert row[1:] == ["2026 年 3 月", "3", "1 占 25%", "1 没有通过 1"]


def _appoint_above(cast):
    zhou = db.session.get_one(Cadre, cast.zhou)
    county = db.session.get_one(Organisation, cast.county)
    appoint(zhou, Role.SUPERVISOR, county, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)


def test_texts_that_look_alike_stand_side_by_side(auditor, cast):
    page = auditor.get("office.signer", cadre_id=cast.sun, year=2026)

    headings = [one.get_text() for one in page.select("h3")]
    assert headings == ["相同 100%，不同的人写的", "相同 100%，同一人写的"]
    assert "约好周三答复" in " ".join(one.get_text() for one in page.select("mark"))
    only = auditor.get("office.signer", cadre_id=cast.sun, year=2026, authors="others")
    assert len(only.select("h3")) == 1
    assert "写得太短" not in page.get_text(), "what was not signed is not shown"


def test_somebody_who_never_signed_is_not_found(auditor, cast):
    auditor.get("office.signer", cadre_id=cast.li_mei, status=404)
    page = auditor.get("office.signer", cadre_id=cast.zhou, year=2026)
    assert "没有相近的文字" in page.get_text()


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
