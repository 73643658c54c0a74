"""Paths of the union tree, what may lie below what, and from when changes may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.kernel.clock import day_of
from cadreschool.organisations.changes import Change
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.placing import guide_fault, placing_fault
from cadreschool.organisations.rules import ancestor_ids, change_fault, child_path, path_range
from tests.school.cast import MONDAY

MARCH = day_of(MONDAY)
IDS = st.lists(st.integers(1, 10**9), min_size=1, max_size=9)


def _path(ids):
    path = "/"
    for one in ids:
        path = child_path(path, one)
    return path


def test_a_path_holds_the_ids_from_the_root_down():
    assert child_path("/", 1) == "/1/"
    assert child_path("/1/31/", 340) == "/1/31/340/"


@given(IDS)
def test_a_path_gives_back_its_ids(ids):
    assert ancestor_ids(_path(ids)) == ids


@given(IDS, IDS)
def test_a_range_holds_exactly_what_lies_within(ids, others):
    root, path = _path(ids), _path(others)
    low, high = path_range(root)

    assert (low <= path < high) is path.startswith(root)


@given(IDS, IDS)
def test_what_is_added_below_a_node_lies_within_its_range(ids, more):
    root, path = _path(ids), _path([*ids, *more])
    low, high = path_range(root)

    assert low <= path < high


@pytest.mark.parametrize("neighbour", ["/1/30/", "/1/32/", "/1/3/", "/1/310/", "/1/", "/2/31/"])
def test_neighbours_with_similar_numbers_lie_outside(neighbour):
    low, high = path_range("/1/31/")

    assert not low <= neighbour < high


@pytest.mark.parametrize(
    ("on", "basis", "fault"),
    [
        (MARCH, "县总工〔2026〕3号", None),
        (MARCH, "县总工　3号", None),
        (MARCH.replace(day=3), "县总工〔2026〕3号", "生效日期不能晚于今天"),
        (MARCH.replace(year=2001), "县总工〔2026〕3号", "生效日期早于这个工会建立的日期"),
        (MARCH, "县总\u202e工", "依据里有看不见的控制字符"),
        (MARCH, "长" * 201, "依据最多写 200 个字"),
        (MARCH, " ", "请写明依据：工会组织不能随意撤销、合并（工会法第十三条）"),
    ],
)
def test_a_change_holds_from_a_day_that_has_come_and_rests_on_a_ground(on, basis, fault):
    change = Change(on, basis, None, MONDAY)

    assert (
        change_fault(change, MARCH, opened_on=MARCH.replace(year=2020), needs_basis=True) == fault
    )


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_kind_has_a_place_and_says_where_it_has_none(kind):
    below = [above for above in OrganisationKind if placing_fault(kind, above) is None]
    faults = [placing_fault(kind, above) for above in OrganisationKind if above not in below]

    assert all("工会法" in fault for fault in faults)
    assert bool(below) == (kind is not OrganisationKind.ACFTU)
    assert (placing_fault(kind, None) is None) == (kind is not OrganisationKind.GROUP)


def test_only_an_industry_union_guides_others():
    guides = [kind for kind in OrganisationKind if guide_fault(kind) is None]

    assert guides == [OrganisationKind.INDUSTRY]
