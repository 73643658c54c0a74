"""Whatever is counted wherever: the sums up the tree are those of the facts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cadreschool.kernel.db import db, write
from cadreschool.organisations.actions import count, create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.organisations.queries import Node, children, own_counters, subtree_sums
from tests.school.cast import MONDAY

COUNTED = [("", "members"), ("a", "started"), ("a", "finished"), ("b", "started")]
SUBJECTS = st.sampled_from(COUNTED)
# A tree as a list of parents: the n-th union hangs below one of the unions before it.
TREES = st.lists(st.integers(0, 30), min_size=1, max_size=9)
COUNTS = st.lists(st.tuples(st.integers(0, 30), SUBJECTS, st.integers(1, 5)), max_size=12)


class _UndoneError(Exception):
    """Raised at the end of an example, so that nothing of it stays."""


def _node(organisation):
    return Node(
        organisation.id,
        organisation.parent_id,
        organisation.path,
        organisation.name,
        organisation.kind,
    )


def _grow(parents):
    root = create_organisation("根", OrganisationKind.GRASSROOTS, None, by=None, at=MONDAY)
    unions = [root]
    for number, parent in enumerate(parents):
        above = unions[parent % len(unions)]
        unions.append(
            create_organisation(
                f"第{number}工会", OrganisationKind.GROUP, above, by=None, at=MONDAY
            )
        )
    return unions


def _below(unions, top):
    """Return the unions at or below one, by walking from child to parent."""
    by_id = {union.id: union for union in unions}

    def is_below(union):
        while union is not None:
            if union.id == top.id:
                return True
            union = by_id.get(union.parent_id)
        return False

    return [union for union in unions if is_below(union)]


def test_sums_up_the_tree_are_those_of_the_facts(session, cast):
    @settings(max_examples=12, deadline=None)
    @given(TREES, COUNTS)
    def holds(parents, counts):
        def unit():
            unions = _grow(parents)
            facts = {union.id: Counter() for union in unions}
            for place, subject, number in counts:
                union = unions[place % len(unions)]
                count(union.id, *subject, by=number)
                facts[union.id][subject] += number
            for union in unions:
                expected = {}
                for child in (one for one in unions if one.parent_id == union.id):
                    total = sum((facts[one.id] for one in _below(unions, child)), Counter())
                    if total:
                        expected[child.id] = dict(total)
                below = [child.id for child in children(_node(union)).nodes]
                assert subtree_sums(below, COUNTED) == expected
                assert own_counters(_node(union)) == dict(facts[union.id])
            raise _UndoneError

        with pytest.raises(_UndoneError):
            write(unit)

    holds()
    assert len(db.session.scalars(select(Organisation.id)).all()) == 5, "the examples are gone"
