"""Whom a profile is shown to: the supervisors its owner agreed to, as long as they are these."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.learning.closing import merge_organisations, subordinate_organisation
from cadreschool.learning.moves import return_cadre, transfer_cadre, withdraw_cadre
from cadreschool.learning.profile.actions import rate_self
from cadreschool.learning.profile.queries import is_shared, shared_profile_for
from cadreschool.learning.profile.sharing import share, stop_sharing
from cadreschool.notices.queries import messages_to
from cadreschool.organisations.changes import Change
from cadreschool.people.models import Post, Tie
from cadreschool.people.postings.actions import open_posting
from cadreschool.people.postings.rules import NewPosting
from tests.school.cast import MONDAY
from tests.school.steps import take, viewer_of

TODAY = day_of(MONDAY)
POSTING = NewPosting(Post.MEDIATOR, Tie.PART_TIME, TODAY)
CHANGE = Change(TODAY, "县总工会〔2026〕8 号", None, MONDAY)


@pytest.fixture
def shared(li_mei):
    """Let 李梅 show her profile to the supervisors of her union; return her."""
    write(lambda: share(li_mei, at=MONDAY))
    return li_mei


def sees(viewer, cadre_id):
    """Tell whether the supervisor is shown the profile."""
    here = load_catalogue()
    try:
        shared_profile_for(viewer, cadre_id, catalogue=here, on=TODAY)
    except NotFoundError:
        return False
    finally:
        db.session.close()
    return True


def _told(viewer):
    found = [one.text for one in messages_to(viewer)]
    db.session.close()
    return found


def test_a_supervisor_sees_a_profile_only_while_it_is_shared(li_mei, course, cast):
    sun, zhou, here = viewer_of(cast.sun), viewer_of(cast.zhou), load_catalogue()
    take(li_mei, course)
    assert not sees(sun, cast.li_mei)
    write(lambda: rate_self(li_mei, {"able": 4}, at=MONDAY))
    for _ in range(2):
        write(lambda: share(li_mei, at=MONDAY))

    assert is_shared(cast.li_mei)
    shown = shared_profile_for(sun, cast.li_mei, catalogue=here, on=TODAY)
    assert [axis.count for axis in shown.axes][:2] == [5, 0]
    assert {axis.self_rating for axis in shown.axes} == {None}, "that is between her and her"
    db.session.close()
    assert not any(sees(one, cast.li_mei) for one in (zhou, viewer_of(cast.chen_xiao)))
    for _ in range(2):
        write(lambda: stop_sharing(li_mei, at=MONDAY))
    assert not sees(sun, cast.li_mei)


def test_a_transfer_ends_what_was_agreed_with_the_supervisors_of_before(shared, cast):
    def unit():
        transfer_cadre(cast.li_mei, cast.building, POSTING, by=cast.zhou, at=MONDAY)

    write(unit)

    assert not any(sees(viewer_of(one), cast.li_mei) for one in (cast.sun, cast.zhou))
    (told,) = _told(viewer_of(cast.li_mei))
    assert "您到了另一个工会" in told
    again = viewer_of(cast.li_mei)
    write(lambda: share(again, at=MONDAY))
    assert sees(viewer_of(cast.zhou), cast.li_mei), "she may agree to the new ones"


def test_another_post_in_the_same_union_ends_nothing(shared, cast):
    write(lambda: transfer_cadre(cast.li_mei, cast.textile, POSTING, by=None, at=MONDAY))

    assert sees(viewer_of(cast.sun), cast.li_mei)
    assert _told(shared) == []


def test_leaving_ends_it_and_a_return_brings_nothing_back(shared, cast):
    write(lambda: withdraw_cadre(cast.li_mei, TODAY, "退休", by=None, at=MONDAY))

    assert not sees(viewer_of(cast.sun), cast.li_mei)
    assert "您离任了" in _told(shared)[0]
    with pytest.raises(ConflictError, match="已经离任"):
        write(lambda: share(shared, at=MONDAY))
    for union in (cast.building, cast.textile):
        write(lambda one=union: return_cadre(cast.li_mei, one, POSTING, by=None, at=MONDAY))
        assert not any(sees(viewer_of(one), cast.li_mei) for one in (cast.sun, cast.zhou))
        write(lambda: withdraw_cadre(cast.li_mei, TODAY, "退休", by=None, at=MONDAY))


def test_a_merger_ends_it_for_everybody_at_the_union_and_below(shared, cast):
    write(lambda: merge_organisations(cast.chengguan, cast.qingshi, CHANGE))

    assert not any(sees(viewer_of(one), cast.li_mei) for one in (cast.sun, cast.zhou))
    assert "合并" in _told(shared)[0]


def test_a_union_under_another_one_shows_nobody_any_more(shared, cast):
    write(lambda: subordinate_organisation(cast.textile, cast.chengguan, CHANGE))
    assert is_shared(cast.li_mei), "it was there already"
    db.session.close()

    write(lambda: subordinate_organisation(cast.textile, cast.qingshi, CHANGE))

    assert not sees(viewer_of(cast.zhou), cast.li_mei)
    assert "换了上级" in _told(shared)[0]


def test_a_further_post_opens_it_to_nobody_there(shared, cast):
    write(lambda: open_posting(cast.li_mei, cast.building, POSTING, by=None, at=MONDAY))

    assert sees(viewer_of(cast.sun), cast.li_mei)
    assert not sees(viewer_of(cast.zhou), cast.li_mei)


def test_who_was_moved_meanwhile_agrees_to_the_new_supervisors_or_to_none(li_mei, cast):
    before = replace(li_mei, organisation_id=cast.building)

    with pytest.raises(ConflictError, match="换了工会"):
        write(lambda: share(before, at=MONDAY))
    assert not is_shared(cast.li_mei)
