"""What people say of their own profile: how they see it, and what they dispute."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError, NotFoundError
from cadreschool.kernel.viewer import Role
from cadreschool.learning.models import DrawnQuestion
from cadreschool.learning.practice_records.models import PracticeRecord
from cadreschool.learning.profile import actions
from cadreschool.learning.profile.models import SelfRating
from cadreschool.learning.profile.queries import (
    decided_disputes,
    dispute_for,
    disputes_of,
    due_cadres,
    open_disputes,
    profile_of,
)
from cadreschool.learning.profile.sharing import share, stop_sharing
from cadreschool.learning.regrading.rules import RegradeKind
from cadreschool.learning.sittings.actions import NewMark, add_marks
from cadreschool.notices.queries import messages_to
from cadreschool.questions.models import QuestionVersion
from tests.learning.marking.conftest import trainer_at
from tests.school.cast import MONDAY
from tests.school.drills import a_drill_course
from tests.school.evidencing import about, answer_work, make_anew
from tests.school.profiles import sign_records
from tests.school.regrading import apply, propose
from tests.school.running import publish_course
from tests.school.steps import take, viewer_of
from tests.school.writing import submit

TODAY = day_of(MONDAY)


@pytest.fixture
def reviewer(session, cast):
    """Return 孙主席, who reviews for the whole school."""
    return trainer_at(cast.sun, cast.county, Role.REVIEWER)


@pytest.fixture
def source(li_mei, course):
    """Return a piece of 李梅's evidence: the first answer of a check, a wrong one."""
    return f"item:{take(li_mei, course, wrong=1)}:1"


def dispute(viewer, source, reason="题目有歧义。"):
    here = load_catalogue()
    db.session.close()
    return write(lambda: actions.raise_dispute(viewer, source, reason, catalogue=here, at=MONDAY))


def decide(viewer, dispute_id, *, is_kept, words="看过了题目和回答。", at=MONDAY):
    write(lambda: actions.decide_dispute(viewer, dispute_id, is_kept=is_kept, words=words, at=at))


# Disputes --------------------------------------------------------------------------------------


def test_what_was_taken_out_weighs_nothing_and_stays_to_be_seen(li_mei, source, reviewer):
    make_anew(li_mei.cadre_id)
    found = dispute(li_mei, source)
    assert [one.id for one in open_disputes(reviewer)] == [found]
    row, rows = dispute_for(reviewer, found, catalogue=load_catalogue(), on=TODAY)
    assert (row.reason, [one.result for one in rows]) == ("题目有歧义。", [0.0])
    db.session.close()

    decide(reviewer, found, is_kept=False)

    assert about(li_mei.cadre_id, "item")[0] == (
        "able",
        0.0,
        0.0,
        "本人提出异议，复核后去掉",
    )
    assert due_cadres(9) == [li_mei.cadre_id]
    (mine,) = disputes_of(li_mei)
    assert (mine.decision, mine.words, mine.is_open) == ("removed", "看过了题目和回答。", False)
    assert [one.id for one in decided_disputes(reviewer)] == [found]
    told = messages_to(li_mei)[0]
    assert "复核以后去掉" in told.text


def test_what_was_kept_counts_on_and_is_disputed_again_when_it_is_judged_anew(
    li_mei, source, reviewer
):
    first = dispute(li_mei, source)
    decide(reviewer, first, is_kept=True)
    assert about(li_mei.cadre_id, "item")[0] == ("able", 0.0, 1.0, "")
    with pytest.raises(ConflictError, match="没有新的变化"):
        dispute(li_mei, source, "请再看一次。")

    mark = NewMark(1, 500, "regrade:1")
    sitting_id = int(source.split(":")[1])
    write(lambda: add_marks(sitting_id, [mark], at=MONDAY + timedelta(hours=1)))
    second = dispute(li_mei, source, "请再看一次。")
    decide(reviewer, second, is_kept=False)

    assert [one.decision for one in disputes_of(li_mei)] == ["removed", "kept"]
    db.session.close()
    with pytest.raises(ConflictError, match="已经去掉"):
        dispute(li_mei, source)


def test_one_piece_is_disputed_once_at_a_time(li_mei, source):
    assert dispute(li_mei, source) == dispute(li_mei, source, "再说一次。")
    assert len(disputes_of(li_mei)) == 1


@pytest.mark.parametrize("wrong", ["item:999:1", "record:1", "", "item:1"])
def test_only_ones_own_evidence_is_disputed(li_mei, source, cast, wrong):
    with pytest.raises(NotFoundError):
        dispute(li_mei, wrong)
    db.session.close()
    with pytest.raises(NotFoundError):
        dispute(viewer_of(cast.chen_xiao), source)


def test_a_dispute_needs_a_reason_and_a_decision_words(li_mei, source, reviewer):
    with pytest.raises(InvalidError, match="理由"):
        dispute(li_mei, source, "  ")
    with pytest.raises(InvalidError, match="501"):
        dispute(li_mei, source, "长" * 501)
    found = dispute(li_mei, source)
    with pytest.raises(InvalidError, match="为什么"):
        decide(reviewer, found, is_kept=True, words=" ")


def test_the_first_decision_holds_and_twice_is_once(li_mei, source, reviewer, cast):
    found, zhou = dispute(li_mei, source), trainer_at(cast.zhou, cast.county, Role.REVIEWER)
    decide(reviewer, found, is_kept=True)
    decide(reviewer, found, is_kept=True, at=MONDAY + timedelta(hours=1))

    with pytest.raises(ConflictError):
        decide(zhou, found, is_kept=True)
    with pytest.raises(ConflictError):
        decide(reviewer, found, is_kept=False)
    assert len(messages_to(li_mei)) == 1


def test_nobody_decides_their_own_nor_one_of_another_town(li_mei, source, cast):
    found = dispute(li_mei, source)
    herself = trainer_at(cast.li_mei, cast.county, Role.REVIEWER)
    elsewhere = trainer_at(cast.zhou, cast.qingshi, Role.REVIEWER)
    nearby = trainer_at(cast.wang_qiang, cast.chengguan, Role.REVIEWER)

    for viewer in (herself, elsewhere, viewer_of(cast.chen_xiao)):
        assert open_disputes(viewer) == []
        db.session.close()
        with pytest.raises(NotFoundError):
            decide(viewer, found, is_kept=True)
    assert [one.id for one in open_disputes(nearby)] == [found]


def _refused(viewer, dispute_id):
    """Tell whether the dispute is as if it were not there."""
    assert dispute_id not in {one.id for one in open_disputes(viewer)}
    db.session.close()
    here = load_catalogue()
    for ask in (
        lambda: write(
            lambda: actions.decide_dispute(
                viewer, dispute_id, is_kept=True, words="没有错。", at=MONDAY
            )
        ),
        lambda: dispute_for(viewer, dispute_id, catalogue=here, on=TODAY),
    ):
        with pytest.raises(NotFoundError):
            ask()
        db.session.close()
    return True


def test_who_signed_or_witnessed_a_record_does_not_decide_about_it(li_mei, reviewer, cast):
    with time_machine.travel(MONDAY, tick=False):
        (record_id,) = sign_records(cast.li_mei, "dare 1", by=cast.sun)
    witness = trainer_at(cast.chen_xiao, cast.county, Role.REVIEWER)
    other = trainer_at(cast.zhou, cast.county, Role.REVIEWER)

    def unit():
        db.session.get_one(PracticeRecord, record_id).witness_id = cast.chen_xiao

    write(unit)
    found = dispute(li_mei, f"record:{record_id}")

    assert _refused(reviewer, found)
    assert _refused(witness, found)
    decide(other, found, is_kept=True)
    assert [one.id for one in decided_disputes(reviewer)] == [found]
    assert dispute_for(reviewer, found, catalogue=load_catalogue(), on=TODAY)[0].decision == "kept"


def test_who_marked_a_writing_does_not_decide_about_it(li_mei, cast):
    course, sun = publish_course(a_drill_course()), trainer_at(cast.sun, cast.county)
    work_id = submit(li_mei, course)
    answer_work(sun, work_id, 1, 1, 1)
    reviewer = trainer_at(cast.sun, cast.county, Role.REVIEWER)

    found = dispute(li_mei, f"writing:{work_id}")

    assert _refused(reviewer, found)


def test_who_marked_or_regraded_an_answer_does_not_decide_about_it(li_mei, source, cast):
    sun = trainer_at(cast.sun, cast.county)
    number = int(source.split(":")[1])
    asked = db.session.scalar(
        db.select(QuestionVersion.question_id)
        .join(DrawnQuestion, DrawnQuestion.question_version_id == QuestionVersion.id)
        .where(DrawnQuestion.sitting_id == number, DrawnQuestion.position == 1)
    )
    db.session.close()
    apply(sun, propose(sun, asked, RegradeKind.FULL))
    hand = NewMark(1, 700, "person", marked_by=cast.zhou)
    write(lambda: add_marks(number, [hand], at=MONDAY))
    found = dispute(li_mei, source)

    for cadre_id in (cast.sun, cast.zhou):
        assert _refused(trainer_at(cadre_id, cast.county, Role.REVIEWER), found)
    elsewhere = trainer_at(cast.wang_qiang, cast.county, Role.REVIEWER)
    assert [one.id for one in open_disputes(elsewhere)] == [found]


# Self-rating -----------------------------------------------------------------------------------


def test_how_one_sees_oneself_is_kept_whenever_it_changes(li_mei):
    for levels in ({"able": 2, "dare": 0}, {"able": 2, "dare": 0}, {"able": 3}):
        write(lambda levels=levels: actions.rate_self(li_mei, levels, at=MONDAY))

    profile = profile_of(li_mei.cadre_id, catalogue=load_catalogue(), on=TODAY)
    assert [axis.self_rating for axis in profile.axes] == [3, 0, None, None, None, None]
    assert db.session.scalar(select(func.count()).select_from(SelfRating)) == 3


def test_a_level_or_competency_that_does_not_exist_is_refused(li_mei):
    with pytest.raises(InvalidError):
        write(lambda: actions.rate_self(li_mei, {"able": 5}, at=MONDAY))
    with pytest.raises(NotFoundError):
        write(lambda: actions.rate_self(li_mei, {"brave": 1}, at=MONDAY))


# All of it ---------------------------------------------------------------------------------------


def test_everything_said_is_audited_without_the_words(li_mei, source, reviewer):
    found = dispute(li_mei, source)
    decide(reviewer, found, is_kept=False)
    write(lambda: actions.rate_self(li_mei, {"able": 4}, at=MONDAY))
    for act in (share, share, stop_sharing, stop_sharing):
        write(lambda act=act: act(li_mei, at=MONDAY))

    names = ("dispute", "profile")
    rows = db.session.execute(
        select(AuditRow.action, AuditRow.detail)
        .where(AuditRow.object_kind.in_(names))
        .order_by(AuditRow.id)
    ).all()
    assert [row[0] for row in rows] == [
        "dispute.raise",
        "dispute.decide",
        "profile.rate",
        "profile.share",
        "profile.stop_sharing",
    ]
    assert not any("歧义" in str(row[1]) or "看过了" in str(row[1]) for row in rows)
