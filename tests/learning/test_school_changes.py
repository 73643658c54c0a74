"""However the school changes, counters stay those of the facts and copies those of the postings."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import CadreSchoolError, NotFoundError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import actions
from cadreschool.learning.closing import close_organisation, merge_organisations
from cadreschool.learning.moves import return_cadre, transfer_cadre, withdraw_cadre
from cadreschool.learning.sittings.actions import save_answers
from cadreschool.organisations.actions import (
    found_organisation,
    move_organisation,
    rename_organisation,
    reorder_organisation,
)
from cadreschool.organisations.changes import Change
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.organisations.queries import NODE, Node, subtree_sums
from cadreschool.people.actions import NewCadre, add_cadre
from cadreschool.people.models import Cadre, Post, Posting, Tie
from cadreschool.people.postings.actions import end_posting, open_posting
from cadreschool.people.postings.queries import copies_that_differ
from cadreschool.people.postings.rules import NewPosting
from cadreschool.people.rules import MEMBERS
from cadreschool.reports.queries import counter_differences
from tests.school.cast import MONDAY
from tests.school.steps import right_answers

PLACES = st.integers(0, 40)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "found",
                "rename",
                "order",
                "move",
                "merge",
                "close",
                "add",
                "transfer",
                "leave",
                "return",
                "further",
                "end",
                "begin",
                "finish",
            )
        ),
        PLACES,
        PLACES,
    ),
    max_size=25,
)
KINDS = (OrganisationKind.GRASSROOTS, OrganisationKind.JOINT, OrganisationKind.GROUP)
POSTS = (Post.CHAIR, Post.MEDIATOR, Post.FINANCE)


class _UndoneError(Exception):
    """Raised at the end of an example, so that nothing of it stays."""


def _one_of(ids, number):
    if not ids:
        raise NotFoundError
    return ids[number % len(ids)]


class _School:
    """Takes steps; one that is refused changes nothing, as on a page."""

    def __init__(self, course):
        self._course = course
        self._at = MONDAY
        self._number = 0

    def take(self, what, one, other):
        self._at += timedelta(hours=8)
        self._number += 1
        with db.session.begin_nested() as point:
            try:
                getattr(self, f"_{what}")(one, other)
            except CadreSchoolError:
                point.rollback()

    def _change(self):
        return Change(day_of(self._at), "县总工会文件", None, self._at)

    def _union(self, number):
        ids = db.session.scalars(select(Organisation.id).order_by(Organisation.id)).all()
        return ids[number % len(ids)]

    def _cadre(self, number):
        ids = db.session.scalars(select(Cadre.id).order_by(Cadre.id)).all()
        return ids[number % len(ids)]

    def _post(self, number):
        post = POSTS[number % len(POSTS)]
        return NewPosting(post, Tie.PART_TIME, day_of(self._at - timedelta(days=number % 3)))

    def _found(self, one, other):
        kind = KINDS[other % len(KINDS)]
        found_organisation(f"第{self._number}工会", kind, self._union(one), self._change())

    def _rename(self, one, other):
        rename_organisation(self._union(one), f"新{other}工会", self._change())

    def _order(self, one, other):
        reorder_organisation(self._union(one), other, by=None, at=self._at)

    def _move(self, one, other):
        move_organisation(self._union(one), self._union(other), self._change())

    def _merge(self, one, other):
        merge_organisations(self._union(one), self._union(other), self._change())

    def _close(self, one, _other):
        leaves = db.session.scalars(
            select(Organisation.id).where(
                Organisation.id.not_in(select(Posting.organisation_id)),
                Organisation.closed_on.is_(None),
            )
        ).all()
        close_organisation(_one_of(leaves, one), self._change())

    def _add(self, one, other):
        new = NewCadre(f"new{self._number}", "赵新", POSTS[other % 3], Tie.FULL_TIME)
        union = db.session.get_one(Organisation, self._union(one))
        add_cadre(new, union, by=None, at=self._at)

    def _transfer(self, one, other):
        post = self._post(other)
        transfer_cadre(self._cadre(one), self._union(other), post, by=None, at=self._at)

    def _leave(self, one, other):
        day = day_of(self._at - timedelta(days=other % 3))
        withdraw_cadre(self._cadre(one), day, "退休", by=None, at=self._at)

    def _return(self, one, other):
        post = self._post(other)
        left = db.session.scalars(select(Cadre.id).where(Cadre.left_on.is_not(None))).all()
        return_cadre(_one_of(left, one), self._union(other), post, by=None, at=self._at)

    def _further(self, one, other):
        post = self._post(other)
        open_posting(self._cadre(one), self._union(other), post, by=None, at=self._at)

    def _end(self, one, _other):
        ids = db.session.scalars(select(Posting.id).where(~Posting.is_main)).all()
        end_posting(_one_of(ids, one), day_of(self._at), by=None, at=self._at)

    def _begin(self, one, other):
        viewer = Viewer(self._cadre(one), 0, "", 0, "")
        lesson = self._course.lessons[other % len(self._course.lessons)]
        at, course = self._at, self._course
        return actions.start_sitting(viewer, course, lesson, seed=other, at=at), viewer

    def _finish(self, one, other):
        course, at = self._course, self._at
        for number in range(len(course.lessons)):
            sitting, viewer = self._begin(one, other + number)
            answers = right_answers(viewer, sitting, course)
            save_answers(viewer, sitting, lambda _, given=answers: given, at=at)
            actions.submit_sitting(viewer, sitting, course, current=course, at=at)


def _holds():
    assert counter_differences() == []
    assert copies_that_differ() == []
    nodes = [Node(*row) for row in db.session.execute(select(*NODE))]
    paths = {node.id: node.path for node in nodes}
    for node in nodes:
        above = paths[node.parent_id] if node.parent_id else "/"
        assert node.path == f"{above}{node.id}/"
        if node.parent_id and node.closed_on is None:
            assert next(one for one in nodes if one.id == node.parent_id).closed_on is None
    rows = db.session.execute(
        select(Cadre.organisation_id, func.count())
        .where(Cadre.left_on.is_(None))
        .group_by(Cadre.organisation_id)
    )
    direct = Counter({row[0]: row[1] for row in rows})
    for top, sums in subtree_sums(list(paths), [MEMBERS]).items():
        below = sum(direct[one] for one, path in paths.items() if path.startswith(paths[top]))
        assert sums.get(MEMBERS, 0) == below


def test_counters_and_copies_hold_whatever_happens_to_the_school(session, cast, catalogue):
    course = catalogue.course("speaking")

    @settings(max_examples=25, deadline=None)
    @given(STEPS)
    def holds(steps):
        def unit():
            school = _School(course)
            for step in steps:
                school.take(*step)
                _holds()
            raise _UndoneError

        with pytest.raises(_UndoneError):
            write(unit)

    holds()
