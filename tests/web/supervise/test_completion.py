"""Completion of one's own part of the tree, by union and course."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.organisations.actions import count, create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.reports.requests import PAGE_SIZE
from tests.browse import check
from tests.school.cast import MONDAY
from tests.web.seeing import begin, links, table, take, text


def _crumbs(page):
    return [text(one) for one in page.select("ol.crumbs li")]


def _names(page):
    return [text(row.select_one("th")) for row in page.select("tbody tr")]


def test_the_county_sees_every_child_its_own_members_and_the_sum(browse, cast):
    take(browse.another().enter("li_mei"), course_id="listening", lesson_id="listening-1")
    begin(browse.another().enter("wang_qiang"))

    rows = {row[0]: row[1:] for row in table(browse.enter("sun").get(
        "supervise.completion", organisation_id=cast.county
    ))}  # fmt: skip

    assert rows["合计"] == ["5人", "0/5人学完1人在学", "1/5人学完"]
    assert rows["本级"] == ["1人", "0/1人学完", "0/1人学完"]
    assert rows["城关街道工会联合会乡镇（街道）工会"] == ["2人", "0/2人学完", "1/2人学完"]
    assert rows["青石镇工会联合会乡镇（街道）工会"] == ["2人", "0/2人学完1人在学", "0/2人学完"]


def test_a_town_sees_its_own_and_nothing_beside_or_above(browse, cast):
    take(browse.another().enter("li_mei"), course_id="listening", lesson_id="listening-1")

    page = browse.enter("zhou").get("supervise.completion", organisation_id=cast.qingshi)

    assert "建材工会" in text(page)
    for foreign in ("云岭县", "城关", "纺织"):
        assert foreign not in page.get_text()
    assert "1/" not in "".join(cell for row in table(page) for cell in row)


def test_one_goes_down_to_a_union_and_up_again_within_the_appointment(browse, cast):
    sun = browse.another().enter("sun").get("supervise.completion", organisation_id=cast.building)
    zhou = browse.enter("zhou").get("supervise.completion", organisation_id=cast.building)

    assert _crumbs(sun) == ["督学台", "云岭县总工会", "青石镇工会联合会", "建材工会"]
    assert _crumbs(zhou) == ["督学台", "青石镇工会联合会", "建材工会"]
    assert f"/supervise/organisations/{cast.building}/cadres/" in links(zhou)


def test_every_child_leads_further_down(browse, cast):
    page = browse.enter("sun").get("supervise.completion", organisation_id=cast.county)

    assert {f"/supervise/organisations/{one}/" for one in (cast.chengguan, cast.qingshi)} <= links(
        page
    )


@pytest.mark.parametrize("plants", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_unions(app, browse, cast, count_queries, plants):
    def unit():
        town = db.session.get(Organisation, cast.chengguan)
        for number in range(plants):
            plant = create_organisation(
                f"第{number}厂工会", OrganisationKind.GRASSROOTS, town, by=None, at=MONDAY
            )
            count(plant.id, "speaking", "started")

    with app.app_context():
        write(unit)
    browse.enter("sun")
    path = browse.address("supervise.completion", organisation_id=cast.chengguan)
    browse.open(path)

    with count_queries() as queries:
        page = check(browse.client.get(path))

    shown = [name for name in _names(page) if name.endswith("厂工会基层工会")]
    assert len(shown) == plants
    assert len(queries) == 7, "who asks, the node, what lies above, and four for the report"


@pytest.mark.parametrize("union", ["county", "chengguan", "textile"])
def test_what_lies_above_or_beside_looks_like_what_is_not_there(browse, cast, union):
    browse.enter("zhou")

    foreign = browse.get("supervise.completion", organisation_id=getattr(cast, union), status=404)
    missing = browse.get("supervise.completion", organisation_id=999, status=404)

    assert text(foreign)[:-16] == text(missing)[:-16], "all but the number of the request"


def test_colleagues_are_told_that_a_role_is_missing(browse, cast):
    browse.enter("li_mei").get("supervise.completion", organisation_id=cast.textile, status=403)


def test_a_node_with_very_many_children_shows_them_page_by_page(browse, cast, app):
    def unit():
        town = db.session.get(Organisation, cast.qingshi)
        for number in range(PAGE_SIZE + 20):
            create_organisation(
                f"第{number}厂工会", OrganisationKind.GRASSROOTS, town, by=None, at=MONDAY
            )

    with app.app_context():
        write(unit)
    first = browse.enter("zhou").get("supervise.completion", organisation_id=cast.qingshi)
    second = browse.get("supervise.completion", organisation_id=cast.qingshi, page=2)

    assert "第1页，共2页" in text(first.select_one("nav.pagination"))
    assert "?page=2" in links(first)
    assert len(first.select("tbody tr")) == 2 + PAGE_SIZE
    assert len(second.select("tbody tr")) == 2 + 21
    for page in (first, second):
        assert "合计" in text(page.select_one("tbody tr"))


def test_one_course_shows_the_columns_of_the_official_table(browse, cast):
    take(browse.another().enter("li_mei"), course_id="listening", lesson_id="listening-1")

    page = browse.enter("sun").get(
        "supervise.completion", organisation_id=cast.county, courses="listening"
    )

    heads = [text(one) for one in page.select("thead th")]
    assert heads == ["工会组织", "应参学", "实际参学", "参学率", "学完", "完成率"]
    assert table(page)[0] == ["合计", "5人", "1人", "20.0%", "1人", "20.0%"]
    assert text(page.select_one("select[name=courses] option[selected]")) == "倾听"


def test_a_filter_that_nobody_knows_is_left_out(browse, cast):
    page = browse.enter("sun").get(
        "supervise.completion", organisation_id=cast.county, courses="gone", page="x", post="no"
    )

    assert table(page)[0][0] == "合计"
    assert page.select("select[name=courses] option[selected]")[0]["value"] == ""
