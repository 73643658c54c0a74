"""A practice record from its first words to the archive, and everybody's part in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.faults import UnfitError
from cadreschool.kernel.viewer import Role
from cadreschool.learning.practice_records import actions, queries
from cadreschool.learning.practice_records.actions import MovedOnError, StaleError, Verdict
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.practice_records.rules import MOST_A_YEAR, PracticeKind
from cadreschool.learning.profile.models import ProfileDue
from cadreschool.notices.models import Message
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Post, Tie
from tests.school.cast import MONDAY
from tests.school.recording import (
    DRAFT,
    a_draft,
    hand_over,
    keep,
    put_name_to,
    secret_that,
    state_of,
)
from tests.school.steps import viewer_of

DAY = timedelta(days=1)


@pytest.fixture
def li_mei(session, cast):
    return viewer_of(cast.li_mei)


@pytest.fixture
def sun(session, cast):
    return viewer_of(cast.sun)


@pytest.fixture
def lin(session, cast):
    """Return 林华, who supervises the town above 李梅's union."""

    def unit() -> int:
        town = db.session.get_one(Organisation, cast.chengguan)
        new = NewCadre("linhua", "林华", Post.CHAIR, Tie.FULL_TIME)
        lin = add_cadre(new, town, by=None, at=MONDAY)
        appoint(lin, Role.SUPERVISOR, town, from_on=day_of(MONDAY), by=None, at=MONDAY)
        return lin.id

    return viewer_of(write(unit))


def due() -> set[int]:
    return set(db.session.scalars(select(ProfileDue.cadre_id)))


def told(cadre_id: int) -> list[str]:
    return list(
        db.session.scalars(
            select(Message.title).where(Message.cadre_id == cadre_id).order_by(Message.id)
        )
    )


def test_a_form_that_arrives_twice_is_one_record(li_mei):
    assert keep(li_mei) == keep(li_mei)
    assert db.session.scalar(select(func.count()).select_from(PracticeRecord)) == 1
    assert queries.own_records(li_mei)[0].version == 1


def test_a_change_counts_and_a_stale_one_keeps_both_texts(li_mei):
    record_id = keep(li_mei)
    keep(li_mei, a_draft(base=1, deed="在另一个窗口里改过。"))

    with pytest.raises(StaleError) as refused:
        keep(li_mei, a_draft(base=1, deed="这里又改了一次。"))
    assert refused.value.sheet.draft.deed == "在另一个窗口里改过。"
    assert queries.own_record(li_mei, record_id).version == 2


def test_nobody_else_finds_a_draft(li_mei, sun, cast):
    record_id = keep(li_mei)

    with pytest.raises(NotFoundError):
        queries.own_record(viewer_of(cast.chen_xiao), record_id)
    with pytest.raises(NotFoundError):
        queries.record_for(sun, record_id)


def test_a_signature_is_of_the_text_that_was_read(li_mei, sun):
    record_id = hand_over(li_mei)
    write(lambda: actions.withdraw(li_mei, record_id, at=MONDAY))
    hand_over(li_mei, a_draft(base=1, deed="另写了一遍，事实没有变。"))

    with pytest.raises(MovedOnError):
        put_name_to(sun, record_id, version=1)
    put_name_to(
        sun, record_id, version=2, secret=secret_that(record_id, draws=False), able=2, skilled=1
    )
    sheet = queries.own_record(li_mei, record_id)
    assert (sheet.state, sheet.signature.results) == ("signed", {"able": 2, "skilled": 1})
    assert [one.kind for one in sheet.steps] == ["submit", "withdraw", "submit", "sign"]
    assert due() == {li_mei.cadre_id}
    assert told(li_mei.cadre_id) == ["实践记录签认了"]


def test_only_whoever_supervises_the_union_signs_and_never_the_author(li_mei, sun, cast):
    record_id = hand_over(li_mei)
    for other in (cast.zhou, cast.chen_xiao):
        with pytest.raises(NotFoundError):
            put_name_to(viewer_of(other), record_id)
    own = hand_over(sun, a_draft("b"))
    with pytest.raises(NotFoundError):
        put_name_to(sun, own)
    assert [row.id for row in queries.to_sign(sun)] == [record_id]


def test_every_claimed_competency_is_looked_at(li_mei, sun):
    record_id = hand_over(li_mei)
    for results in ({"able": 2}, {"able": 2, "skilled": 3}, {"able": 2, "dare": 1}):
        with pytest.raises(InvalidError, match="能力"):
            put_name_to(sun, record_id, **results)


def test_what_is_sent_back_is_changed_and_submitted_again(li_mei, sun):
    record_id = hand_over(li_mei)
    write(lambda: actions.send_back(sun, record_id, version=1, words="结果写具体些。", at=MONDAY))
    assert state_of(li_mei, record_id) == "returned"
    assert queries.record_for(sun, record_id).last.words == "结果写具体些。"

    keep(li_mei, a_draft(base=1, result="双方签了协议，三天内补发。"))
    with pytest.raises(NotFoundError):
        queries.record_for(sun, record_id)  # being written again
    hand_over(li_mei, a_draft(base=2, result="双方签了协议，三天内补发。"))
    put_name_to(sun, record_id, version=2)


def test_sending_back_says_why(li_mei, sun):
    record_id = hand_over(li_mei)
    with pytest.raises(InvalidError, match="写几句"):
        write(lambda: actions.send_back(sun, record_id, version=1, words=" ", at=MONDAY))


def test_what_was_signed_is_not_changed_or_withdrawn(li_mei, sun):
    record_id = hand_over(li_mei)
    put_name_to(sun, record_id)

    with pytest.raises(ConflictError):
        keep(li_mei, a_draft(base=1, deed="改一改。"))
    with pytest.raises(ConflictError):
        write(lambda: actions.withdraw(li_mei, record_id, at=MONDAY))
    assert keep(li_mei) == record_id, "the same text once more is no change"


def test_a_draft_that_is_withdrawn_is_gone(li_mei):
    record_id = keep(li_mei)
    write(lambda: actions.withdraw(li_mei, record_id, at=MONDAY))
    assert queries.own_records(li_mei) == []


def test_a_record_that_is_drawn_is_checked_by_somebody_else(li_mei, sun, lin):
    record_id = hand_over(li_mei)
    put_name_to(lin, record_id, secret=secret_that(record_id, draws=True))
    assert state_of(li_mei, record_id) == "sampled"
    assert queries.waiting_for(lin) == (0, 0)
    assert queries.waiting_for(sun) == (0, 1)

    with pytest.raises(ConflictError, match="不能再抽查"):
        check(lin, record_id)
    check(sun, record_id)
    assert state_of(li_mei, record_id) == "archived"


def check(viewer, record_id, *, is_passed=True, words="问过当事的工会，属实。"):
    write(
        lambda: actions.check_sample(
            viewer, record_id, is_passed=is_passed, words=words, at=MONDAY + DAY
        )
    )


def test_a_sample_that_fails_is_no_evidence_any_more(li_mei, sun, lin):
    record_id = hand_over(li_mei)
    put_name_to(lin, record_id, secret=secret_that(record_id, draws=True))
    assert queries.signed_records([li_mei.cadre_id])

    check(sun, record_id, is_passed=False, words="日期对不上，请核实。")
    assert queries.signed_records([li_mei.cadre_id]) == {}
    assert state_of(li_mei, record_id) == "returned"
    assert told(li_mei.cadre_id)[-1] == "实践记录抽查没有通过，退回了"


def test_a_month_after_its_signature_a_record_is_archived_unless_it_was_drawn(li_mei, sun):
    quiet, drawn = hand_over(li_mei), hand_over(li_mei, a_draft("b"))
    put_name_to(sun, quiet, secret=secret_that(quiet, draws=False))
    put_name_to(sun, drawn, secret=secret_that(drawn, draws=True))

    assert write(lambda: actions.archive_due(at=MONDAY + 29 * DAY)) == 0
    assert write(lambda: actions.archive_due(at=MONDAY + 30 * DAY)) == 1
    assert (state_of(li_mei, quiet), state_of(li_mei, drawn)) == ("archived", "sampled")
    assert write(lambda: actions.archive_due(at=MONDAY + 31 * DAY)) == 0


def test_a_witness_confirms_the_text_as_it_stands(li_mei, sun, cast):
    record_id = hand_over(li_mei, a_draft(witness_id=cast.chen_xiao))
    chen_xiao = viewer_of(cast.chen_xiao)
    assert [row.id for row in queries.witness_requests(chen_xiao)] == [record_id]
    put_name_to(sun, record_id)
    assert not queries.signed_records([cast.li_mei])[cast.li_mei][0].is_witnessed

    write(lambda: actions.witness(chen_xiao, record_id, version=1, words="我在场。", at=MONDAY))
    assert queries.signed_records([cast.li_mei])[cast.li_mei][0].is_witnessed
    assert queries.witness_requests(chen_xiao) == []
    with pytest.raises(NotFoundError):
        write(lambda: actions.witness(sun, record_id, version=1, words="", at=MONDAY))


def test_who_witnessed_does_not_sign(li_mei, sun):
    record_id = hand_over(li_mei, a_draft(witness_id=sun.cadre_id))
    write(lambda: actions.witness(sun, record_id, version=1, words="", at=MONDAY))

    with pytest.raises(ConflictError, match="见证人"):
        put_name_to(sun, record_id)
    assert queries.to_sign(sun) == []


def test_a_witness_is_of_the_same_or_a_superior_union(li_mei, cast):
    with pytest.raises(UnfitError, match="见证人"):
        keep(li_mei, a_draft(witness_id=cast.wang_qiang))
    with pytest.raises(UnfitError, match="见证人"):
        keep(li_mei, a_draft(witness_id=li_mei.cadre_id))
    found = queries.colleagues_named(li_mei, "孙主席", cast.textile, on=day_of(MONDAY))
    assert [one.id for one in found] == [cast.sun]
    assert queries.colleagues_named(li_mei, "王强", cast.textile, on=day_of(MONDAY)) == []


def test_what_is_missing_is_said_before_a_record_goes_out(li_mei):
    record_id = keep(li_mei, a_draft(kind="", place="", role="", result="", competencies=()))
    with pytest.raises(UnfitError) as refused:
        write(lambda: actions.submit(li_mei, record_id, at=MONDAY))
    assert set(refused.value.faults) == {"kind", "place", "role", "result", "competencies"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"happened_on": day_of(MONDAY + DAY)}, "happened_on"),
        ({"happened_on": day_of(MONDAY - 400 * DAY)}, "happened_on"),
        ({"deed": "长" * 301}, "deed"),
        ({"kind": "meeting"}, "kind"),
        ({"competencies": ("able", "dare", "skilled")}, "competencies"),
        ({"competencies": ("able", "able")}, "competencies"),
    ],
)
def test_what_does_not_fit_is_not_stored(li_mei, changes, field):
    with pytest.raises(UnfitError) as refused:
        keep(li_mei, a_draft(**changes))
    assert set(refused.value.faults) == {field}
    assert queries.own_records(li_mei) == []


@pytest.mark.parametrize(
    ("field", "planted", "said"),
    [
        ("deed", "给他打了电话13912345678，约好周三谈。", "电话号码"),
        ("result", "核对了身份证11010119900307803X。", "身份证号"),
        ("next_time", "下次请职工王小明先写下经过。", "姓名"),
        ("place", "青石镇幸福路12号3栋501室", "详细地址"),
        ("role", "陪陈晓去仲裁", "姓名"),
    ],
)
def test_personal_data_is_refused_where_it_stands(li_mei, field, planted, said):
    with pytest.raises(UnfitError) as refused:
        keep(li_mei, a_draft(**{field: planted}))
    assert set(refused.value.faults) == {field}
    assert said in refused.value.faults[field][0]
    assert queries.own_records(li_mei) == []


def test_what_a_supervisor_says_holds_no_personal_data_either(li_mei, sun):
    record_id = hand_over(li_mei)
    words = "请补上对方的电话13912345678。"
    with pytest.raises(InvalidError, match="电话号码"):
        write(lambda: actions.send_back(sun, record_id, version=1, words=words, at=MONDAY))


def test_six_of_a_kind_weigh_in_a_year(li_mei, sun):
    for number in range(MOST_A_YEAR + 1):
        on = day_of(MONDAY - number * DAY)
        record_id = hand_over(li_mei, a_draft(f"n{number}", happened_on=on))
        put_name_to(sun, record_id)
    found = queries.signed_records([li_mei.cadre_id])[li_mei.cadre_id]
    assert [one.does_weigh for one in found] == [True] * MOST_A_YEAR + [False]
    assert found[0].kind is PracticeKind.MEDIATION


def test_a_persons_file_holds_what_went_out(li_mei, sun, cast):
    keep(li_mei, a_draft("draft"))
    signed = hand_over(li_mei, a_draft("signed"))
    put_name_to(sun, signed)

    assert [one.id for one in queries.records_of(cast.li_mei)] == [signed]


def test_signing_twice_is_once_and_stale_verdicts_are_refused(li_mei, sun):
    record_id = hand_over(li_mei)
    put_name_to(sun, record_id)
    put_name_to(sun, record_id)
    assert [one.kind for one in queries.own_record(li_mei, record_id).steps] == ["submit", "sign"]
    with pytest.raises(ConflictError):
        write(lambda: actions.send_back(sun, record_id, version=1, words="晚了。", at=MONDAY))


def test_lists_take_as_many_queries_for_three_as_for_one(li_mei, sun, count_queries):
    keep(li_mei)
    with count_queries() as one:
        queries.own_records(li_mei)
    for key in "abc":
        hand_over(li_mei, a_draft(key))
    with count_queries() as three:
        queries.own_records(li_mei)
    assert len(one) == len(three) == 1
    with count_queries() as waiting:
        assert len(queries.to_sign(sun)) == 3
    assert len(waiting) == 1


def test_verdicts_know_the_author_s_text_only(li_mei, sun):
    record_id = hand_over(li_mei)
    verdict = Verdict(1, "长" * 301, {"able": 2, "skilled": 2})
    with pytest.raises(InvalidError, match="最多"):
        write(lambda: actions.sign(sun, record_id, verdict, secret="x", at=MONDAY))
    assert DRAFT.deed == queries.record_for(sun, record_id).draft.deed
