"""Small numbers: what is told never gives one away, whatever one subtracts from what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.learning.scenarios.rules import rounded
from cadreschool.reports.abilities.rules import Told, Union, groups, share, told

WIDTH = 3


def counts(most):
    """Return how few people may stand on three levels."""
    return st.tuples(*[st.integers(0, most)] * WIDTH)


@st.composite
def trees(draw):
    """Draw a union with one to three below it, of which one may have one below itself."""
    leaves = draw(st.lists(counts(5), min_size=1, max_size=3))
    own = draw(st.one_of(st.just((0,) * WIDTH), counts(2)))
    below = [Union(2 + at, leaf) for at, leaf in enumerate(leaves)]
    if draw(st.booleans()):
        below[0] = Union(2, draw(counts(1)), (Union(9, leaves[0]),))
    return Union(1, own, tuple(below))


def every(union: Union) -> Iterator[Union]:
    yield union
    for one in union.below:
        yield from every(one)


def whole(union: Union) -> tuple[int, ...]:
    return tuple(map(sum, zip(union.own, *(whole(one) for one in union.below), strict=True)))


def worlds(union: Union, shown: dict[int, Told]) -> set[tuple[tuple[int, ...], ...]]:
    """Return all ways in which the people of each union may stand that would show the same.

    The rows of the union itself and of all below it, in one order.
    """
    number = sum(union.own)
    own = {row for row in product(range(number + 1), repeat=WIDTH) if sum(row) == number}
    found = set()
    for parts in product(own, *(worlds(one, shown) for one in union.below)):
        tops = [part[0] for part in parts[1:]]
        row = tuple(map(sum, zip(parts[0], *tops, strict=True)))
        said = shown.get(union.id)
        if said is None or said.is_hidden or tuple(map(rounded, row)) == said.numbers:
            found.add((row, *(one for part in parts[1:] for one in part)))
    return found


@settings(max_examples=60, deadline=None)
@given(trees())
def test_no_number_of_one_to_four_can_be_worked_out(tree):
    shown = told(tree)
    possible = worlds(tree, shown)
    rows = list(zip(*possible, strict=True))

    for union, seen in zip(every(tree), rows, strict=True):
        for level, number in enumerate(whole(union)):
            if 0 < number < 5:
                assert len({row[level] for row in seen}) > 1, (union.id, level)


def test_two_unions_of_four_are_not_told_by_the_one_above():
    shown = told(Union(1, (0, 0, 0), (Union(2, (4, 3, 0)), Union(3, (4, 0, 3)))))

    assert shown[1].is_hidden
    assert shown[2] == Told((0, 0, 0))


def test_a_union_whose_people_all_stand_on_one_level_keeps_it_for_itself():
    assert told(Union(1, (0, 5, 0)))[1].is_hidden
    assert not told(Union(1, (0, 0, 5)))[1].is_hidden, "nobody has enough evidence"
    assert told(Union(1, (0, 6, 0)))[1] == Told((0, 5, 0))


def test_of_fewer_than_five_nothing_is_told():
    assert told(Union(1, (2, 2, 0), (Union(2, (0, 0, 0)),))) == {}


def test_a_large_union_is_told_to_the_nearest_five():
    many = tuple(Union(2 + at, (1, 2, 4)) for at in range(30))

    assert told(Union(1, (0, 0, 0), many))[1] == Told((30, 60, 120))


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({2: 9, 3: 6, 1: 0}, [((2,), False), ((3,), False)]),
        ({2: 9, 3: 2, 4: 3, 1: 0}, [((2,), False), ((3, 4), True)]),
        ({2: 9, 3: 6, 1: 2}, [((2,), False), ((1, 3), True)]),
        ({2: 4, 1: 3}, [((2, 1), True)]),
        ({2: 3, 1: 0}, []),
        ({1: 7}, [((1,), True)]),
    ],
)
def test_small_unions_are_told_of_together(members, expected):
    found = groups(1, members)

    assert [(one.ids, one.is_rest) for one in found] == expected
    assert all(one.members >= 5 for one in found)


def test_shares_are_told_to_the_nearest_five():
    assert [share(part, 30) for part in (0, 1, 10, 29, 30)] == [0, 5, 35, 95, 100]
    assert share(0, 0) is None
