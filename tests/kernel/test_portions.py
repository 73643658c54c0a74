"""Something long, in portions."""

from __future__ import annotations

import pytest

from cadreschool.kernel.portions import portions


@pytest.mark.parametrize(("number", "sizes"), [(0, []), (3, [3]), (4, [3, 1]), (6, [3, 3])])
def test_portions_hold_everything_in_order(number, sizes):
    found = list(portions(iter(range(number)), 3))

    assert [len(some) for some in found] == sizes
    assert [one for some in found for one in some] == list(range(number))
