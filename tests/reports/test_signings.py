"""Signatures are counted by month of the school's own clock, within what an auditor audits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import NotFoundError
from cadreschool.kernel.viewer import Grant, Role
from cadreschool.learning.practice_records import actions
from cadreschool.reports.signings import queries
from cadreschool.reports.signings.requests import SigningRequest, read_request
from cadreschool.reports.signings.tables import table
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over, put_name_to, secret_that
from tests.school.steps import viewer_of

NEW_YEAR_IN_SHANGHAI = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
YEAR = SigningRequest(2026)


@pytest.fixture
def auditor(session, cast):
    """Return the auditor of 青石镇; 周建国 signed two records there, 孙主席 one of 纺织."""
    zhou, sun = viewer_of(cast.zhou), viewer_of(cast.sun)
    wang, li_mei = viewer_of(cast.wang_qiang), viewer_of(cast.li_mei)
    first, second = (hand_over(wang, a_draft(key)) for key in ("a", "b"))
    put_name_to(zhou, first, secret=secret_that(first, draws=True))
    put_name_to(zhou, second, secret=secret_that(second, draws=False), at=NEW_YEAR_IN_SHANGHAI)
    third = hand_over(li_mei, a_draft("c"))
    put_name_to(sun, third, secret=secret_that(third, draws=False))
    path = f"/{cast.county}/{cast.qingshi}/"
    return replace(zhou, grants=(Grant(Role.AUDIT_ADMIN, cast.qingshi, path),))


def _months(auditor, wanted):
    found = queries.months(auditor, wanted, queries.signers(auditor, wanted))
    return [(one.signer.name, one.month, one.signed, one.sampled) for one in found]


def test_a_month_begins_at_midnight_in_shanghai(auditor):
    assert _months(auditor, YEAR) == [("周建国", 3, 1, 1)]
    assert _months(auditor, SigningRequest(2027)) == [("周建国", 1, 1, 0)]
    assert _months(auditor, SigningRequest(2027, month=1)) == [("周建国", 1, 1, 0)]
    assert _months(auditor, SigningRequest(2027, month=12)) == []


def test_an_auditor_of_one_town_sees_nothing_of_another(auditor, cast):
    assert [one.name for one in queries.signers(auditor, YEAR)] == ["周建国"]
    with pytest.raises(NotFoundError):
        queries.signer(auditor, cast.sun)
    assert queries.signed_texts(auditor, cast.sun, YEAR) == []


def test_a_sample_that_failed_counts_for_the_signature_before_it(auditor, cast):
    (text,) = queries.signed_texts(auditor, cast.zhou, YEAR)
    sun, wang = viewer_of(cast.sun), viewer_of(cast.wang_qiang)
    write(lambda: actions.check_sample(sun, text.id, is_passed=False, words="对不上。", at=MONDAY))
    write(lambda: actions.submit(wang, text.id, at=MONDAY))
    put_name_to(sun, text.id, secret=secret_that(text.id, draws=True))

    (month,) = queries.months(auditor, YEAR, [queries.signer(auditor, cast.zhou)])
    assert (month.signed, month.passed, month.failed, month.waiting) == (1, 0, 1, 0)
    (month,) = queries.months(auditor, YEAR, [queries.signer(auditor, cast.sun)])
    assert (month.signed, month.failed, month.waiting) == (1, 0, 1)


def test_a_table_holds_every_row_of_the_year(auditor):
    made = table(auditor, YEAR, at=MONDAY)
    assert (made.period, made.unit) == ("2026 年", auditor.organisation_name)
    assert list(made.rows) == [("周建国", "青石镇工会联合会", "2026-03", 1, 0, 0.0, 1, 0, 0, 1)]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, SigningRequest(2026)),
        ({"year": "2025", "month": "2"}, SigningRequest(2025, 2)),
        ({"year": "9999", "month": "13", "page": "0"}, SigningRequest(2026)),
        ({"year": "二〇二六", "page": "²"}, SigningRequest(2026)),
        ({"union": " 青石 ", "page": "3"}, SigningRequest(2026, 0, "青石", 3)),
    ],
)
def test_an_address_is_read_and_nonsense_is_the_usual(given, wanted):
    assert read_request(given, today=day_of(MONDAY)) == wanted
    assert read_request(wanted.arguments(), today=day_of(MONDAY)) == replace(wanted, page=1)
