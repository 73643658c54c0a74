"""Kept sums of unions with very many below: what the counters add up to, or not shown at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from cadreschool.kernel.db import db, write
from cadreschool.organisations.actions import count, create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.organisations.queries import subtree_sums
from cadreschool.organisations.sums import queries
from cadreschool.organisations.sums.actions import store_sums
from cadreschool.organisations.sums.models import CounterSum
from cadreschool.organisations.sums.queries import FRESH_FOR, large_sums, last_summed_at, sums_of
from cadreschool.worker import summing
from tests.school.cast import MONDAY

WANTED = [("", "members"), ("speaking", "started"), ("speaking", "finished")]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def of_two(session, monkeypatch):
    """Let two unions be very many."""
    monkeypatch.setattr(queries, "MANY", 2)


class _UndoneError(Exception):
    """Raised at the end of an example, so that nothing of it stays."""


def test_sums_are_what_the_counters_add_up_to_in_any_tree(cast, of_two):
    numbers = st.integers(0, 9)

    @settings(max_examples=10, deadline=None)
    @given(st.lists(st.tuples(numbers, numbers, numbers), max_size=8))
    def holds(steps):
        def unit():
            unions = list(db.session.scalars(select(Organisation).order_by(Organisation.id)))
            for number, (place, started, finished) in enumerate(steps):
                parent = unions[place % len(unions)]
                union = create_organisation(
                    f"第{number}厂工会", OrganisationKind.GRASSROOTS, parent, by=None, at=MONDAY
                )
                unions.append(union)
                count(union.id, "speaking", "started", by=started)
                count(union.id, "speaking", "finished", by=finished)
            large = large_sums()
            exact = subtree_sums(list(large), WANTED)
            assert {one.id for one in unions if one.parent_id is None} <= large.keys()
            for union_id, figures in large.items():
                assert {key: figures.get(key) for key in WANTED} == {
                    key: exact.get(union_id, {}).get(key) for key in WANTED
                }
            raise _UndoneError

        with pytest.raises(_UndoneError):
            write(unit)

    holds()


def test_fresh_sums_are_shown_with_their_moment_and_stale_ones_are_not(cast, of_two):
    kept = large_sums()
    write(lambda: store_sums(kept, at=MONDAY))
    write(lambda: count(cast.textile, "speaking", "started", by=1))
    tops = [cast.county, cast.building]

    fresh = sums_of(tops, WANTED, at=MONDAY + MINUTE)
    stale = sums_of(tops, WANTED, at=MONDAY + FRESH_FOR + MINUTE)

    assert fresh.as_of == MONDAY
    assert ("speaking", "started") not in fresh.figures[cast.county]
    assert fresh.figures[cast.building] == {("", "members"): 1}
    assert stale.as_of is None
    assert stale.figures[cast.county]["speaking", "started"] == 1
    assert sums_of(tops, WANTED, at=None) == stale


def test_unions_with_few_below_keep_no_sums(cast, session):
    assert large_sums() == {}
    assert summing.sum_up() == 0
    assert db.session.scalar(select(func.count()).select_from(CounterSum)) == 0


def test_the_worker_rebuilds_them_once_however_many_workers_there_are(cast, of_two):
    made = summing.sum_up()

    assert made == 3, "the county and both towns"
    assert summing.sum_up() == 0
    assert last_summed_at() is not None
