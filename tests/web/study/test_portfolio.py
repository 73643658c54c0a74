"""One's own file: everything once, the same on the page, in the workbook and in JSON."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import openpyxl
import pytest
import time_machine
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.cases.models import CaseStep, CaseStudy
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.actions import hand_in
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.profile.models import ProfileStanding
from cadreschool.people.models import Cadre
from cadreschool.questions.papers.models import Release
from cadreschool.reports.portfolio.layouts import LAYOUTS
from cadreschool.reports.portfolio.values import FORMAT
from tests.school.cast import MONDAY
from tests.school.papers import a_paper, answer, sit
from tests.school.running import publish_course, walk
from tests.school.steps import finish, take, viewer_of
from tests.web.seeing import text

DAY = clock.day_of(MONDAY)


def a_record(cadre_id, union, state="signed", deed="陪同调解，双方签了协议。", **columns):
    """Return a practice record of a state, with the steps that lead there."""
    record = PracticeRecord(
        cadre_id=cadre_id,
        organisation_id=union,
        form_key=f"form-{cadre_id}-{union}-{state}-{deed[:8]}",
        kind="mediation",
        happened_on=DAY,
        place="城关街道",
        role="调解员",
        case_code="2026-3",
        deed=deed,
        citations="[[测试法#1]]",
        result="履行了",
        next_time="早些约见",
        competencies="able skilled",
        witness_id=None,
        state=state,
        version=1,
        created_at=MONDAY,
        saved_at=MONDAY,
        submitted_at=None if state == "draft" else MONDAY,
        **columns,
    )
    db.session.add(record)
    db.session.flush()
    if state in {"signed", "archived"}:
        db.session.add(
            PracticeStep(
                record_id=record.id,
                seq=1,
                kind="sign",
                version=1,
                results="able 2 skilled 1",
                words="",
                made_by=db.session.scalar(select(Cadre.id).where(Cadre.login == "sun")),
                made_at=MONDAY,
            )
        )


def a_profile(cadre_id):
    for competency in ("able", "dare", "skilled", "stature", "overview", "learning"):
        is_known = competency == "able"
        db.session.add(
            ProfileStanding(
                cadre_id=cadre_id,
                competency=competency,
                evidence_count=12,
                weight=12.0,
                mean=0.72 if is_known else None,
                low=0.61 if is_known else None,
                high=0.82 if is_known else None,
                level=2 if is_known else None,
                newest_on=DAY,
                as_of=DAY,
            )
        )


@pytest.fixture
def learnt(app, cast):
    """Let 李梅 finish a course, begin another, walk a scenario, have a record and a profile."""
    with app.app_context():
        scenario = publish_course()
        here = load_catalogue()
        viewer = viewer_of(cast.li_mei)
        finish(viewer, here.course("listening"))
        take(viewer, here.course("speaking"), wrong=4)
        take(viewer, here.course("speaking"), at=MONDAY + timedelta(hours=1))
        walk(viewer, scenario, "baa")

        def unit():
            a_record(cast.li_mei, cast.textile)
            a_record(cast.li_mei, cast.textile, "draft", "还没有写完")
            a_profile(cast.li_mei)

        write(unit)
        db.session.remove()


@pytest.fixture
def li_mei(browse):
    return browse.enter("li_mei")


def _json(browse):
    response = browse.post("study.create_portfolio_data")
    assert response.status_code == 200
    return json.loads(response.data)


def _sheets(browse):
    response = browse.post("study.create_portfolio_workbook")
    assert response.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_somebody_new_reads_that_nothing_is_there_yet(li_mei):
    page = li_mei.get("study.portfolio")

    assert "李梅的学习档案" in text(page)
    assert "还没有学习和实践的内容" in text(page)
    assert "还没有：课程、学完的课、课末检测" in text(page)
    assert _json(li_mei)["sections"]["lessons"] == []
    assert _sheets(li_mei)["学完的课"][2][0] == "还没有学完的课。"


def test_everything_is_on_one_page(li_mei, learnt):
    page = li_mei.get("study.portfolio")
    said = text(page)

    for words in (
        "纺织工会",
        "倾听C112026年3月2日2026年3月2日1",
        "检测10080",
        "门口的决定",
        "事情办成了",
        "调解参与",
        "孙主席",
        "另有草稿1条，不在档案里",
        "本画像反映系统内证据，不代替组织考察",
        "会做",
        "课末检测共3次",
    ):
        assert words in said, words
    assert "陪同调解" not in said, "the long texts are in the files"


def test_page_workbook_and_json_hold_the_same_rows(li_mei, learnt):
    page, data, sheets = li_mei.get("study.portfolio"), _json(li_mei), _sheets(li_mei)

    for layout in LAYOUTS:
        rows = data["sections"][layout.id]
        assert all(set(row) == {column.key for column in layout.columns} for row in rows)
        sheet = [row for row in sheets[layout.title][2:] if any(row)]
        assert len(rows) == len([row for row in sheet if row[0] != layout.empty]) - (
            layout.id in {"practice", "profile"} and bool(rows)
        )
        part = page.select_one(f"#part-{layout.id}")
        if rows and not layout.is_long:
            assert len(part.parent.select("tbody tr")) == len(rows)
    cover = {row[0]: row[1] for row in sheets["学习档案"] if row[0]}
    assert cover["课末检测"] == len(data["sections"]["checks"]) == 3


def test_json_says_what_it_is(li_mei, learnt):
    data = _json(li_mei)

    assert data["format"] == FORMAT
    assert data["structured_after"] == "GB/T 38860-2020"
    assert data["person"] == {
        "name": "李梅",
        "login": "limei",
        "organisation": "纺织工会",
        "post": "工会主席",
        "tie": "兼职",
        "left_on": None,
    }
    (record,) = data["sections"]["practice"]
    assert record["deed"] == "陪同调解，双方签了协议。"
    assert record["citations"] == "《测试法》第一条"
    assert record["signed_on"] == "2026-03-02"
    able = data["sections"]["profile"][0]
    assert (able["level"], able["mean"], able["as_of"]) == (2, 72, "2026-03-02")
    assert data["sections"]["profile"][1]["level"] is None


def test_what_looks_like_a_formula_stays_text(app, li_mei, cast):
    with app.app_context():
        write(lambda: a_record(cast.li_mei, cast.textile, deed="=HYPERLINK(1)"))
    response = li_mei.post("study.create_portfolio_workbook")
    sheet = openpyxl.load_workbook(io.BytesIO(response.data))["实践记录"]

    assert (sheet["F3"].value, sheet["F3"].data_type) == ("=HYPERLINK(1)", "s")
    assert isinstance(sheet["A3"].value, date)


def test_results_of_a_paper_are_told_to_others_when_they_are_released(app, browse, li_mei, cast):
    with app.app_context():
        paper = a_paper(by=cast.sun, minutes=None, release=Release.CLOSED)
        viewer = viewer_of(cast.li_mei)
        sitting = sit(viewer, paper)
        answer(viewer, sitting)
        write(lambda: hand_in(viewer, sitting, at=MONDAY))
        db.session.remove()

    (exam,) = _json(li_mei)["sections"]["exams"]
    assert (exam["score"], exam["result"]) == (100, "合格"), "as the page of exams says at once"
    page = browse.another().enter("sun").get("supervise.portfolio", cadre_id=cast.li_mei)
    assert "尚未公布" in text(page.select_one("#part-exams").parent)
    assert "100" not in text(page.select_one("#part-exams").parent)


def test_cases_are_listed_once_they_were_handed_in(app, browse, li_mei, cast):
    def unit():
        for state in ("draft", "submitted", "published"):
            case = CaseStudy(
                author_id=cast.li_mei,
                organisation_id=cast.textile,
                title=f"案例{state}",
                situation="加班没有给钱",
                action="谈",
                outcome="给了",
                thoughts="早谈",
                citations="",
                lessons="",
                state=state,
                version=1,
                created_at=MONDAY,
                saved_at=MONDAY,
                consented_at=None if state == "draft" else MONDAY,
            )
            db.session.add(case)
            db.session.flush()
            if state == "published":
                step = CaseStep(
                    case_id=case.id,
                    seq=1,
                    kind="publish",
                    version=1,
                    words="",
                    made_by=cast.sun,
                    made_at=MONDAY,
                )
                db.session.add(step)

    with app.app_context():
        write(unit)

    told = {one["title"]: one for one in _json(li_mei)["sections"]["cases"]}
    assert told.keys() == {"案例submitted", "案例published"}
    assert told["案例published"]["published_on"] == "2026-03-02"
    page = browse.another().enter("sun").get("supervise.portfolio", cadre_id=cast.li_mei)
    assert "案例published" in text(page)
    assert "案例submitted" not in text(page)


def test_taking_it_away_leaves_a_trace_and_reading_does_not(app, li_mei, cast):
    li_mei.get("study.portfolio")
    for _ in range(2):
        li_mei.post("study.create_portfolio_data", key="0123456789abcdef")
    response = li_mei.post("study.create_portfolio_workbook")

    assert response.headers["Cache-Control"] == "no-store"
    assert "attachment" in response.headers["Content-Disposition"]
    with app.app_context():
        rows = db.session.scalars(
            select(AuditRow).where(AuditRow.action == "portfolio.export").order_by(AuditRow.id)
        ).all()
        assert [(row.actor_id, json.loads(row.detail)["kind"]) for row in rows] == [
            (cast.li_mei, "JSON"),
            (cast.li_mei, "XLSX"),
        ]


def test_the_page_costs_the_same_with_more_in_it(app, browse, learnt, count_queries):
    numbers = []
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        for name in ("chen_xiao", "li_mei"):
            visitor = browse.another().enter(name)
            visitor.get("study.portfolio")
            with count_queries() as statements:
                visitor.client.get(visitor.address("study.portfolio"))
            numbers.append(len(statements))

    assert numbers[0] == numbers[1] == 11
