"""Answers of papers reach the book when they are released, and not a moment before."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.kernel.db import db, write
from cadreschool.learning.actions import hand_in
from cadreschool.learning.exams.actions import end_exam
from cadreschool.learning.mistakes.queries import mistakes_of
from cadreschool.learning.practice.offers import newest_of
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.sittings.queries import drawn_versions, sheet_for
from cadreschool.learning.verdicts.models import WaitingSitting
from cadreschool.questions.papers.design import Design, Row
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.questions.queries import published_questions
from cadreschool.worker.releasing import release
from tests.school.cast import MONDAY
from tests.school.papers import BANK, a_paper, answer, fill_bank, sit
from tests.school.practising import answer as answer_one
from tests.school.practising import begin, pool
from tests.school.steps import take, viewer_of

LATER = MONDAY + timedelta(hours=2)
CASE = Design(banks=(BANK,), rows=(Row(1, 5, kind="case"),))


def _sit_wrongly(viewer, paper, *, wrong=2):
    sitting_id = sit(viewer, paper)
    answer(viewer, sitting_id, wrong=wrong)
    write(lambda: hand_in(viewer, sitting_id, at=MONDAY))
    return sitting_id


def _release(*, at=LATER):
    with time_machine.travel(at, tick=False):
        return release()


def _cards():
    return db.session.scalars(db.select(ReviewCard.question_id)).all()


def test_told_at_once_it_is_in_the_book_at_once(li_mei, cast):
    _sit_wrongly(li_mei, a_paper(by=cast.sun, release=Release.SUBMITTED))

    assert len(mistakes_of(li_mei)) == 2
    assert len(_cards()) == 5


@pytest.mark.parametrize("mode", [PaperMode.EXAM, PaperMode.MOCK])
def test_told_after_the_end_it_waits_for_the_end(li_mei, cast, mode):
    paper = a_paper(by=cast.sun, mode=mode, release=Release.CLOSED)
    _sit_wrongly(li_mei, paper)
    assert _release() == 0
    assert (mistakes_of(li_mei), _cards()) == ([], [])

    write(lambda: end_exam(paper, by=cast.sun, at=LATER))

    assert (_release(), _release()) == (1, 0)
    assert len(mistakes_of(li_mei)) == 2
    assert db.session.scalar(db.select(WaitingSitting.sitting_id)) is None


def test_while_somebody_else_still_sits_it_waits_for_them(li_mei, cast):
    paper = a_paper(by=cast.sun, release=Release.CLOSED)
    _sit_wrongly(li_mei, paper)
    chen_xiao = viewer_of(cast.chen_xiao)
    theirs = sit(chen_xiao, paper)
    write(lambda: end_exam(paper, by=cast.sun, at=MONDAY))
    assert _release(at=MONDAY) == 0

    write(lambda: hand_in(chen_xiao, theirs, at=MONDAY))

    assert _release(at=MONDAY) == 1
    assert len(mistakes_of(li_mei)) == 2


def test_never_told_it_is_never_in_the_book(li_mei, cast):
    paper = a_paper(by=cast.sun, release=Release.NEVER)
    _sit_wrongly(li_mei, paper)
    write(lambda: end_exam(paper, by=cast.sun, at=MONDAY))

    assert _release() == 0
    assert mistakes_of(li_mei) == []


def test_an_entry_of_before_tells_nothing_of_a_paper_that_is_kept_back(li_mei, cast, course):
    """Wrong in the check, then in an examination: until it is released the book says once."""
    take(li_mei, course, wrong=5)
    before = mistakes_of(li_mei)
    _sit_wrongly(li_mei, a_paper(by=cast.sun, release=Release.CLOSED), wrong=5)

    assert mistakes_of(li_mei) == before


def test_what_a_paper_keeps_back_is_not_practised(li_mei, cast, catalogue):
    everything = pool(li_mei, catalogue)
    practice = begin(li_mei, everything)
    kept_back = drawn_versions(_sit_wrongly(li_mei, a_paper(by=cast.sun, release=Release.CLOSED)))

    left = {one.version_id for one in pool(li_mei, catalogue)}

    assert left == {one.version_id for one in everything} - kept_back
    for row in sheet_for(li_mei, practice).drawn:
        handed = answer_one(li_mei, practice, row.position)
        assert handed.is_untold == (row.question_version_id in kept_back)


def test_a_case_of_a_bank_is_one_entry_and_is_redone_whole(li_mei, cast, catalogue):
    fill_bank()
    paper = a_paper(by=cast.sun, design=CASE, release=Release.SUBMITTED)
    _sit_wrongly(li_mei, paper, wrong=1)

    (row,) = mistakes_of(li_mei)
    (asked,) = newest_of([row.question_id], catalogue, published_questions).values()

    assert (row.question_id, row.position) == ("exam-case", 1)
    assert len(asked.published.parts) == 2


def test_what_was_handed_in_before_the_book_was_made_is_written_up_later(li_mei, course):
    sitting_id = take(li_mei, course, wrong=1)

    def forget():
        db.session.execute(db.delete(ReviewCard))
        db.session.add(WaitingSitting(sitting_id=sitting_id, cadre_id=li_mei.cadre_id))

    write(forget)
    assert _cards() == []

    assert _release() == 1
    assert len(_cards()) == 5
