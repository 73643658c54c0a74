"""Reports of questions: one at a time, to those whose question it is, answered for all."""

from __future__ import annotations

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from cadreschool.kernel.viewer import Role
from cadreschool.learning.question_reports import actions
from cadreschool.learning.question_reports.actions import NewReport
from cadreschool.learning.question_reports.models import Category, ReportState
from cadreschool.learning.question_reports.queries import group_for, own_reports, waiting_groups
from cadreschool.learning.question_reports.rules import MOST_OPEN
from cadreschool.notices.queries import messages_to
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from cadreschool.questions.banks.models import Bank
from cadreschool.questions.papers.design import Design, Row
from tests.school.cast import MONDAY
from tests.school.papers import BANK, a_paper, fill_bank, sit
from tests.school.steps import MINUTE, start, take, viewer_of

KEY = NewReport(Category.KEY, "应当是三十日")
ACCEPTED, DECLINED = ReportState.ACCEPTED, ReportState.DECLINED


def _appointed(cadre_id, role, union_id):
    def unit():
        cadre, union = (
            db.session.get_one(Cadre, cadre_id),
            db.session.get_one(Organisation, union_id),
        )
        appoint(cadre, role, union, from_on=clock.day_of(MONDAY), by=None, at=MONDAY)

    write(unit)
    return viewer_of(cadre_id)


@pytest.fixture
def trainer(session, cast):
    """Return 孙主席 as a trainer of the whole school."""
    return _appointed(cast.sun, Role.TRAINER, cast.county)


def _report(viewer, sitting_id, position=1, new=KEY, at=MONDAY):
    return write(lambda: actions.report_question(viewer, sitting_id, position, new, at=at))


def _answer(viewer, question_id, state=ACCEPTED, answer="", *, up_to=10**6):
    return write(
        lambda: actions.answer_reports(
            viewer, question_id, state, answer, up_to=up_to, at=MONDAY + MINUTE
        )
    )


def test_a_report_waits_with_the_trainers_of_the_course(li_mei, course, trainer):
    sitting_id = take(li_mei, course)
    _report(li_mei, sitting_id)

    (group,) = waiting_groups(trainer)

    assert (group.course_id, group.owner_title, group.may_answer) == (
        "speaking",
        "为职工说话",
        True,
    )
    assert [(one.category, one.text) for one in group.reports] == [(Category.KEY, "应当是三十日")]


def test_it_may_be_made_while_the_check_is_open(li_mei, course, trainer):
    _report(li_mei, start(li_mei, course))

    assert len(waiting_groups(trainer)) == 1


def test_one_person_reports_a_version_once_until_it_is_answered(li_mei, course, trainer):
    sitting_id = take(li_mei, course)
    _report(li_mei, sitting_id)
    with pytest.raises(ConflictError):
        _report(li_mei, sitting_id)
    _answer(trainer, waiting_groups(trainer)[0].question_id)

    _report(li_mei, sitting_id)

    assert [one.state for one in own_reports(li_mei)] == [ReportState.OPEN, ACCEPTED]


def test_nobody_reports_from_the_sitting_of_somebody_else_nor_what_was_not_asked(
    li_mei, cast, course
):
    sitting_id = take(li_mei, course)
    wang_qiang = viewer_of(cast.wang_qiang)

    for viewer, position in ((wang_qiang, 1), (li_mei, 6)):
        with pytest.raises(NotFoundError):
            _report(viewer, sitting_id, position)


def test_something_else_needs_words(li_mei, course):
    sitting_id = take(li_mei, course)

    with pytest.raises(InvalidError):
        _report(li_mei, sitting_id, new=NewReport(Category.OTHER, ""))
    assert _report(li_mei, sitting_id, new=NewReport(Category.TYPO, ""))


def test_a_flood_of_reports_ends(li_mei, course, catalogue):
    """The twenty questions of two lessons wait; one of a third lesson is too many."""
    sittings = [take(li_mei, course, number) for number in (1, 2)]
    sittings += [take(li_mei, course, number, at=MONDAY + 20 * MINUTE) for number in (1, 2)]
    places = [(one, position) for one in sittings for position in range(1, 6)]
    for sitting_id, position in places[:MOST_OPEN]:
        _report(li_mei, sitting_id, position)
    last = take(li_mei, catalogue.course("listening"))

    assert len(own_reports(li_mei)) == MOST_OPEN
    with pytest.raises(ConflictError, match="20 条"):
        _report(li_mei, last)


# Whose it is


def test_a_trainer_of_another_town_does_not_hear_of_it(li_mei, cast, trainer):
    """The bank is 青石镇's, of whose trainers 周建国 is one; 陈晓 is one of 城关街道."""
    fill_bank()

    def give():
        db.session.get_one(Bank, BANK).organisation_id = cast.qingshi

    write(give)
    design = Design(banks=(BANK,), rows=(Row(1, 5, kind="case"),))
    _report(li_mei, sit(li_mei, a_paper(by=cast.sun, design=design)))
    theirs = _appointed(cast.zhou, Role.TRAINER, cast.qingshi)
    beside = _appointed(cast.chen_xiao, Role.TRAINER, cast.chengguan)

    assert len(waiting_groups(theirs)) == len(waiting_groups(trainer)) == 1
    assert waiting_groups(beside) == []
    with pytest.raises(NotFoundError):
        _answer(beside, waiting_groups(theirs)[0].question_id)


def test_a_reviewer_reads_and_does_not_answer(li_mei, cast, course):
    _report(li_mei, take(li_mei, course))
    reviewer = _appointed(cast.sun, Role.REVIEWER, cast.county)
    (group,) = waiting_groups(reviewer)

    assert not group.may_answer
    with pytest.raises(ForbiddenError):
        _answer(reviewer, group.question_id)


def test_a_question_of_a_bank_is_its_banks_and_a_case_is_reported_whole(li_mei, cast, trainer):
    fill_bank()
    design = Design(banks=(BANK,), rows=(Row(1, 5, kind="case"),))
    sitting_id = sit(li_mei, a_paper(by=cast.sun, design=design))
    _report(li_mei, sitting_id, 2)

    (group,) = waiting_groups(trainer)

    assert (group.bank_id, group.question_id) == (BANK, "exam-case")
    with pytest.raises(ConflictError):
        _report(li_mei, sitting_id, 1)


# The outcome


def test_everybody_who_reported_it_is_told_once(li_mei, cast, course, trainer):
    chen_xiao = viewer_of(cast.chen_xiao)
    for viewer in (li_mei, chen_xiao):
        _report(viewer, take(viewer, course))
    (group,) = waiting_groups(trainer)
    assert len(group.reports) == 2

    assert _answer(trainer, group.question_id, answer="已改为三十日") == 2

    for viewer in (li_mei, chen_xiao):
        assert [one.title for one in messages_to(viewer)] == ["您报的错已采纳"]
        assert [one.answer for one in own_reports(viewer)] == ["已改为三十日"]
    assert waiting_groups(trainer) == []
    with pytest.raises(ConflictError):
        _answer(trainer, group.question_id)


def test_what_came_after_the_page_was_read_waits_for_an_answer_of_its_own(
    li_mei, cast, course, trainer
):
    seen = _report(li_mei, take(li_mei, course))
    (group,) = waiting_groups(trainer)
    chen_xiao = viewer_of(cast.chen_xiao)
    _report(chen_xiao, take(chen_xiao, course))

    assert _answer(trainer, group.question_id, up_to=seen) == 1

    assert messages_to(chen_xiao) == []
    assert [one.state for one in group_for(trainer, group.question_id).reports] == [
        ACCEPTED,
        ReportState.OPEN,
    ]


def test_who_does_not_accept_says_why_and_the_message_does_not_repeat_it(li_mei, course, trainer):
    _report(li_mei, take(li_mei, course))
    (group,) = waiting_groups(trainer)
    with pytest.raises(InvalidError):
        _answer(trainer, group.question_id, DECLINED)

    _answer(trainer, group.question_id, DECLINED, "第二十二条写的就是这样")

    (message,) = messages_to(li_mei)
    assert "第二十二条" not in message.title + message.text
