"""Rosters: who is on them, in which order, with which state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.moves import transfer_cadre, withdraw_cadre
from cadreschool.learning.reasons import reason_texts
from cadreschool.learning.rules import Status
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Post, Tie
from cadreschool.people.postings.actions import open_posting
from cadreschool.people.postings.rules import NewPosting
from cadreschool.reports.requests import PAGE_SIZE
from cadreschool.reports.rosters import queries
from cadreschool.reports.rosters.queries import everyone, listing, page_of, tree_order
from cadreschool.reports.rosters.rules import masked
from tests.school.cast import MONDAY
from tests.school.steps import finish, start, take, viewer_of

DAY = timedelta(days=1)


def _rows(request, courses):
    return page_of(request, courses, listing(request, courses))


def _names(request, courses):
    return [row.person.name for row in _rows(request, courses)]


def _add(number, union_id, prefix="cadre"):
    def unit():
        union = db.session.get(Organisation, union_id)
        for one in range(number):
            new = NewCadre(f"{prefix}{one:02}", f"干部{one:02}", Post.FINANCE, Tie.FULL_TIME)
            add_cadre(new, union, by=None, at=MONDAY)

    write(unit)


def _serve(cadre_id, union_id, action=transfer_cadre, *, at=MONDAY):
    new = NewPosting(Post.MEDIATOR, Tie.PART_TIME, clock.day_of(at))
    write(lambda: action(cadre_id, union_id, new, by=None, at=at))


def test_a_roster_says_of_every_direct_member_where_they_stand_and_why(cast, ask, courses):
    take(viewer_of(cast.li_mei), courses[0])
    start(viewer_of(cast.wang_qiang), courses[0])

    rows = _rows(ask("textile"), courses)

    assert [
        (row.person.name, ["；".join(reason_texts(one)) for one in row.standings]) for row in rows
    ] == [
        ("李梅", ["缺第 2 课（共 2 课）", "共 1 课，尚未开始"]),
        ("陈晓", ["共 2 课，尚未开始", "共 1 课，尚未开始"]),
    ]


def test_a_direct_roster_lists_nobody_from_below(ask, courses):
    assert _names(ask("county"), courses) == ["孙主席"]
    assert _names(ask("chengguan"), courses) == []


def test_a_subtree_comes_in_the_order_of_custom(cast, ask, courses):
    first = update(Organisation).where(Organisation.id == cast.qingshi).values(position=0)
    write(lambda: db.session.execute(first))

    rows = _rows(ask("county", scope="subtree"), courses)

    assert [row.person.name for row in rows] == ["孙主席", "周建国", "王强", "李梅", "陈晓"]
    assert [row.person.parent_name for row in rows] == [
        "",
        "云岭县总工会",
        "青石镇工会联合会",
        "城关街道工会联合会",
        "城关街道工会联合会",
    ]


def test_nothing_above_the_union_asked_for_is_named(ask, courses):
    rows = _rows(ask("qingshi", scope="subtree"), courses)

    assert [(row.person.organisation_name, row.person.parent_name) for row in rows] == [
        ("青石镇工会联合会", ""),
        ("建材工会", "青石镇工会联合会"),
    ]


@pytest.mark.parametrize("state", Status)
@pytest.mark.parametrize("chosen", ["", "speaking", "listening"])
def test_the_filter_of_states_finds_those_whose_standing_it_is(cast, ask, courses, state, chosen):
    speaking, listening = courses
    finish(viewer_of(cast.li_mei), speaking)
    take(viewer_of(cast.li_mei), listening)
    finish(viewer_of(cast.chen_xiao), speaking)
    start(viewer_of(cast.zhou), listening)
    take(viewer_of(cast.wang_qiang), speaking)

    everybody = ask("county", scope="subtree", courses=chosen)
    asked = everybody.chosen(courses)
    expected = [row.person.name for row in _rows(everybody, asked) if row.status is state]

    request = ask("county", scope="subtree", courses=chosen, state=state.value)
    assert _names(request, asked) == expected
    assert listing(request, asked).number == len(expected)


def test_filters_of_post_and_tie_narrow_the_roster(cast, ask, courses):
    _add(2, cast.textile)

    assert _names(ask("textile", post="chair"), courses) == ["李梅"]
    assert _names(ask("county", scope="subtree", tie="full_time"), courses) == ["干部00", "干部01"]


def test_a_further_post_shows_its_holder_last_and_once(cast, ask, courses):
    _serve(cast.wang_qiang, cast.textile, open_posting)

    direct = _rows(ask("textile"), courses)
    assert [(row.person.name, row.person.is_further) for row in direct] == [
        ("李梅", False),
        ("陈晓", False),
        ("王强", True),
    ]
    assert direct[-1].person.post_name == "劳动争议调解员"
    assert _names(ask("textile", post="mediator", tie="part_time"), courses) == ["王强"]
    assert _names(ask("textile", post="mediator", tie="full_time"), courses) == []
    assert _names(ask("chengguan", scope="subtree"), courses) == ["李梅", "陈晓", "王强"]
    whole = _names(ask("county", scope="subtree"), courses)
    assert whole.count("王强") == 1


def test_who_left_is_on_no_roster(cast, ask, courses):
    write(lambda: withdraw_cadre(cast.li_mei, clock.day_of(MONDAY), "退休", by=None, at=MONDAY))

    assert _names(ask("textile"), courses) == ["陈晓"]
    assert _names(ask("textile", post="chair"), courses) == []
    assert "李梅" not in _names(ask("county", scope="subtree"), courses)


def test_a_former_union_sees_what_was_finished_there_and_no_more(cast, ask, courses):
    speaking, listening = courses
    take(viewer_of(cast.li_mei), speaking, at=MONDAY)
    _serve(cast.li_mei, cast.building, at=MONDAY + 3 * DAY)
    finish(viewer_of(cast.li_mei, at=MONDAY + 4 * DAY), listening, at=MONDAY + 4 * DAY)

    (row,) = _rows(ask("textile", scope="former"), courses)

    assert row.person.name == "李梅"
    assert row.person.until == clock.day_of(MONDAY + 2 * DAY)
    assert [one.status for one in row.standings] == [Status.IN_PROGRESS, Status.NOT_STARTED]
    (present,) = [one for one in _rows(ask("building"), courses) if one.person.name == "李梅"]
    assert [one.status for one in present.standings] == [Status.IN_PROGRESS, Status.FINISHED]
    assert _names(ask("building", scope="former"), courses) == []
    assert _names(ask("textile", scope="former", post="chair", tie="part_time"), courses) == [
        "李梅"
    ]
    assert _names(ask("textile", scope="former", post="finance"), courses) == []
    assert _names(ask("textile", scope="former", tie="full_time"), courses) == []


def test_pages_and_portions_hold_everybody_once(cast, ask, courses, monkeypatch):
    _add(PAGE_SIZE - 1, cast.county, "county")
    _add(PAGE_SIZE, cast.textile, "textile")
    _add(3, cast.building, "building")
    _serve(cast.zhou, cast.textile, open_posting)
    request = ask("county", scope="subtree")
    found = listing(request, courses)

    whole = [row.person.id for row in everyone(request, courses, found, portion=7)]
    pages = [
        row.person.id
        for page in range(1, found.pages + 1)
        for row in page_of(request.on_page(page), courses, found)
    ]

    assert whole == pages
    assert len(set(whole)) == len(whole) == found.number == 5 + 2 * PAGE_SIZE + 2
    monkeypatch.setattr(queries, "MOST_SORTED_BY_DATABASE", 1)
    sorted_here = [row.person.id for row in everyone(request, courses, found, portion=50)]
    assert sorted_here == whole


@pytest.mark.parametrize("scope", ["direct", "subtree"])
@pytest.mark.parametrize("plants", [1, 3])
def test_a_roster_costs_six_queries_for_any_number_of_unions_and_cadres(
    cast, ask, courses, count_queries, plants, scope
):
    def unit():
        for number in range(plants):
            plant = create_organisation(
                f"第{number}厂工会",
                OrganisationKind.GRASSROOTS,
                db.session.get(Organisation, cast.chengguan),
                by=None,
                at=MONDAY,
            )
            new = NewCadre(f"plant{number}", "吴芳", Post.CHAIR, Tie.PART_TIME)
            add_cadre(new, plant, by=None, at=MONDAY)

    write(unit)
    _add(plants, cast.county)
    request = ask("county", scope=scope)

    with count_queries() as statements:
        rows = _rows(request, courses)

    assert len(rows) == (1 + plants if scope == "direct" else 5 + 2 * plants)
    assert len(statements) == 6


def test_the_order_of_a_tree_is_that_of_places_level_by_level():
    unions = [(1, None, 1), (5, 1, 1), (3, 1, 2), (9, 5, 2), (8, 5, 3), (2, 3, 1)]

    assert tree_order(unions, 1) == [1, 5, 9, 8, 3, 2]
    assert tree_order(unions, 5) == [5, 9, 8]


def test_a_masked_name_is_known_to_its_owner_and_of_no_use_to_others():
    assert masked("13812345678") == "138****5678"
    assert (masked("limei"), masked("demo_0042")) == ("l***", "d***42")
    assert masked("") == "***"
