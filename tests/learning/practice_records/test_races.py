"""Several at once: a form is one record, a record has one signature, a sample one check."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import CadreSchoolError, ConflictError
from cadreschool.kernel.viewer import Role
from cadreschool.learning.practice_records import actions
from cadreschool.learning.practice_records.actions import Verdict
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.organisations.models import Organisation
from cadreschool.people.actions import appoint
from cadreschool.people.models import Cadre
from tests.learning.marking.test_races import at_once
from tests.school.cast import MONDAY
from tests.school.recording import DRAFT, a_draft, hand_over, put_name_to, secret_that
from tests.school.steps import viewer_of


@pytest.fixture
def supervisors(session, cast):
    """Return three who supervise the county."""

    def unit():
        for one in (cast.zhou, cast.chen_xiao):
            appoint(
                db.session.get_one(Cadre, one),
                Role.SUPERVISOR,
                db.session.get_one(Organisation, cast.county),
                from_on=MONDAY.date(),
                by=None,
                at=MONDAY,
            )

    write(unit)
    return [viewer_of(one) for one in (cast.sun, cast.zhou, cast.chen_xiao)]


def steps(kind: str) -> int:
    number = db.session.scalar(
        select(func.count()).select_from(PracticeStep).where(PracticeStep.kind == kind)
    )
    db.session.close()
    return number


@pytest.mark.usefixtures("session")
def test_a_form_that_arrives_in_many_ways_is_one_record(app, cast):
    li_mei = viewer_of(cast.li_mei)
    db.session.close()
    results = at_once(app, [lambda: actions.save_draft(li_mei, DRAFT, at=MONDAY)] * 5)

    assert len(set(results)) == 1
    assert db.session.scalar(select(func.count()).select_from(PracticeRecord)) == 1


def test_of_several_supervisors_one_decides(app, supervisors, cast):
    record_id = hand_over(viewer_of(cast.li_mei))
    db.session.close()
    verdict = Verdict(1, "", {"able": 2, "skilled": 1})
    results = at_once(
        app,
        [
            lambda one=one: actions.sign(one, record_id, verdict, secret="x", at=MONDAY)
            for one in supervisors
        ]
        + [
            lambda: actions.send_back(
                supervisors[0], record_id, version=1, words="写具体些。", at=MONDAY
            )
        ],
    )
    assert sum(isinstance(one, CadreSchoolError) for one in results) >= 3
    assert steps("sign") + steps("return") == 1


def test_signing_and_withdrawing_at_once_leaves_one_of_them(app, supervisors, cast):
    li_mei = viewer_of(cast.li_mei)
    record_id = hand_over(li_mei)
    db.session.close()
    verdict = Verdict(1, "", {"able": 2, "skilled": 1})
    results = at_once(
        app,
        [
            lambda: actions.sign(supervisors[0], record_id, verdict, secret="x", at=MONDAY),
            lambda: actions.withdraw(li_mei, record_id, at=MONDAY),
            lambda: actions.save_draft(li_mei, a_draft(base=1, deed="改了。"), at=MONDAY),
        ],
    )
    assert any(isinstance(one, CadreSchoolError) for one in results)
    assert steps("sign") + steps("withdraw") == 1


def test_a_sample_is_checked_once(app, supervisors, cast):
    record_id = hand_over(viewer_of(cast.li_mei))
    put_name_to(supervisors[0], record_id, secret=secret_that(record_id, draws=True))
    db.session.close()
    results = at_once(
        app,
        [
            lambda one=one, good=good: actions.check_sample(
                one, record_id, is_passed=good, words="看过了。", at=MONDAY
            )
            for one, good in ((supervisors[1], True), (supervisors[2], False))
        ],
    )
    assert steps("pass") + steps("fail") == 1
    assert sum(isinstance(one, ConflictError) for one in results) == 1
