"""The union tree through the viewer: one's own part of it, and nothing beside or above."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.actions import count, create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.organisations.queries import (
    all_counters,
    ancestors_for,
    children,
    has_demonstration,
    is_empty,
    organisation_for,
    own_counters,
    roots_for,
    subtree_sums,
)
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of

STARTED = ("speaking", "started")


def _names(nodes):
    return [node.name for node in nodes]


def _appoint(cadre_id, union_id, role=Role.SUPERVISOR):
    def unit():
        appoint(
            db.session.get(Cadre, cadre_id),
            role,
            db.session.get(Organisation, union_id),
            from_on=clock.day_of(MONDAY),
            by=None,
            at=MONDAY,
        )

    write(unit)


@pytest.mark.parametrize("union", ["qingshi", "building"])
def test_a_supervisor_finds_their_own_union_and_what_lies_below(session, cast, union):
    union_id = getattr(cast, union)

    assert organisation_for(viewer_of(cast.zhou), union_id).id == union_id


@pytest.mark.parametrize("union", ["county", "chengguan", "textile"])
def test_a_supervisor_finds_nothing_above_or_beside(session, cast, union):
    with pytest.raises(NotFoundError):
        organisation_for(viewer_of(cast.zhou), getattr(cast, union))


def test_a_union_that_does_not_exist_is_refused_in_the_same_words(session, cast):
    zhou = viewer_of(cast.zhou)
    refusals = []
    for union_id in (cast.chengguan, 999, 10**20, -(10**20)):
        with pytest.raises(NotFoundError) as refusal:
            organisation_for(zhou, union_id)
        refusals.append((refusal.value.message, refusal.value.advice))

    assert len(set(refusals)) == 1


def test_a_cadre_without_appointment_finds_not_even_their_own_union(session, cast):
    with pytest.raises(NotFoundError):
        organisation_for(viewer_of(cast.li_mei), cast.textile)


def test_another_role_does_not_open_what_supervisors_see(session, cast):
    _appoint(cast.li_mei, cast.county, Role.TRAINER)
    trainer = viewer_of(cast.li_mei)

    with pytest.raises(NotFoundError):
        organisation_for(trainer, cast.textile)
    assert organisation_for(trainer, cast.textile, role=Role.TRAINER).name == "纺织工会"


def test_an_appointment_that_is_over_opens_nothing(session, cast):
    later = viewer_of(cast.zhou, at=MONDAY + timedelta(days=1))
    write(lambda: db.session.execute(db.text("UPDATE appointment SET until_on = '2026-03-02'")))

    assert viewer_of(cast.zhou).is_supervisor, "the last day counts"
    assert later.is_supervisor
    assert not viewer_of(cast.zhou, at=MONDAY + timedelta(days=1)).is_supervisor


def test_a_union_with_a_similar_number_is_not_below(session, cast):
    """An id that begins with the digits of the supervisor's own: /1/4/ and /1/41/."""

    def unit():
        county = db.session.get(Organisation, cast.county)
        near = create_organisation("临近工会", OrganisationKind.TOWN, county, by=None, at=MONDAY)
        near.path = f"/{cast.county}/{cast.qingshi}1/"
        return near.id

    near_id = write(unit)

    with pytest.raises(NotFoundError):
        organisation_for(viewer_of(cast.zhou), near_id)


def test_the_roots_of_a_supervisor_are_their_appointments_outermost_first(session, cast):
    _appoint(cast.zhou, cast.textile)
    _appoint(cast.zhou, cast.building)

    roots = roots_for(viewer_of(cast.zhou))

    assert sorted(_names(roots)) == sorted(["青石镇工会联合会", "纺织工会", "建材工会"])
    assert [root.path for root in roots] == sorted(root.path for root in roots)
    assert roots_for(viewer_of(cast.li_mei)) == []


def test_the_way_down_shows_only_what_lies_within_the_appointment(session, cast):
    sun, zhou = viewer_of(cast.sun), viewer_of(cast.zhou)

    building = organisation_for(sun, cast.building)

    assert _names(ancestors_for(sun, building)) == ["云岭县总工会", "青石镇工会联合会"]
    assert _names(ancestors_for(zhou, building)) == ["青石镇工会联合会"]
    assert ancestors_for(zhou, organisation_for(zhou, cast.qingshi)) == []


def test_children_are_in_the_order_of_custom_and_not_by_name(session, cast):
    def unit():
        county = db.session.get(Organisation, cast.county)
        for name in ("阿里镇工会", "安平镇工会"):
            create_organisation(name, OrganisationKind.TOWN, county, by=None, at=MONDAY)
        db.session.execute(
            update(Organisation).where(Organisation.name == "安平镇工会").values(position=0)
        )

    write(unit)
    county = organisation_for(viewer_of(cast.sun), cast.county)

    assert _names(children(county).nodes) == [
        "安平镇工会",
        "城关街道工会联合会",
        "青石镇工会联合会",
        "阿里镇工会",
    ]
    assert _names(children(organisation_for(viewer_of(cast.sun), cast.textile)).nodes) == []


def test_children_come_page_by_page_with_their_number(session, cast):
    county = organisation_for(viewer_of(cast.sun), cast.county)
    first, second = (children(county, offset=offset, limit=1) for offset in (0, 1))

    assert (_names(first.nodes), first.number) == (["城关街道工会联合会"], 2)
    assert (_names(second.nodes), second.number) == (["青石镇工会联合会"], 2)
    assert children(county, offset=2, limit=1).nodes == ()


def test_a_node_tells_its_kind_in_chinese(session, cast):
    assert organisation_for(viewer_of(cast.sun), cast.county).kind_name == "县级总工会"


@pytest.mark.parametrize("plants", [1, 3])
def test_counting_costs_one_query_for_any_number_of_unions(session, cast, count_queries, plants):
    def unit():
        town = db.session.get(Organisation, cast.chengguan)
        for number in range(plants):
            plant = create_organisation(
                f"第{number}厂工会", OrganisationKind.GRASSROOTS, town, by=None, at=MONDAY
            )
            count(plant.id, "speaking", "started")

    write(unit)

    with count_queries() as queries:
        sums = subtree_sums([cast.chengguan, cast.qingshi], [STARTED])

    assert sums[cast.chengguan]["speaking", "started"] == plants
    assert len(queries) == 1


def test_a_sum_leaves_out_the_node_itself_and_its_siblings(session, cast):
    write(lambda: count(cast.chengguan, "speaking", "started"))
    write(lambda: count(cast.textile, "speaking", "started", by=2))
    write(lambda: count(cast.county, "speaking", "started", by=50))
    write(lambda: count(cast.building, "speaking", "started", by=7))
    town = organisation_for(viewer_of(cast.sun), cast.chengguan)

    assert subtree_sums([cast.textile], [STARTED]) == {cast.textile: {STARTED: 2}}
    assert own_counters(town)[STARTED] == 1
    assert subtree_sums([cast.chengguan, cast.qingshi], [STARTED]) == {
        cast.chengguan: {STARTED: 3},
        cast.qingshi: {STARTED: 7},
    }


def test_every_counter_can_be_listed(session, cast):
    members = {key: number for key, number in all_counters().items() if key[1:] == ("", "members")}

    assert members == {
        (cast.county, "", "members"): 1,
        (cast.qingshi, "", "members"): 1,
        (cast.textile, "", "members"): 2,
        (cast.building, "", "members"): 1,
    }


def test_a_school_with_a_union_is_not_empty(session, cast):
    assert not is_empty()


def test_a_demonstration_is_known_by_its_root(session, cast):
    assert not db.session.scalar(db.select(has_demonstration()))

    def unit():
        create_organisation(
            "演示县总工会",
            OrganisationKind.COUNTY,
            None,
            by=None,
            at=MONDAY,
            is_demonstration=True,
        )

    write(unit)

    assert db.session.scalar(db.select(has_demonstration()))
