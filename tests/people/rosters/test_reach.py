"""Whoever imports for a part of the tree reaches nobody and no union outside it."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import write
from cadreschool.kernel.viewer import Role
from cadreschool.learning.rosters import Order, import_roster
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import open_organisations_below
from cadreschool.organisations.tree import Tree
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.queries import cadres_by_login
from cadreschool.people.rosters.entries import read_roster
from cadreschool.people.rosters.planning import Wish, plan_import
from cadreschool.people.rosters.rows import Row
from tests.people.rosters.building import BUILDING, HEADINGS, TEXTILE, a_row
from tests.school.cast import MONDAY
from tests.school.steps import db, organisation_node

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def plan(cast):
    """Return the plan of a roster that somebody imports for 城关街道."""
    top = organisation_node(cast.chengguan)

    def planned(*rows):
        cells = [HEADINGS, *rows]
        roster = read_roster(Row(number, tuple(row)) for number, row in enumerate(cells, start=1))
        tree = Tree(open_organisations_below([top]))
        present = cadres_by_login(entry.login for entry in roster.entries)
        return plan_import(roster, tree, present, Wish(top, may_create=True, scope=(top.path,)))

    return planned


@pytest.mark.parametrize("path", [TEXTILE, "城关街道工会联合会-纺织工会", "纺织工会"])
def test_paths_may_begin_at_the_top_or_at_the_part(plan, cast, path):
    ((_, union),) = plan(a_row(union=path)).additions

    assert union.id == cast.textile


def test_somebody_elsewhere_is_not_fetched_by_their_sign_in_name(plan):
    found = plan(a_row("王强", TEXTILE, "工会委员", "兼职", "wangqiang"))

    assert not found.changes
    assert [fault.text for fault in found.roster.faults] == [
        "这个登录名已经有人使用，不在您的管理范围内"
    ]


def test_a_further_post_elsewhere_is_not_given(plan):
    found = plan(a_row(union=f"{TEXTILE}|{BUILDING}"))

    assert not found.further
    assert all(union.full_name.startswith("城关街道") for union in found.unions)


def test_a_roster_makes_no_code_for_who_holds_a_role(plan, cast):
    def unit():
        new = NewCadre("zhaoxin", "赵新", Post.CHAIR, Tie.FULL_TIME)
        cadre = add_cadre(new, db.session.get(Organisation, cast.textile), by=None, at=MONDAY)
        county = db.session.get(Organisation, cast.county)
        day = MONDAY.date()
        appoint(cadre, Role.SYSTEM_ADMIN, county, from_on=day, by=None, at=MONDAY)

    write(unit)
    found = plan(
        a_row("赵新", TEXTILE, "工会主席", "专职", "zhaoxin"), a_row("钱新", login="qianxin")
    )
    slips = write(lambda: import_roster(found, Order(wants_slips=True), by=cast.sun, at=MONDAY))

    assert [slip.login for slip in slips] == ["qianxin"]
    assert db.session.query(Cadre).filter_by(login="qianxin").one().organisation_id == cast.textile
