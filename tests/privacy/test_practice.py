"""What practice keeps of a person is in their copy, and goes when they are erased."""

from __future__ import annotations

import pytest

from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.mistakes.models import Mistake
from cadreschool.learning.models import Mode
from cadreschool.learning.moves import withdraw_cadre
from cadreschool.learning.practice.actions import choose
from cadreschool.learning.practice.queries import OwnChoice
from cadreschool.learning.question_reports.actions import NewReport, report_question
from cadreschool.learning.question_reports.models import Category, QuestionReport
from cadreschool.learning.review.models import ReviewCard
from cadreschool.learning.verdicts.actions import let_go
from cadreschool.privacy.erasing import erase_person
from cadreschool.privacy.queries import copies, person_with
from tests.school.cast import MONDAY
from tests.school.practising import pool, practise
from tests.school.steps import viewer_of

SAID = "我在车间里看到的不是这样"


@pytest.fixture
def chen_xiao(session, cast, catalogue):
    """Return 陈晓, who practised, was wrong, and reported a question; and their sitting."""
    viewer = viewer_of(cast.chen_xiao)
    sitting_id = practise(viewer, pool(viewer, catalogue)[:2], Mode.PRACTICE, right=False)
    write(lambda: choose(viewer, OwnChoice(4, 3), at=MONDAY))
    new = NewReport(Category.KEY, SAID)
    write(lambda: report_question(viewer, sitting_id, 1, new, at=MONDAY))
    return viewer, sitting_id


def _rows(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_the_copy_tells_of_mistakes_reviews_and_reports(chen_xiao):
    viewer, _ = chen_xiao
    copy = {
        entry.table: rows for entry, rows in copies(person_with(viewer.cadre_id), at=clock.now())
    }

    assert [row["state"] for row in copy["mistake"]] == ["open", "open"]
    assert len(copy["review_card"]) == 2
    assert [row["text"] for row in copy["question_report"]] == [SAID]
    assert [row["clears_after"] for row in copy["practice_choice"]] == [4]


def test_erased_there_is_no_mistake_book_and_none_comes_back(app, chen_xiao):
    viewer, sitting_id = chen_xiao
    write(lambda: withdraw_cadre(viewer.cadre_id, clock.today(), "退休", by=None, at=clock.now()))
    erase_person(app.config["SETTINGS"].instance, viewer.cadre_id, by=None, at=clock.now())

    write(lambda: let_go(viewer.cadre_id, [sitting_id]))

    assert (_rows(Mistake), _rows(ReviewCard)) == (0, 0)
    assert db.session.scalars(db.select(QuestionReport.text)).all() == [""]
