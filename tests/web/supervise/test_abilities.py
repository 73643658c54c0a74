"""A union's abilities: numbers of five and more, of one's own part of the tree, and no names."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.learning.profile.models import ProfileStanding, UnitEvidence
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from cadreschool.reports.abilities import queries, samples, situations
from tests.school.cast import MONDAY
from tests.school.running import publish_course, walk
from tests.school.steps import finish, take, viewer_of
from tests.web.seeing import links, table, text

DAY = date(2026, 3, 1)
FEW = "不足5人"


@pytest.fixture
def settle(app):
    """Return what adds people to a union, each on a level of 能说, with what they showed lately."""

    def add(union, *levels, units=(), on=None):
        def unit():
            at = db.session.get_one(Organisation, union)
            made = []
            for number, level in enumerate(levels):
                new = NewCadre(f"a{union}-{number}", "吴芳", Post.GROUP_LEADER, Tie.PART_TIME)
                cadre_id = add_cadre(new, at, by=None, at=MONDAY).id
                made.append(cadre_id)
                db.session.add_all(_standings(cadre_id, level))
                newest = on or clock.today()
                db.session.add_all(
                    UnitEvidence(cadre_id=cadre_id, unit=one, newest_on=newest) for one in units
                )
            return made

        with app.app_context():
            made = write(unit)
            db.session.remove()
        return made

    return add


def _standings(cadre_id, level):
    for competency in COMPETENCIES:
        has_level = level is not None and competency == "able"
        yield ProfileStanding(
            cadre_id=cadre_id,
            competency=competency,
            evidence_count=9,
            weight=9.0,
            mean=0.7 if has_level else None,
            low=0.6 if has_level else None,
            high=0.8 if has_level else None,
            level=level if has_level else None,
            newest_on=DAY,
            as_of=DAY,
        )


@pytest.fixture
def sun(browse):
    return browse.enter("sun")


def _levels(page):
    head = [text(one) for one in page.select("table")[0].select("thead th")]
    return {
        row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in table(page) if len(row) > 5
    }


def test_of_fewer_than_five_nothing_is_told_and_the_page_says_why(sun, cast):
    page = sun.get("supervise.abilities", organisation_id=cast.textile)

    assert "不足五个人，不列能力状况" in text(page)
    assert not page.select("table")


def test_levels_are_told_to_the_nearest_five_and_small_ones_not(sun, cast, settle):
    settle(cast.textile, *[1] * 6, *[2] * 9, 3, None)
    page = sun.get("supervise.abilities", organisation_id=cast.textile)

    row = _levels(page)["能说"]
    assert [row[name] for name in ("0起步", "1知道", "2会做", "3独当一面", "4带得动人")] == [
        *(FEW, "约5人", "约10人", FEW, FEW),
    ]
    assert "本画像反映系统内证据，不代替组织考察" in text(page)
    assert "画像算到2026年3月1日或以后" in text(page)
    for name in ("李梅", "陈晓", "吴芳"):
        assert name not in text(page)


def test_who_has_no_profile_yet_counts_as_without_enough_evidence(sun, cast, settle):
    settle(cast.textile, *[None] * 8)

    page = sun.get("supervise.abilities", organisation_id=cast.textile)

    assert {row["证据不足"] for row in _levels(page).values()} == {"约10人"}


def test_a_row_that_would_tell_of_everybody_is_left_out(app, sun, cast, settle):
    settle(cast.building, *[2] * 4)
    with app.app_context():
        write(lambda: db.session.add_all(_standings(cast.wang_qiang, 2)))

    row = _levels(sun.get("supervise.abilities", organisation_id=cast.building))["能说"]

    assert set(row.values()) == {"不便列出"}


def test_who_left_is_not_counted(app, sun, cast, settle):
    made = settle(cast.textile, *[2] * 8)
    with app.app_context():
        for cadre_id in made[:4]:
            write(
                lambda cadre_id=cadre_id: withdraw_cadre(
                    cadre_id, clock.day_of(MONDAY), "退休", by=None, at=MONDAY
                )
            )

    page = sun.get("supervise.abilities", organisation_id=cast.textile)

    assert _levels(page)["能说"]["2会做"] == FEW


# Situations --------------------------------------------------------------------------------------


def test_a_situation_names_the_unions_where_nobody_showed_it_lately(sun, cast, settle):
    settle(cast.textile, *[1] * 6, units=["A4", "B4"])
    settle(cast.building, *[1] * 6, units=["A4"], on=clock.today() - timedelta(days=400))

    page = sun.get("supervise.abilities", organisation_id=cast.county)
    found = {row[0]: row[1:3] for row in table(page) if len(row) == 4}

    month = f"{clock.today().year}年{clock.today().month}月"
    assert found["工伤"] == ["青石镇工会联合会", month]
    assert found["集体协商"][1] == month
    assert found["女职工"][1] == "还没有依据"
    assert "日" not in found["工伤"][1], "the day would be a person's"


def test_one_situation_is_told_union_by_union_in_the_order_of_custom(sun, cast, settle):
    settle(cast.textile, *[1] * 8, units=["A4"])
    settle(cast.building, *[1] * 6)

    page = sun.get("supervise.abilities", organisation_id=cast.county, about="injury")
    rows = table(page)

    assert [row[:2] for row in rows] == [
        ["城关街道工会联合会乡镇（街道）工会", "有人会办"],
        ["本级和人数少的下级合计（含青石镇工会联合会）", "没有依据"],
    ]
    assert f"/supervise/organisations/{cast.chengguan}/abilities/" in links(page)


def test_what_closes_a_gap_is_linked_where_it_is_published(app, sun, cast, settle, monkeypatch):
    settle(cast.textile, *[1] * 6)
    one = situations.Situation("x", "听人说话", situations.Gap.RELIEF, ("C1",), ("listening", "no"))
    monkeypatch.setattr(situations, "SITUATIONS", (one,))

    page = sun.get("supervise.abilities", organisation_id=cast.county)

    assert "/courses/listening/" in links(page)


# What is found hard ------------------------------------------------------------------------------


def test_articles_are_told_of_five_people_and_twenty_answers(app, sun, cast, settle):
    people = settle(cast.textile, *[1] * 6)
    with app.app_context():
        course = load_catalogue().course("speaking")
        for cadre_id in people[:5]:
            take(viewer_of(cadre_id), course, wrong=3)
        db.session.remove()

    page = sun.get("supervise.abilities", organisation_id=cast.textile)

    assert "《测试法》" in text(page.select_one("#hard").parent)
    assert "错约60%" in text(page)
    assert any("/laws/" in link and "article-" in link for link in links(page))


def test_four_people_who_were_wrong_are_not_told_of(app, sun, cast, settle):
    people = settle(cast.textile, *[1] * 8)
    with app.app_context():
        course = load_catalogue().course("speaking")
        for number, cadre_id in enumerate(people):
            take(viewer_of(cadre_id), course, wrong=3 if number < 4 else 0)
        db.session.remove()

    assert "回答还不够多" in text(sun.get("supervise.abilities", organisation_id=cast.textile))


def test_places_of_scenarios_that_most_missed_are_told(app, sun, cast, settle):
    people = settle(cast.textile, *[1] * 8)
    with app.app_context():
        course = publish_course()
        for cadre_id, path in zip(people, ["cc"] * 6 + ["baa"] * 2, strict=True):
            walk(viewer_of(cadre_id), course, path)
        db.session.remove()

    page = sun.get("supervise.abilities", organisation_id=cast.textile)

    assert "门口的决定：先听谁说走到这里约10人，选了别的做法约5人" in text(page)


def test_finished_courses_are_told_by_what_they_rest_on(app, sun, cast, settle):
    people = settle(cast.textile, *[1] * 10)
    with app.app_context():
        scenario = publish_course()
        course = load_catalogue().course("listening")
        for cadre_id in people:
            viewer = viewer_of(cadre_id)
            finish(viewer, course)
            walk(viewer, scenario, "baa")
        db.session.remove()

    said = text(sun.get("supervise.abilities", organisation_id=cast.textile))

    assert "有复测、走完的情景或经人评阅的写作约50%" in said
    assert "只有课末检测约50%" in said


def test_a_large_union_is_looked_at_through_some_of_its_people(sun, cast, settle, monkeypatch):
    monkeypatch.setattr(samples, "MOST_LOOKED_AT", 5)
    settle(cast.textile, *[1] * 12)

    said = text(sun.get("supervise.abilities", organisation_id=cast.textile))

    assert "从全部人里均匀取5人来看" in said


# Files, isolation, cost --------------------------------------------------------------------------


def _ask(browse, union, part="levels", file_format="csv", **words):
    into = {"organisation_id": union}
    return browse.post(
        "supervise.create_ability_report", into=into, part=part, format=file_format, **words
    )


def test_a_file_holds_what_the_screen_shows(app, sun, cast, settle):
    settle(cast.textile, *[1] * 6, *[2] * 9, units=["A4"])
    page = sun.get("supervise.abilities", organisation_id=cast.textile)

    file = _ask(sun, cast.textile)
    assert file.content_type == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"))))
    assert ["".join("".join(row).split()) for row in rows[3:-1]] == [
        name + "".join(told.values()) for name, told in _levels(page).items()
    ]
    assert "本画像反映系统内证据，不代替组织考察" in rows[-1][0]
    some = _ask(sun, cast.textile, "situations", "xlsx", about="injury")
    sheet = openpyxl.load_workbook(io.BytesIO(some.data)).active
    assert sheet["B4"].value == "工伤"
    assert "工伤" in sheet["A2"].value
    assert sheet.max_row < 9
    with app.app_context():
        notes = db.session.scalars(
            select(AuditRow.object_id).where(AuditRow.action == "report.export")
        ).all()
    assert notes == [str(cast.textile)] * 2


@pytest.mark.parametrize("part", ["levels", "situations"])
@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_both_tables_are_had_in_both_formats(sun, cast, settle, part, file_format):
    settle(cast.textile, *[1] * 6)
    response = _ask(sun, cast.county, part, file_format)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


def test_there_is_no_file_of_too_few_people_nor_of_another_kind(sun, cast, settle):
    assert _ask(sun, cast.textile).status_code == 422
    settle(cast.textile, *[1] * 6)
    assert _ask(sun, cast.textile, "people").status_code == 422


def test_another_part_of_the_tree_is_not_there(browse, cast, settle):
    settle(cast.textile, *[1] * 6)
    settle(cast.building, *[2] * 6)
    zhou = browse.enter("zhou")

    for union in (cast.textile, cast.county, 999):
        zhou.get("supervise.abilities", organisation_id=union, status=404)
        assert _ask(zhou, union).status_code == 404
    said = text(zhou.get("supervise.abilities", organisation_id=cast.qingshi))
    assert "纺织" not in said
    assert "云岭" not in said
    browse.another().enter("li_mei").get(
        "supervise.abilities", organisation_id=cast.textile, status=403
    )


def test_a_union_too_large_for_one_page_says_so(sun, cast, settle, monkeypatch):
    monkeypatch.setattr(queries, "MOST_PEOPLE", 5)
    settle(cast.textile, *[1] * 6)

    assert "请到下级工会查看" in text(sun.get("supervise.abilities", organisation_id=cast.county))


@pytest.mark.parametrize("people", [6, 18])
def test_the_page_costs_the_same_for_any_number_of_people(sun, cast, settle, count_queries, people):
    settle(cast.textile, *[1] * people, units=["A4"])
    sun.get("supervise.abilities", organisation_id=cast.county)

    with count_queries() as statements:
        sun.client.get(sun.address("supervise.abilities", organisation_id=cast.county))

    assert len(statements) == 10
