"""Whoever moves takes along what was counted of them: counters stay those of the facts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.learning.moves import Move, post_cadres, transfer_cadre
from cadreschool.learning.queries import own_facts
from cadreschool.organisations.queries import all_counters
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.postings.rules import NewPosting
from cadreschool.people.rosters.actions import Positions
from cadreschool.reports.queries import counter_differences
from tests.school.cast import MONDAY
from tests.school.steps import finish, start, viewer_of

UNIONS = ("county", "chengguan", "textile", "qingshi", "building")
PEOPLE = ("li_mei", "chen_xiao", "wang_qiang", "zhou", "sun")
MOVES = st.lists(
    st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(UNIONS), max_size=5), max_size=4
)


POSTING = NewPosting(Post.MEDIATOR, Tie.PART_TIME, day_of(MONDAY))


def _transfer(cadre_id, union_id):
    write(lambda: transfer_cadre(cadre_id, union_id, POSTING, by=None, at=MONDAY))


class _UndoneError(Exception):
    """Raised at the end of an example, so that nothing of it stays."""


def _counted(union):
    return {key[1:]: number for key, number in all_counters().items() if key[0] == union}


def test_members_beginnings_and_endings_move_along(cast, course, li_mei):
    finish(li_mei, course)
    start(viewer_of(cast.chen_xiao), course)

    _transfer(cast.li_mei, cast.building)

    assert _counted(cast.textile) == {("", "members"): 1, ("speaking", "started"): 1}
    assert _counted(cast.building) == {
        ("", "members"): 2,
        ("speaking", "started"): 1,
        ("speaking", "finished"): 1,
    }
    assert counter_differences() == []


def test_who_moves_comes_last_on_the_new_roster(session, cast):
    _transfer(cast.chen_xiao, cast.building)

    moved = db.session.get_one(Cadre, cast.chen_xiao)
    assert (moved.organisation_id, moved.position) == (cast.building, 2)


def test_who_is_there_already_stays_in_place(session, cast):
    _transfer(cast.li_mei, cast.textile)

    assert db.session.get_one(Cadre, cast.li_mei).position == 1


def test_what_was_learnt_before_a_move_stays_and_goes_on(cast, catalogue, course, li_mei):
    finish(li_mei, course)
    before = own_facts(li_mei, ["speaking"])
    _transfer(cast.li_mei, cast.building)

    assert own_facts(li_mei, ["speaking"]) == before
    finish(li_mei, catalogue.course("listening"))
    assert _counted(cast.building)["listening", "finished"] == 1
    assert counter_differences() == []


def test_counters_stay_those_of_the_facts_however_people_move(cast, course, li_mei):
    finish(li_mei, course)
    for name in ("chen_xiao", "wang_qiang"):
        start(viewer_of(getattr(cast, name)), course)

    @settings(max_examples=15, deadline=None)
    @given(MOVES)
    def holds(steps):
        def unit():
            for step in steps:
                moves = {
                    getattr(cast, who): Move(getattr(cast, to), POSTING) for who, to in step.items()
                }
                post_cadres(moves, Positions(), by=None, at=MONDAY)
                assert counter_differences() == []
            raise _UndoneError

        with pytest.raises(_UndoneError):
            write(unit)

    holds()
