"""The reports: what supervisors see is what the facts say."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from cadreschool.kernel.db import db, write
from cadreschool.learning.models import CourseRecord
from cadreschool.organisations.actions import count, create_organisation
from cadreschool.organisations.models import Counter, Organisation, OrganisationKind
from cadreschool.organisations.sums.actions import store_sums
from cadreschool.people.models import Cadre, Posting
from cadreschool.reports.queries import (
    CourseCount,
    Difference,
    completion,
    counter_differences,
    every_completion_row,
)
from cadreschool.reports.requests import PAGE_SIZE
from tests.school.cast import MONDAY
from tests.school.steps import finish, start, take, viewer_of


def _figures(row):
    return row.node.name, row.members, [(one.started, one.finished) for one in row.counts]


# Completion


def test_a_school_in_which_nobody_began_shows_members_and_no_more(at, courses):
    found = completion(at("county"), courses)

    assert [_figures(row) for row in found.rows] == [
        ("城关街道工会联合会", 2, [(0, 0), (0, 0)]),
        ("青石镇工会联合会", 2, [(0, 0), (0, 0)]),
    ]
    assert _figures(found.own) == ("云岭县总工会", 1, [(0, 0), (0, 0)])
    assert _figures(found.total) == ("云岭县总工会", 5, [(0, 0), (0, 0)])


def test_every_child_is_counted_with_all_below_it_course_by_course(cast, at, courses):
    speaking, listening = courses
    finish(viewer_of(cast.li_mei), speaking)
    start(viewer_of(cast.chen_xiao), speaking)
    take(viewer_of(cast.wang_qiang), listening)
    start(viewer_of(cast.zhou), listening)
    start(viewer_of(cast.sun), speaking)

    found = completion(at("county"), courses)

    assert [_figures(row) for row in found.rows] == [
        ("城关街道工会联合会", 2, [(2, 1), (0, 0)]),
        ("青石镇工会联合会", 2, [(0, 0), (2, 1)]),
    ]
    assert _figures(found.own) == ("云岭县总工会", 1, [(1, 0), (0, 0)])
    assert _figures(found.total) == ("云岭县总工会", 5, [(3, 1), (2, 1)])


def test_a_town_shows_its_own_part_and_nothing_of_its_siblings(cast, at, courses):
    finish(viewer_of(cast.li_mei), courses[0])
    start(viewer_of(cast.wang_qiang), courses[0])

    found = completion(at("qingshi"), courses)

    assert [_figures(row) for row in found.rows] == [("建材工会", 1, [(1, 0), (0, 0)])]
    assert _figures(found.own) == ("青石镇工会联合会", 1, [(0, 0), (0, 0)])
    assert _figures(found.total) == ("青石镇工会联合会", 2, [(1, 0), (0, 0)])


def test_a_union_without_children_is_its_own_sum(at, courses):
    found = completion(at("textile"), courses)

    assert found.rows == ()
    assert _figures(found.own) == _figures(found.total) == ("纺织工会", 2, [(0, 0), (0, 0)])


def test_without_courses_there_are_members_and_no_counts(at):
    found = completion(at("county"), [])

    assert _figures(found.total) == ("云岭县总工会", 5, [])


def test_children_are_in_the_order_of_custom_and_not_by_rate(cast, at, courses):
    finish(viewer_of(cast.wang_qiang), courses[0])
    first = update(Organisation).where(Organisation.id == cast.qingshi).values(position=0)
    write(lambda: db.session.execute(first))

    assert [row.node.name for row in completion(at("county"), courses).rows] == [
        "青石镇工会联合会",
        "城关街道工会联合会",
    ]


@pytest.mark.parametrize("plants", [1, 3])
def test_completion_costs_three_queries_for_any_number_of_unions(
    cast, at, courses, count_queries, plants
):
    def unit():
        town = db.session.get(Organisation, cast.chengguan)
        for number in range(plants):
            plant = create_organisation(
                f"第{number}厂工会", OrganisationKind.GRASSROOTS, town, by=None, at=MONDAY
            )
            count(plant.id, "speaking", "started")

    write(unit)
    town = at("chengguan")

    with count_queries() as queries:
        found = completion(town, courses)

    assert found.total.counts == (CourseCount(plants, 0), CourseCount(0, 0))
    assert len(found.rows) == 1 + plants
    assert len(queries) == 3


def test_many_children_come_page_by_page_and_the_sum_is_that_of_all(
    cast, at, courses, count_queries
):
    def unit():
        town = db.session.get(Organisation, cast.chengguan)
        for number in range(PAGE_SIZE + 20):
            plant = create_organisation(
                f"第{number}厂工会", OrganisationKind.GRASSROOTS, town, by=None, at=MONDAY
            )
            count(plant.id, "speaking", "started")

    write(unit)
    town = at("chengguan")
    with count_queries() as queries:
        first, second = (completion(town, courses, page=page) for page in (1, 2))

    assert (len(first.rows), len(second.rows)) == (PAGE_SIZE, 21)
    assert (first.page, first.pages, second.page, second.pages) == (1, 2, 2, 2)
    assert second.rows[-1].node.name == f"第{PAGE_SIZE + 19}厂工会"
    for found in (first, second):
        assert _figures(found.total) == ("城关街道工会联合会", 2, [(PAGE_SIZE + 20, 0), (0, 0)])
    assert len(queries) == 6
    assert completion(town, courses, page=9) == first


def test_kept_sums_are_shown_with_their_moment(cast, at, courses):
    start(viewer_of(cast.li_mei), courses[0])
    kept = {cast.chengguan: {("", "members"): 2, ("speaking", "started"): 7}}
    write(lambda: store_sums(kept, at=MONDAY))

    found = completion(at("county"), courses, at=MONDAY)

    assert found.as_of == MONDAY
    assert [_figures(row) for row in found.rows] == [
        ("城关街道工会联合会", 2, [(7, 0), (0, 0)]),
        ("青石镇工会联合会", 2, [(0, 0), (0, 0)]),
    ]
    assert completion(at("county"), courses).total.counts[0] == CourseCount(1, 0)
    assert every_completion_row(at("county"), courses, at=MONDAY).as_of == MONDAY


def test_a_file_of_completion_holds_the_rows_of_every_page(cast, at, courses):
    def unit():
        town = db.session.get(Organisation, cast.chengguan)
        for number in range(PAGE_SIZE + 5):
            create_organisation(
                f"第{number}厂工会", OrganisationKind.GRASSROOTS, town, by=None, at=MONDAY
            )

    write(unit)

    found = every_completion_row(at("chengguan"), courses)
    names = [name for name, _ in found.rows]

    assert names[:2] == ["合计", "纺织工会"]
    assert names[-1] == f"第{PAGE_SIZE + 4}厂工会"
    assert found.number == len(names) == 2 + PAGE_SIZE + 5


# Verification


def test_counters_made_by_the_actions_agree_with_the_facts(cast, at, courses):
    finish(viewer_of(cast.li_mei), courses[0])
    take(viewer_of(cast.wang_qiang), courses[1])
    start(viewer_of(cast.chen_xiao), courses[1])

    assert counter_differences() == []


def test_a_counter_that_says_too_much_is_found(cast, session):
    write(lambda: count(cast.textile, "speaking", "finished", by=3))

    assert counter_differences() == [Difference(cast.textile, "speaking", "finished", 3, 0)]


def test_a_counter_that_is_missing_is_found(cast, courses, session):
    take(viewer_of(cast.li_mei), courses[1])
    write(lambda: db.session.execute(delete(Counter).where(Counter.subject == "listening")))

    assert counter_differences() == [
        Difference(cast.textile, "listening", "finished", 0, 1),
        Difference(cast.textile, "listening", "started", 0, 1),
    ]


def test_a_fact_that_was_lost_is_found(cast, courses, session):
    take(viewer_of(cast.li_mei), courses[1])
    write(lambda: db.session.execute(delete(CourseRecord)))

    assert counter_differences() == [Difference(cast.textile, "listening", "finished", 1, 0)]


def test_a_cadre_who_was_moved_without_their_counts_is_found(cast, courses, session):
    take(viewer_of(cast.li_mei), courses[1])

    def move():
        for kind, key in ((Cadre, Cadre.id), (Posting, Posting.cadre_id)):
            there = {"organisation_id": cast.building}
            db.session.execute(update(kind).where(key == cast.li_mei).values(**there))

    write(move)

    assert counter_differences() == [
        Difference(cast.textile, "", "members", 2, 1),
        Difference(cast.textile, "listening", "finished", 1, 0),
        Difference(cast.textile, "listening", "started", 1, 0),
        Difference(cast.building, "", "members", 1, 2),
        Difference(cast.building, "listening", "finished", 0, 1),
        Difference(cast.building, "listening", "started", 0, 1),
    ]


def test_a_counter_at_nothing_is_no_difference(cast, session):
    write(lambda: count(cast.textile, "speaking", "finished"))
    write(lambda: count(cast.textile, "speaking", "finished", by=-1))

    assert counter_differences() == []
