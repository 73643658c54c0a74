"""Where a record is earned, who reads it after somebody moved, and what was decided already."""

from __future__ import annotations

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.kernel.faults import UnfitError
from cadreschool.learning.moves import transfer_cadre, withdraw_cadre
from cadreschool.learning.practice_records import actions, queries
from cadreschool.learning.practice_records.actions import SignedError
from cadreschool.learning.practice_records.queries import TakenBackError
from cadreschool.people.models import Post, Tie
from cadreschool.people.postings.rules import NewPosting
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over, keep, put_name_to, state_of
from tests.school.steps import viewer_of


@pytest.fixture
def li_mei(session, cast):
    return viewer_of(cast.li_mei)


@pytest.fixture
def sun(session, cast):
    return viewer_of(cast.sun)


def _move(cadre_id: int, organisation_id: int) -> None:
    posting = NewPosting(Post.MEDIATOR, Tie.FULL_TIME, clock.today())
    now = clock.now()
    write(lambda: transfer_cadre(cadre_id, organisation_id, posting, by=None, at=now))


def test_a_record_is_earned_in_the_union_where_it_is_submitted(li_mei, cast):
    record_id = keep(li_mei)
    _move(cast.li_mei, cast.building)
    moved = viewer_of(cast.li_mei)
    write(lambda: actions.submit(moved, record_id, at=MONDAY))

    assert queries.own_record(moved, record_id).organisation_id == cast.building
    assert queries.record_for(viewer_of(cast.zhou), record_id).organisation_id == cast.building


def test_what_went_out_stays_where_it_was_earned(li_mei, sun, cast):
    record_id = hand_over(li_mei)
    _move(cast.li_mei, cast.building)
    put_name_to(sun, record_id)
    assert queries.own_record(li_mei, record_id).organisation_id == cast.textile


def test_a_witness_of_the_former_union_is_named_anew_before_a_record_goes_out(li_mei, cast):
    record_id = keep(li_mei, a_draft(witness_id=cast.chen_xiao))
    _move(cast.li_mei, cast.building)
    moved = viewer_of(cast.li_mei)
    with pytest.raises(UnfitError, match="见证人"):
        write(lambda: actions.submit(moved, record_id, at=MONDAY))
    assert state_of(li_mei, record_id) == "draft"


def test_who_left_submits_nothing_and_keeps_their_drafts(li_mei, cast):
    record_id = keep(li_mei)
    write(lambda: withdraw_cadre(cast.li_mei, clock.today(), "退休", by=None, at=clock.now()))

    with pytest.raises(ConflictError, match="离任"):
        write(lambda: actions.submit(li_mei, record_id, at=MONDAY))
    keep(li_mei, a_draft(base=1, result="又补了一句。"))
    assert queries.own_record(li_mei, record_id).draft.result == "又补了一句。"


def test_a_witness_who_went_to_another_union_reads_nothing_more(li_mei, cast):
    record_id = hand_over(li_mei, a_draft(witness_id=cast.chen_xiao))
    chen_xiao = viewer_of(cast.chen_xiao)
    assert [row.id for row in queries.witness_requests(chen_xiao)] == [record_id]
    _move(cast.chen_xiao, cast.building)

    gone = viewer_of(cast.chen_xiao)
    assert queries.witness_requests(gone) == []
    for ask in (
        lambda: queries.witness_record(gone, record_id),
        lambda: write(lambda: actions.witness(gone, record_id, version=1, words="", at=MONDAY)),
    ):
        with pytest.raises(NotFoundError):
            ask()


def test_a_second_signature_is_the_same_once_more_or_is_refused_with_who_signed_when(li_mei, sun):
    record_id = hand_over(li_mei)
    put_name_to(sun, record_id, able=2, skilled=1)
    put_name_to(sun, record_id, able=2, skilled=1)

    for other in ({"able": 0, "skilled": 0}, {"able": 2, "skilled": 1, "version": 99}):
        with pytest.raises(SignedError, match=f"{sun.name}已在 {clock.moment_text(MONDAY)} 签认"):
            put_name_to(sun, record_id, **other)
    sheet = queries.own_record(li_mei, record_id)
    assert [one.kind for one in sheet.steps] == ["submit", "sign"]
    assert sheet.signature.results == {"able": 2, "skilled": 1}


def test_what_its_author_took_back_is_a_conflict_for_who_had_it_open(li_mei, sun, cast):
    record_id = hand_over(li_mei)
    never_out = keep(li_mei, a_draft("b"))
    write(lambda: actions.withdraw(li_mei, record_id, at=MONDAY))

    with pytest.raises(TakenBackError, match="收回"):
        put_name_to(sun, record_id)
    with pytest.raises(NotFoundError):
        queries.record_for(sun, record_id)
    with pytest.raises(NotFoundError):
        put_name_to(viewer_of(cast.zhou), record_id)
    with pytest.raises(NotFoundError):
        put_name_to(sun, never_out)
