"""A posted paper against what is stored: touched, untouched, newer elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.learning.sittings.rules import Given, Saved, reconcile
from tests.school.cast import MONDAY

NEWEST = Saved(2, "b", MONDAY)
SHOWN = {(1, 1): "a", (1, 2): "b"}


@pytest.mark.parametrize(
    ("value", "base", "outcome"),
    [
        ("b", 2, "nothing"),
        ("c", 2, "append"),
        ("", 2, "append"),
        ("b", 1, "nothing"),
        ("a", 1, "nothing"),
        ("c", 1, "conflict"),
        ("", 1, "conflict"),
        ("", 0, "nothing"),
        ("c", 0, "conflict"),
        ("c", 7, "conflict"),
        ("", 7, "nothing"),
    ],
    ids=[
        "unchanged",
        "changed in the newest window",
        "taken back in the newest window",
        "a stale window that says the same",
        "a stale window that was not touched",
        "a stale window that was touched",
        "a stale window that took its answer back",
        "an empty window that was not touched",
        "an empty window that was touched",
        "a base that never was, with a value",
        "a base that never was, without one",
    ],
)
def test_a_value_beside_a_stored_answer(value, base, outcome):
    item = Given(1, value, base)

    found = reconcile([item], {1: NEWEST}, SHOWN)

    assert found.append == ((item,) if outcome == "append" else ())
    assert found.conflicts == ((item,) if outcome == "conflict" else ())


@pytest.mark.parametrize(
    ("value", "base", "outcome"),
    [("", 0, "nothing"), ("a", 0, "append"), ("a", 3, "append"), ("", 3, "nothing")],
)
def test_a_value_where_nothing_is_stored(value, base, outcome):
    item = Given(1, value, base)

    found = reconcile([item], {}, {})

    assert found.append == ((item,) if outcome == "append" else ())
    assert found.conflicts == ((item,) if outcome == "conflict" else ())


def test_one_conflict_does_not_hold_up_the_other_questions():
    stale, fresh, same = Given(1, "c", 1), Given(2, "a", 0), Given(3, "x", 1)
    newest = {1: NEWEST, 3: Saved(1, "x", MONDAY)}

    found = reconcile([stale, fresh, same], newest, {**SHOWN, (3, 1): "x"})

    assert (found.append, found.conflicts) == ((fresh,), (stale,))


VALUES = st.sampled_from(["", "a", "b", "c"])


@given(st.lists(VALUES, max_size=4), VALUES, st.integers(0, 5))
def test_a_newer_answer_is_only_ever_replaced_by_a_window_that_saw_it(history, value, base):
    newest = {1: Saved(len(history), history[-1], MONDAY)} if history else {}
    shown = {(1, seq): stored for seq, stored in enumerate(history, start=1)}

    found = reconcile([Given(1, value, base)], newest, shown)

    assert not (found.append and found.conflicts)
    if found.append:
        assert base == len(history) or not history
        assert value != (history[-1] if history else "")
