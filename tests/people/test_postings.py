"""Posts with days: who sees whom, and what a union keeps of somebody who went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.viewer import Role
from cadreschool.learning.moves import return_cadre, transfer_cadre, withdraw_cadre
from cadreschool.organisations.models import Organisation
from cadreschool.organisations.queries import all_counters, organisation_for
from cadreschool.people.accounts.actions import deactivate_cadre
from cadreschool.people.actions import appoint
from cadreschool.people.lookup.queries import Shown, further_members_of, members_of
from cadreschool.people.models import Cadre, Post, Tie
from cadreschool.people.postings.actions import end_posting, open_posting
from cadreschool.people.postings.queries import (
    former_members,
    posting_for,
    postings_of,
)
from cadreschool.people.postings.rules import NewPosting, Span
from cadreschool.people.queries import cadre_for, viewer_of_cadre
from tests.school.cast import MONDAY
from tests.school.steps import organisation_node, take, viewer_of

DAY = timedelta(days=1)
TODAY = day_of(MONDAY)


def _transfer(cadre_id, union_id, *, on=TODAY, at=MONDAY, post=Post.MEDIATOR):
    new = NewPosting(post, Tie.PART_TIME, on)
    write(lambda: transfer_cadre(cadre_id, union_id, new, by=None, at=at))


def _further(cadre_id, union_id, *, at=MONDAY):
    new = NewPosting(Post.MEDIATOR, Tie.PART_TIME, day_of(at))
    return write(lambda: open_posting(cadre_id, union_id, new, by=None, at=at))


def _leave(cadre_id, *, at=MONDAY, on=None):
    write(lambda: withdraw_cadre(cadre_id, on or day_of(at), "退休", by=None, at=at))


def test_a_transfer_ends_one_post_the_day_before_the_next_begins(session, cast):
    later = MONDAY + 30 * DAY
    _transfer(cast.li_mei, cast.building, on=date(2026, 3, 20), at=later)

    held = [(one.organisation_id, one.from_on, one.until_on) for one in postings_of(cast.li_mei)]
    assert held == [
        (cast.building, date(2026, 3, 20), None),
        (cast.textile, date(2026, 3, 2), date(2026, 3, 19)),
    ]


def test_a_post_that_never_had_a_day_leaves_no_line(session, cast):
    _transfer(cast.li_mei, cast.building)

    assert [one.organisation_id for one in postings_of(cast.li_mei)] == [cast.building]


def test_another_post_in_the_same_union_keeps_the_place_on_its_roster(session, cast):
    _transfer(cast.li_mei, cast.textile, at=MONDAY + DAY, on=TODAY + DAY)

    cadre = db.session.get_one(Cadre, cast.li_mei)
    assert (cadre.post, cadre.position) == (Post.MEDIATOR, 1)
    assert all_counters()[cast.textile, "", "members"] == 2


@pytest.mark.parametrize("on", [TODAY + DAY, TODAY - DAY])
def test_a_transfer_is_neither_ahead_of_today_nor_before_the_present_post(session, cast, on):
    with pytest.raises(InvalidError):
        _transfer(cast.li_mei, cast.building, on=on)


def test_a_union_knows_who_was_there_with_their_days(session, cast):
    later = MONDAY + 10 * DAY
    _transfer(cast.wang_qiang, cast.textile, on=day_of(later), at=later)
    ((former,), number) = former_members(organisation_node(cast.building))

    with pytest.raises(NotFoundError):
        cadre_for(viewer_of(cast.zhou), cast.wang_qiang)
    assert (former.id, number) == (cast.wang_qiang, 1)
    assert former.spans == (Span(TODAY, day_of(later) - DAY),)
    assert former_members(organisation_node(cast.textile)) == ([], 0)


def test_who_left_is_found_at_the_union_they_left_and_among_its_former_members(session, cast):
    _leave(cast.wang_qiang)

    assert cadre_for(viewer_of(cast.zhou), cast.wang_qiang).left_on == TODAY
    assert former_members(organisation_node(cast.building))[0][0].id == cast.wang_qiang


def test_a_further_post_shows_a_cadre_there_without_counting_them(session, cast):
    zhou = viewer_of(cast.zhou)
    posting_id = _further(cast.li_mei, cast.building)
    building = organisation_for(zhou, cast.building)

    assert cadre_for(zhou, cast.li_mei).organisation_id == cast.textile
    (shown,) = further_members_of(building)
    assert (shown.name, shown.is_further, shown.post_name) == ("李梅", True, "劳动争议调解员")
    assert all_counters()[cast.building, "", "members"] == 1

    write(lambda: end_posting(posting_id, TODAY, by=None, at=MONDAY))
    with pytest.raises(NotFoundError):
        cadre_for(zhou, cast.li_mei)


def test_a_further_post_gives_an_administrator_no_hold_on_the_account(session, cast):
    def unit():
        zhou, union = db.session.get(Cadre, cast.zhou), db.session.get(Organisation, cast.qingshi)
        appoint(zhou, Role.SYSTEM_ADMIN, union, from_on=TODAY, by=None, at=MONDAY)

    write(unit)
    posting_id = _further(cast.li_mei, cast.building)
    zhou = viewer_of(cast.zhou)

    with pytest.raises(NotFoundError):
        cadre_for(zhou, cast.li_mei, role=Role.SYSTEM_ADMIN)
    assert posting_for(zhou, posting_id).organisation_id == cast.building


def test_who_left_is_off_the_roster_and_holds_no_right_until_they_return(session, cast):
    before = viewer_of(cast.zhou)
    later = MONDAY + DAY
    _leave(cast.zhou, at=later)

    assert before.is_supervisor
    assert not viewer_of(cast.zhou, at=later).is_supervisor
    assert viewer_of_cadre(cast.zhou, at=later).grants == ()
    assert members_of(organisation_node(cast.qingshi), Shown.PRESENT, page=1) == ([], 0)
    assert (cast.qingshi, "", "members") not in all_counters()

    new = NewPosting(Post.CHAIR, Tie.FULL_TIME, day_of(later))
    write(lambda: return_cadre(cast.zhou, cast.qingshi, new, by=None, at=later))
    assert viewer_of(cast.zhou, at=later).is_supervisor
    assert all_counters()[cast.qingshi, "", "members"] == 1


def test_what_is_learnt_after_leaving_is_counted_with_the_return(session, cast, catalogue):
    later = MONDAY + DAY
    _leave(cast.li_mei, at=later)
    take(viewer_of(cast.li_mei, at=later), catalogue.course("speaking"), 1, at=later)
    between = all_counters()
    new = NewPosting(Post.CHAIR, Tie.PART_TIME, day_of(later))
    write(lambda: return_cadre(cast.li_mei, cast.building, new, by=None, at=later))

    assert not any(key[1] == "speaking" for key in between)
    assert all_counters()[cast.building, "speaking", "started"] == 1


def test_nobody_who_left_or_is_deactivated_is_appointed(session, cast):
    _leave(cast.li_mei)
    write(lambda: deactivate_cadre(cast.chen_xiao, "", by=None, at=MONDAY))

    for cadre_id in (cast.li_mei, cast.chen_xiao):

        def unit(who=cadre_id):
            cadre, union = db.session.get(Cadre, who), db.session.get(Organisation, cast.textile)
            appoint(cadre, Role.TRAINER, union, from_on=TODAY, by=None, at=MONDAY)

        with pytest.raises(ConflictError):
            write(unit)


def test_a_deactivated_cadre_does_no_work_by_deputy(session, cast):
    assert viewer_of_cadre(cast.sun, at=MONDAY).is_supervisor
    write(lambda: deactivate_cadre(cast.sun, "", by=None, at=MONDAY))

    assert viewer_of_cadre(cast.sun, at=MONDAY) is None
