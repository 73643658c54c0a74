"""How choices spread: numbers of five or more, of one's own part of the tree, and no names."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from tests.school.cast import MONDAY
from tests.school.running import publish_course, walk
from tests.school.steps import viewer_of
from tests.web.seeing import links, table, text

HERE = {"scenario": "deciding/deciding-1"}


def let_walk(app, union, *paths):
    """Let a new cadre of a union walk each of these paths."""

    def unit():
        at = db.session.get_one(Organisation, union)
        made = []
        for number, _ in enumerate(paths):
            new = NewCadre(f"w{union}-{number}", "吴芳", Post.GROUP_LEADER, Tie.PART_TIME)
            made.append(add_cadre(new, at, by=None, at=MONDAY).id)
        return made

    with app.app_context():
        course = publish_course()
        for cadre_id, path in zip(write(unit), paths, strict=True):
            walk(viewer_of(cadre_id), course, path)
        db.session.remove()


@pytest.fixture
def sun(browse):
    return browse.enter("sun")


def test_without_scenarios_there_is_nothing_to_show(sun, cast):
    page = sun.get("supervise.scenarios", organisation_id=cast.county)

    assert "还没有发布情景" in text(page)


def test_every_scenario_is_listed_with_how_many_walked_it(app, sun, cast):
    let_walk(app, cast.textile, "cc", "baa")
    page = sun.get("supervise.scenarios", organisation_id=cast.county)

    assert "门口的决定2人走到过结局" in text(page)
    assert any("scenario=deciding/deciding-1" in link.replace("%2F", "/") for link in links(page))


def test_of_fewer_than_five_nothing_is_shown(app, sun, cast):
    let_walk(app, cast.textile, "cc", "cc", "cc", "cc")
    page = sun.get("supervise.scenarios", organisation_id=cast.county, **HERE)

    assert "走完的不足5人" in text(page)
    assert not page.select("svg.graph")


def test_numbers_are_round_and_small_ones_are_left_out(app, sun, cast):
    let_walk(app, cast.textile, *["baa"] * 6, "cc", "cc")
    page = sun.get("supervise.scenarios", organisation_id=cast.county, **HERE)
    numbers = {row[1][:1] + row[0]: row[3] for row in table(page) if len(row) == 4 and row[2]}

    assert "约10人走到过结局" in text(page)
    assert numbers["b先听谁说"] == "约5人"
    assert numbers["c先听谁说"] == "不足5人"
    assert ["办成了", "事情办成了", "约5人"] in table(page)
    assert page.select_one("svg.graph").get_text().count("约 5 人") == 4


def test_the_law_that_was_missed_is_told_with_its_place(app, sun, cast):
    let_walk(app, cast.textile, *["aba"] * 5, *["baa"] * 5)
    page = sun.get("supervise.scenarios", organisation_id=cast.county, **HERE)
    missed = table(page)[:2]

    assert missed[0][:1] + missed[0][2:] == ["《测试法》第二条", "约10人", "约5人"]


def test_only_ones_own_part_of_the_tree_is_counted(app, browse, cast):
    let_walk(app, cast.building, *["baa"] * 5)
    let_walk(app, cast.textile, *["cc"] * 5)
    page = browse.enter("zhou").get("supervise.scenarios", organisation_id=cast.qingshi, **HERE)

    assert "约5人走到过结局" in text(page)
    browse.get("supervise.scenarios", organisation_id=cast.county, status=404, **HERE)


def test_an_unknown_scenario_shows_the_list(app, sun, cast):
    let_walk(app, cast.textile, "cc")
    page = sun.get("supervise.scenarios", organisation_id=cast.county, scenario="no/where")

    assert "门口的决定" in text(page)


@pytest.mark.parametrize("people", [1, 8])
def test_a_map_costs_the_same_for_any_number_of_people(app, sun, cast, count_queries, people):
    let_walk(app, cast.textile, *["baa"] * people)
    sun.get("supervise.scenarios", organisation_id=cast.county, **HERE)

    with count_queries() as queries:
        sun.client.get(sun.address("supervise.scenarios", organisation_id=cast.county, **HERE))

    assert len(queries) == 5  # who asks, the union, those above it, choices, how many
