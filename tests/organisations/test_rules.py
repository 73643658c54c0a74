"""Paths of the union tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.organisations.rules import ancestor_ids, child_path, path_range

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
