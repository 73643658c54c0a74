"""Signed practice records are archived after thirty days, all that are due."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from cadreschool.learning.practice_records import actions
from cadreschool.worker.archiving import archive
from tests.school.cast import MONDAY
from tests.school.recording import a_draft, hand_over, put_name_to, secret_that, state_of
from tests.school.steps import viewer_of


@pytest.fixture
def signed(session, cast, monkeypatch):
    """Return an author and their records: two signed, one drawn; two at a time are archived."""
    monkeypatch.setattr(actions, "_PORTION", 1)
    author, signer = viewer_of(cast.wang_qiang), viewer_of(cast.zhou)
    records = [hand_over(author, a_draft(f"{number}")) for number in range(3)]
    for record, draws in zip(records, (False, False, True), strict=True):
        put_name_to(signer, record, secret=secret_that(record, draws=draws))
    return author, records


@pytest.mark.parametrize(("days", "states"), [(29, ["signed"] * 2), (31, ["archived"] * 2)])
def test_what_was_signed_thirty_days_ago_is_archived_unless_drawn(signed, days, states):
    author, records = signed
    with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
        assert archive() == states.count("archived")
    assert [state_of(author, one) for one in records] == [*states, "sampled"]
