"""Saving answers: appended, never changed; what is newer elsewhere is never overwritten."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import NotFoundError
from cadreschool.learning.models import Answer
from cadreschool.learning.sittings.actions import SittingClosedError
from cadreschool.learning.sittings.queries import sheet_for
from cadreschool.learning.sittings.rules import Given
from tests.school.cast import MONDAY
from tests.school.steps import MINUTE, save, start, submit, viewer_of


@pytest.fixture
def sitting(li_mei, course):
    return start(li_mei, course)


def _rows():
    db.session.close()
    rows = db.session.execute(
        select(Answer.position, Answer.seq, Answer.value, Answer.saved_at).order_by(
            Answer.position, Answer.seq
        )
    )
    return [tuple(row) for row in rows]


def test_a_saved_answer_is_there_with_its_moment(li_mei, sitting):
    receipt = save(li_mei, sitting, Given(2, "a", 0), at=MONDAY + MINUTE)

    assert receipt.saved_at == MONDAY + MINUTE
    assert receipt.reconciled.append == (Given(2, "a", 0),)
    assert _rows() == [(2, 1, "a", MONDAY + MINUTE)]


def test_only_what_differs_is_appended(li_mei, sitting):
    save(li_mei, sitting, Given(1, "a", 0), Given(2, "b", 0), Given(3, "", 0))

    save(
        li_mei,
        sitting,
        Given(1, "a", 1),
        Given(2, "c", 1),
        Given(3, "d", 0),
        at=MONDAY + MINUTE,
    )

    assert _rows() == [
        (1, 1, "a", MONDAY),
        (2, 1, "b", MONDAY),
        (2, 2, "c", MONDAY + MINUTE),
        (3, 1, "d", MONDAY + MINUTE),
    ]


def test_an_answer_taken_back_is_a_row_too(li_mei, sitting):
    save(li_mei, sitting, Given(1, "a", 0))
    save(li_mei, sitting, Given(1, "", 1))

    assert [row[:3] for row in _rows()] == [(1, 1, "a"), (1, 2, "")]
    assert sheet_for(li_mei, sitting).drawn[0].newest.value == ""


def test_a_stale_window_overwrites_nothing_and_its_other_answers_are_kept(li_mei, sitting):
    save(li_mei, sitting, Given(1, "a", 0), Given(2, "a", 0))
    save(li_mei, sitting, Given(1, "b", 1))

    stale = save(li_mei, sitting, Given(1, "c", 1), Given(2, "d", 1), Given(3, "a", 0))

    assert stale.reconciled.conflicts == (Given(1, "c", 1),)
    assert [row[:3] for row in _rows()] == [
        (1, 1, "a"),
        (1, 2, "b"),
        (2, 1, "a"),
        (2, 2, "d"),
        (3, 1, "a"),
    ]


def test_the_person_decides_a_conflict_by_saving_again(li_mei, sitting):
    save(li_mei, sitting, Given(1, "a", 0))
    save(li_mei, sitting, Given(1, "b", 1))
    save(li_mei, sitting, Given(1, "c", 1))

    save(li_mei, sitting, Given(1, "c", 2))

    assert sheet_for(li_mei, sitting).drawn[0].newest.value == "c"


def test_a_save_without_news_writes_nothing(li_mei, sitting):
    save(li_mei, sitting, Given(1, "a", 0))
    before = _rows()
    audited = db.session.scalars(select(AuditRow.id).order_by(AuditRow.id)).all()

    again = save(li_mei, sitting, Given(1, "a", 1), Given(2, "", 0), at=MONDAY + MINUTE)

    assert (again.reconciled.append, again.reconciled.conflicts) == ((), ())
    assert _rows() == before
    assert db.session.scalars(select(AuditRow.id).order_by(AuditRow.id)).all() == audited


def test_a_save_is_audited_without_the_answers(li_mei, sitting):
    save(li_mei, sitting, Given(2, "KEY", 0), Given(5, "KEY", 0))

    row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()

    assert (row.action, row.object_id) == ("answer.save", str(sitting))
    assert row.detail == '{"questions": "2、5"}'


def test_nobody_saves_into_the_sitting_of_somebody_else(cast, sitting):
    for other in (cast.chen_xiao, cast.sun):
        with pytest.raises(NotFoundError):
            save(viewer_of(other), sitting, Given(1, "a", 0))

    assert _rows() == []


def test_nothing_is_saved_after_handing_in(li_mei, course, sitting):
    save(li_mei, sitting, Given(1, "a", 0))
    submit(li_mei, sitting, course)

    with pytest.raises(SittingClosedError) as refusal:
        save(li_mei, sitting, Given(1, "b", 1))

    assert refusal.value.status == 409
    assert [row[:3] for row in _rows()] == [(1, 1, "a")]
