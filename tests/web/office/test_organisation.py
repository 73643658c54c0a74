"""One union: what lies below it in the order of custom, and what happened to it."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from tests.browse import check
from tests.school.cast import MONDAY
from tests.web.neighbourhood import settle
from tests.web.seeing import table, text


def add_unions(app, parent_id, *names):
    """Add grassroots unions below another; returns their ids."""

    def unit():
        parent = db.session.get(Organisation, parent_id)
        kind = OrganisationKind.GRASSROOTS
        made = [create_organisation(name, kind, parent, by=None, at=MONDAY) for name in names]
        return [one.id for one in made]

    with app.app_context():
        return write(unit)


def _names(page):
    return [row[0] for row in table(page)]


def test_those_below_stand_in_order_with_their_people(app, browse, cast):
    settle(app)

    page = browse.enter("tianye").get("office.organisation", organisation_id=cast.county)

    assert [row[:2] for row in table(page)] == [
        ["城关街道工会联合会乡镇（街道）工会", "4人"],
        ["青石镇工会联合会乡镇（街道）工会", "2人"],
    ]
    assert "建立，名称为“云岭县总工会”" in text(page)


def test_the_order_is_changed_by_one_place_at_a_time(app, browse, cast):
    settle(app)
    browse.enter("tianye")
    page = browse.get("office.organisation", organisation_id=cast.county)
    assert [button["value"] for button in page.select("td button")] == ["down", "up"]

    response = browse.post(
        "office.update_organisation_place",
        into={"organisation_id": cast.qingshi},
        place="2",
        do="up",
    )

    after = browse.open(response.location.partition("#")[0])
    assert _names(after)[0].startswith("青石镇工会联合会")
    assert "“青石镇工会联合会”排在第1位。" in text(after)


@pytest.mark.parametrize(("place", "now"), [("9" * 20, "2"), ("-" + "9" * 20, "1"), ("0", "1")])
def test_a_place_beyond_the_ends_is_the_end(app, browse, cast, place, now):
    settle(app)
    browse.enter("tianye")

    response = browse.post(
        "office.update_organisation_place",
        into={"organisation_id": cast.qingshi},
        place=place,
        do="down",
    )

    after = browse.open(response.location.partition("#")[0])
    assert f"“青石镇工会联合会”排在第{now}位。" in text(after)


@pytest.mark.parametrize(
    ("name", "union", "status"),
    [("shixiao", "textile", 303), ("shixiao", "chengguan", 409), ("shixiao", "building", 404)],
)
def test_nobody_changes_the_order_among_unions_that_are_not_theirs(
    app, browse, cast, name, union, status
):
    settle(app)
    add_unions(app, cast.chengguan, "针织工会")

    response = browse.enter(name).post(
        "office.update_organisation_place",
        into={"organisation_id": getattr(cast, union)},
        place="1",
        do="down",
    )

    assert response.status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_unions(app, browse, cast, count_queries, number):
    settle(app)
    add_unions(app, cast.textile, *(f"第{one}分厂工会" for one in range(number)))
    path = browse.enter("tianye").address("office.organisation", organisation_id=cast.textile)
    browse.open(path)

    with count_queries() as queries:
        page = check(browse.client.get(path))

    assert len(table(page)) == 1 + number, "and the group that was there"
    assert len(queries) == 7, "who asks, node, facts, below, people, above, history"


@pytest.mark.parametrize(
    ("union", "fields", "status"),
    [
        ("textile", {"place": "first", "do": "up"}, 422),
        ("textile", {"place": "1", "do": "sideways"}, 422),
        ("county", {"place": "2", "do": "up"}, 409),
    ],
)
def test_an_order_that_means_nothing_is_refused(app, browse, cast, union, fields, status):
    settle(app)

    response = browse.enter("tianye").post(
        "office.update_organisation_place",
        into={"organisation_id": getattr(cast, union)},
        **fields,
    )

    assert response.status_code == status
