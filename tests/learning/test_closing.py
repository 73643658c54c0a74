"""Unions end: what was in them goes on elsewhere, or they do not end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.learning.closing import close_organisation, merge_organisations
from cadreschool.organisations.changes import Change
from cadreschool.organisations.history.queries import history_of
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import all_counters, children
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.lookup.queries import Shown, members_of
from cadreschool.people.models import Appointment, Post, Tie
from cadreschool.reports.queries import counter_differences
from tests.school.cast import MONDAY
from tests.school.steps import finish, organisation_node, viewer_of

LATER = MONDAY + timedelta(days=40)
CHANGE = Change(day_of(LATER), "县总工〔2026〕8号", None, LATER)


def test_a_merger_takes_people_in_their_order_with_all_that_is_counted(session, cast, catalogue):
    finish(viewer_of(cast.chen_xiao), catalogue.course("speaking"))
    write(lambda: merge_organisations(cast.textile, cast.building, CHANGE))

    people, _ = members_of(organisation_node(cast.building), Shown.PRESENT, page=1)
    assert [one.name for one in people] == ["王强", "李梅", "陈晓"]
    assert all_counters()[cast.building, "speaking", "finished"] == 1
    assert counter_differences() == []
    assert history_of(organisation_node(cast.building))[0].text == "“纺织工会”并入"


def test_a_merger_takes_the_unions_below_along_and_ends_appointments(session, cast):
    write(lambda: merge_organisations(cast.qingshi, cast.chengguan, CHANGE))

    below = [one.name for one in children(organisation_node(cast.chengguan)).nodes]
    last = db.session.scalars(
        select(Appointment.until_on).where(Appointment.organisation_id == cast.qingshi)
    ).all()
    assert below == ["纺织工会", "建材工会"]
    assert last == [CHANGE.on - timedelta(days=1)]
    assert not viewer_of(cast.zhou, at=LATER).is_supervisor
    assert [one.name for one in children(organisation_node(cast.county)).nodes] == [
        "城关街道工会联合会"
    ]


@pytest.mark.parametrize(("ending", "into"), [("county", "textile"), ("textile", "textile")])
def test_a_union_goes_neither_into_itself_nor_into_one_below(session, cast, ending, into):
    ids = getattr(cast, ending), getattr(cast, into)

    with pytest.raises((ConflictError, InvalidError)):
        write(lambda: merge_organisations(*ids, CHANGE))


def test_a_union_with_people_or_unions_below_is_not_closed(session, cast):
    for union in (cast.chengguan, cast.textile):
        with pytest.raises(ConflictError):
            write(lambda one=union: close_organisation(one, CHANGE))

    assert db.session.get_one(Organisation, cast.textile).closed_on is None


def test_nobody_comes_to_a_closed_union_and_its_name_is_free_again(session, cast):
    write(lambda: merge_organisations(cast.textile, cast.building, CHANGE))

    def unit():
        new = NewCadre("zhaoxin", "赵新", Post.CHAIR, Tie.FULL_TIME)
        return add_cadre(new, db.session.get(Organisation, cast.textile), by=None, at=LATER)

    with pytest.raises(ConflictError, match="已经撤销或合并"):
        write(unit)
