"""Papers are sat within their hours and their time, as often as allowed, and marked by points."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, NotFoundError
from cadreschool.learning.actions import hand_in, hand_in_overdue, rescore
from cadreschool.learning.exams.actions import end_exam, lengthen
from cadreschool.learning.exams.queries import own_paper, own_papers, paper_of, released
from cadreschool.learning.models import LateAnswer, Mark, Sitting
from cadreschool.learning.sittings.actions import (
    NewMark,
    SittingElsewhereError,
    add_marks,
    save_answers,
    take_seat,
)
from cadreschool.learning.sittings.queries import newest_marks, questions_of, sheet_for
from cadreschool.learning.sittings.rules import Given
from cadreschool.questions.papers.access import AccessRule, When
from cadreschool.questions.papers.actions import NewException, make_exception
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.questions.values import Scoring
from cadreschool.reports.audited_facts import facts_that_differ
from tests.school.cast import MONDAY
from tests.school.papers import BANK, a_paper, answer, fill_bank, sit, write_paper
from tests.school.steps import viewer_of

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def li_mei(session, cast):
    return viewer_of(cast.li_mei)


def _submit(viewer, sitting_id, *, at=MONDAY):
    return write(lambda: hand_in(viewer, sitting_id, at=at))


def _save(viewer, sitting_id, *given, at=MONDAY):
    return write(lambda: save_answers(viewer, sitting_id, lambda _: given, at=at))


def test_a_paper_is_drawn_with_its_points_and_has_its_time(cast, li_mei):
    paper = a_paper(by=cast.sun)

    sheet = sheet_for(li_mei, sit(li_mei, paper))

    assert [row.points for row in sheet.drawn] == [2, 2, 2, 1, 1]
    assert (sheet.paper_id, sheet.number, sheet.mode) == (paper, 1, "exam")
    assert (sheet.due_at, sheet.seat, sheet.check) == (MONDAY + HOUR, li_mei.sign_in_id, None)


def test_points_weigh_and_the_score_is_of_all_points(cast, li_mei):
    sitting = sit(li_mei, a_paper(by=cast.sun))
    answer(li_mei, sitting, wrong=1)

    outcome = _submit(li_mei, sitting)

    assert (outcome.score, outcome.pending) == (75, 0)


@pytest.mark.parametrize(
    ("scoring", "score"),
    [(Scoring.EXACT, 75), (Scoring.HALF, 87), (Scoring.PER_OPTION, 93), (Scoring.PENALTY, 87)],
)
def test_a_half_right_choice_counts_as_the_paper_says(cast, li_mei, scoring, score):
    design = Design(uses_lessons=True, rows=(Row(1, 2, kind="multiple"), Row(2, 3, kind="single")))
    sitting = sit(li_mei, a_paper(by=cast.sun, design=design, scoring=scoring))
    answer(li_mei, sitting)
    first = sheet_for(li_mei, sitting).drawn[0]
    right = questions_of(sheet_for(li_mei, sitting))[1].question.answer.split(",")
    _save(li_mei, sitting, Given(1, right[0], first.newest.seq))

    assert _submit(li_mei, sitting).score == score
    assert {row[0] for row in db.session.execute(select(Mark.rule))} == {
        {"exact": "whole-1"}.get(scoring, f"{scoring.value}-1")
    }


def test_going_on_is_not_beginning_again(cast, li_mei):
    paper = a_paper(by=cast.sun)

    assert sit(li_mei, paper) == sit(li_mei, paper, at=MONDAY + MINUTE)


def test_the_number_of_goes_is_limited_and_the_reason_said(cast, li_mei):
    paper = a_paper(by=cast.sun)
    _submit(li_mei, sit(li_mei, paper))

    with pytest.raises(ConflictError, match="可考 1 次，您已经考过 1 次。"):
        sit(li_mei, paper)


def test_rules_decide_who_begins(cast, li_mei):
    rules = (
        AccessRule(may=False, why="组长下周考。", when=When(posts=("group_leader",))),
        AccessRule(may=True, form=2),
    )
    paper = a_paper(by=cast.sun, rules=rules, forms=2)

    assert sheet_for(li_mei, sit(li_mei, paper)).form == 2
    with pytest.raises(ConflictError, match="组长下周考。"):
        sit(viewer_of(cast.chen_xiao), paper)


def test_a_resit_is_for_those_who_failed(cast, li_mei):
    exam = a_paper(by=cast.sun)
    rules = (
        AccessRule(may=True, when=When(failed=exam)),
        AccessRule(may=False, why="补考只对没有合格的人开放。"),
    )
    resit = a_paper(by=cast.sun, mode=PaperMode.RESIT, rules=rules)
    chen_xiao = viewer_of(cast.chen_xiao)
    sitting = sit(chen_xiao, exam)
    answer(chen_xiao, sitting)
    _submit(chen_xiao, sitting)
    _submit(li_mei, sit(li_mei, exam))

    assert own_paper(li_mei, resit, at=MONDAY).decision.may
    assert own_paper(chen_xiao, resit, at=MONDAY).decision.why == "补考只对没有合格的人开放。"


def test_a_mock_never_counts_as_passed(cast, li_mei):
    mock = a_paper(by=cast.sun, mode=PaperMode.MOCK)
    exam = a_paper(by=cast.sun, rules=(AccessRule(may=True, when=When(passed=mock)),))
    sitting = sit(li_mei, mock)
    answer(li_mei, sitting)
    assert _submit(li_mei, sitting).score == 100

    assert not own_paper(li_mei, exam, at=MONDAY).decision.may
    assert sheet_for(li_mei, sitting).seat is None


def test_papers_of_other_unions_and_drafts_are_not_found(cast, li_mei):
    other = a_paper(by=cast.sun, union=cast.building)
    draft = write_paper(by=cast.sun, union=cast.textile)
    own = a_paper(by=cast.sun, union=cast.chengguan)

    assert [one.facts.id for one in own_papers(li_mei, at=MONDAY)] == [own]
    for paper in (other, draft, 999, 2**40):
        with pytest.raises(NotFoundError):
            own_paper(li_mei, paper, at=MONDAY)
        with pytest.raises(NotFoundError):
            sit(li_mei, paper)


# Time


def test_answers_are_taken_until_ten_seconds_after_the_end(cast, li_mei):
    sitting = sit(li_mei, a_paper(by=cast.sun))

    in_time = _save(li_mei, sitting, Given(1, "a", 0), at=MONDAY + HOUR + 10 * SECOND)
    late = _save(li_mei, sitting, Given(2, "b", 0), at=MONDAY + HOUR + 11 * SECOND)

    assert (in_time.is_late, late.is_late) == (False, True)
    assert sheet_for(li_mei, sitting).drawn[1].newest is None
    kept = db.session.execute(select(LateAnswer.position, LateAnswer.value)).all()
    assert [tuple(row) for row in kept] == [(2, "b")]


def test_what_came_late_is_kept_once_and_what_is_stored_already_not_at_all(cast, li_mei):
    sitting = sit(li_mei, a_paper(by=cast.sun))
    _save(li_mei, sitting, Given(1, "a", 0))

    for _ in range(2):
        form = (Given(1, "a", 0), Given(2, "b", 0), Given(3, "", 0))
        _save(li_mei, sitting, *form, at=MONDAY + 2 * HOUR)

    assert db.session.scalar(select(func.count()).select_from(LateAnswer)) == 1


def test_a_dead_client_is_handed_in_as_it_stands_and_counts_from_its_time(cast, li_mei):
    sitting = sit(li_mei, a_paper(by=cast.sun))
    answer(li_mei, sitting, leave=4)

    assert write(lambda: hand_in_overdue(sitting, at=MONDAY + HOUR)) is None
    write(lambda: hand_in_overdue(sitting, at=MONDAY + 5 * HOUR))
    again = write(lambda: hand_in_overdue(sitting, at=MONDAY + 5 * HOUR))

    sheet = sheet_for(li_mei, sitting)
    assert (sheet.submitted_at, sheet.score, again) == (MONDAY + HOUR, 25, None)
    assert sheet.ran_out
    assert list(facts_that_differ()) == []


def test_late_answers_are_kept_after_the_server_has_handed_in_too(cast, li_mei):
    sitting = sit(li_mei, a_paper(by=cast.sun))
    write(lambda: hand_in_overdue(sitting, at=MONDAY + 2 * HOUR))

    assert _save(li_mei, sitting, Given(1, "a", 0), at=MONDAY + 2 * HOUR).is_late
    assert newest_marks(sitting)[1] == 0


def test_a_paper_ends_for_everybody_at_its_end(cast, li_mei):
    paper = a_paper(by=cast.sun, closes_at=MONDAY + HOUR)

    sheet = sheet_for(li_mei, sit(li_mei, paper, at=MONDAY + 50 * MINUTE))

    assert sheet.due_at == MONDAY + HOUR


def test_closing_by_hand_leaves_ten_minutes(cast, li_mei):
    paper = a_paper(by=cast.sun, minutes=None)
    sitting = sit(li_mei, paper)

    write(lambda: end_exam(paper, by=cast.sun, at=MONDAY + MINUTE))

    assert sheet_for(li_mei, sitting).due_at == MONDAY + 11 * MINUTE
    with pytest.raises(ConflictError, match="考试已经结束。"):
        sit(viewer_of(cast.chen_xiao), paper, at=MONDAY + 2 * MINUTE)


# Exceptions


def _except(cast, paper, **what):
    new = NewException(cast.li_mei, "住院", expires_at=MONDAY + 24 * HOUR, **what)

    def unit():
        made = make_exception(paper, new, by=cast.sun, at=MONDAY)
        lengthen(paper, cast.li_mei, at=MONDAY)
        return made

    return write(unit)


def test_extra_minutes_reach_a_sitting_under_way(cast, li_mei):
    paper = a_paper(by=cast.sun, closes_at=MONDAY + 2 * HOUR)
    sitting = sit(li_mei, paper)

    _except(cast, paper, extra_minutes=30)

    assert sheet_for(li_mei, sitting).due_at == MONDAY + 90 * MINUTE


def test_another_go_and_a_later_end_are_for_one_person(cast, li_mei):
    paper = a_paper(by=cast.sun, closes_at=MONDAY + HOUR)
    _submit(li_mei, sit(li_mei, paper))
    write(lambda: end_exam(paper, by=cast.sun, at=MONDAY + HOUR))
    _except(cast, paper, extra_attempts=1, closes_at=MONDAY + 5 * HOUR)

    sheet = sheet_for(li_mei, sit(li_mei, paper, at=MONDAY + 4 * HOUR))

    assert (sheet.number, sheet.due_at) == (2, MONDAY + 5 * HOUR)
    assert not own_paper(viewer_of(cast.chen_xiao), paper, at=MONDAY + 4 * HOUR).decision.may
    assert not own_paper(li_mei, paper, at=MONDAY + 25 * HOUR).decision.may


# Two devices


def test_a_second_device_takes_over_and_the_first_is_told(cast, li_mei):
    sitting = sit(li_mei, a_paper(by=cast.sun))
    phone = viewer_of(cast.li_mei)

    with pytest.raises(SittingElsewhereError):
        _save(phone, sitting, Given(1, "a", 0))
    write(lambda: take_seat(phone, sitting, at=MONDAY))
    _save(phone, sitting, Given(1, "a", 0))

    with pytest.raises(SittingElsewhereError):
        _save(li_mei, sitting, Given(1, "b", 1))
    write(lambda: take_seat(li_mei, sitting, at=MONDAY))
    assert not _save(li_mei, sitting, Given(1, "b", 1)).reconciled.conflicts


# What waits for a person


@pytest.fixture
def essay(session, cast):
    fill_bank()
    design = Design((BANK,), rows=(Row(1, 4, kind="essay"), Row(1, 3, kind="case")))
    return a_paper(by=cast.sun, design=design)


def test_a_case_is_asked_as_its_questions(cast, li_mei, essay):
    sheet = sheet_for(li_mei, sit(li_mei, essay))
    questions = questions_of(sheet)

    assert [(row.part, row.points) for row in sheet.drawn] == [(0, 4), (1, 3), (2, 3)]
    assert [questions[n].question.kind for n in (1, 2, 3)] == ["essay", "single", "true_false"]
    assert questions[2].whole.stem == questions[3].whole.stem


def test_what_a_person_decides_waits_and_changes_the_score_when_it_is_marked(cast, li_mei, essay):
    sitting = sit(li_mei, essay)
    answer(li_mei, sitting)
    waiting = _submit(li_mei, sitting)

    def decide():
        mark = NewMark(1, 500, "person", cast.sun, "缺了会后公布")
        add_marks(sitting, [mark], at=MONDAY + HOUR)
        return rescore(sitting, at=MONDAY + HOUR)

    marked = write(decide)

    assert (waiting.score, waiting.pending) == (60, 1)
    assert (marked.score, marked.pending, marked.is_new) == (80, 0, False)
    assert sheet_for(li_mei, sitting).score == 80
    assert list(facts_that_differ()) == []


def test_an_empty_essay_waits_for_nobody(cast, li_mei, essay):
    assert _submit(li_mei, sit(li_mei, essay)).pending == 0


# Release


@pytest.mark.parametrize(
    ("release", "at_once", "after_the_end"),
    [
        (Release.SUBMITTED, True, True),
        (Release.CLOSED, False, True),
        (Release.NEVER, False, False),
    ],
)
def test_answers_are_told_when_the_paper_says(cast, li_mei, release, at_once, after_the_end):
    paper = a_paper(by=cast.sun, release=release, closes_at=MONDAY + 2 * HOUR)
    _submit(li_mei, sit(li_mei, paper))

    def is_released(at):
        return paper in released([paper_of(paper)], at=at)

    assert is_released(MONDAY + HOUR) is at_once
    assert is_released(MONDAY + 2 * HOUR) is after_the_end


def test_nothing_is_told_while_somebody_still_sits_or_may_come(cast, li_mei):
    paper = a_paper(by=cast.sun, closes_at=MONDAY + HOUR)
    sitting = sit(viewer_of(cast.chen_xiao), paper)
    after = MONDAY + 90 * MINUTE

    assert released([paper_of(paper)], at=after) == set()
    write(lambda: hand_in_overdue(sitting, at=after))
    assert released([paper_of(paper)], at=after) == {paper}
    _except(cast, paper, closes_at=MONDAY + 3 * HOUR)
    assert released([paper_of(paper)], at=after) == set()
    assert released([paper_of(paper)], at=MONDAY + 3 * HOUR) == {paper}


def test_what_happens_at_a_paper_is_audited(cast, li_mei):
    paper = a_paper(by=cast.sun)
    _except(cast, paper, extra_minutes=5)
    sit(li_mei, paper)

    rows = db.session.execute(
        select(AuditRow.action, AuditRow.actor_id)
        .where(AuditRow.action.like("paper.%") | AuditRow.action.like("exam.%"))
        .order_by(AuditRow.id)
    )
    assert [tuple(row) for row in rows] == [
        ("paper.create", cast.sun),
        ("paper.open", cast.sun),
        ("paper.except", cast.sun),
        ("exam.start", cast.li_mei),
    ]
    assert db.session.scalar(select(func.count()).select_from(Sitting)) == 1
