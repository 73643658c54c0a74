"""People and unions move while others learn and are posted: counters stay exact, nobody is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from flask import Flask

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import CadreSchoolError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning import actions
from cadreschool.learning.closing import close_organisation, merge_organisations
from cadreschool.learning.moves import return_cadre, transfer_cadre, withdraw_cadre
from cadreschool.organisations.actions import found_organisation, move_organisation
from cadreschool.organisations.changes import Change
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.people.models import Posting, Tie
from cadreschool.people.postings.queries import copies_that_differ
from cadreschool.people.postings.rules import NewPosting
from cadreschool.reports.queries import counter_differences
from tests.school.cast import MONDAY, Cast

pytestmark = pytest.mark.database
TODAY = day_of(MONDAY)
CHANGE = Change(TODAY, "县总工〔2026〕9号", None, MONDAY)
POSTING = NewPosting("mediator", Tie.PART_TIME, TODAY)
Unit = Callable[[], object]


def _at_once(app: Flask, *lines: Sequence[Unit]) -> list[Exception]:
    """Run each line of units in a thread of its own; return what was refused."""
    together = threading.Barrier(len(lines))
    refused: list[Exception] = []

    def run(line: Sequence[Unit]) -> None:
        with app.app_context():
            together.wait()
            for unit in line:
                try:
                    write(unit)
                except CadreSchoolError as error:
                    refused.append(error)
            db.session.remove()

    threads = [threading.Thread(target=run, args=[line]) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def _is_exact(app: Flask) -> bool:
    with app.app_context():
        return counter_differences() == [] and copies_that_differ() == []


def test_a_cadre_who_learns_while_being_moved_is_counted_where_they_are(
    app: Flask, cast: Cast
) -> None:
    with app.app_context():
        courses = load_catalogue().courses
    viewer = Viewer(cast.li_mei, 0, "", 0, "")

    def starting(number: int) -> Unit:
        course = courses[number % len(courses)]
        lesson = course.lessons[0]
        return lambda: actions.start_sitting(viewer, course, lesson, seed=number, at=MONDAY)

    def moving(number: int) -> Unit:
        union = (cast.building, cast.textile)[number % 2]
        return lambda: transfer_cadre(cast.li_mei, union, POSTING, by=None, at=MONDAY)

    def leaving(number: int) -> Unit:
        if number % 2:
            return lambda: return_cadre(cast.li_mei, cast.county, POSTING, by=None, at=MONDAY)
        return lambda: withdraw_cadre(cast.li_mei, TODAY, "", by=None, at=MONDAY)

    _at_once(app, *([make(number) for number in range(6)] for make in (starting, moving, leaving)))

    assert _is_exact(app)


def test_nobody_is_posted_into_a_union_that_closes_meanwhile(app: Flask, cast: Cast) -> None:
    with app.app_context():
        write(lambda: transfer_cadre(cast.wang_qiang, cast.textile, POSTING, by=None, at=MONDAY))
        db.session.remove()
    coming = [
        lambda who=who: transfer_cadre(who, cast.building, POSTING, by=None, at=MONDAY)
        for who in (cast.li_mei, cast.chen_xiao)
    ]
    refused = _at_once(app, coming, [lambda: close_organisation(cast.building, CHANGE)])

    assert refused
    assert _is_exact(app)
    with app.app_context():
        union = db.session.get_one(Organisation, cast.building)
        held = db.session.query(Posting).filter_by(organisation_id=union.id, until_on=None).count()
        assert (union.closed_on is None) == (held > 0)


def test_unions_move_in_and_out_of_each_other_without_a_circle(app: Flask, cast: Cast) -> None:
    def founding(number: int) -> Unit:
        kind, name = OrganisationKind.GRASSROOTS, f"第{number}工会"
        return lambda: found_organisation(name, kind, cast.textile, CHANGE)

    _at_once(
        app,
        [lambda: move_organisation(cast.textile, cast.building, CHANGE)],
        [lambda: move_organisation(cast.building, cast.textile, CHANGE)],
        [founding(number) for number in range(4)],
        [lambda: merge_organisations(cast.qingshi, cast.chengguan, CHANGE)],
    )

    assert _is_exact(app)
    with app.app_context():
        paths = {one.id: one.path for one in db.session.query(Organisation)}
        for one in db.session.query(Organisation):
            above = paths[one.parent_id] if one.parent_id else "/"
            assert one.path == f"{above}{one.id}/"
