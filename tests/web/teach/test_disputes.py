"""The queue of disputes: what waits and what was decided, and not whose it is."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.teach.disagreeing import REASON, over_a_record


def test_an_empty_queue_says_what_will_come(reviewer):
    assert "没有等待复核的异议" in text(reviewer.get("teach.disputes"))


def test_the_queue_shows_evidence_and_reason_and_nobodys_name(app, browse, cast, reviewer):
    over_a_record(app, browse, cast)
    said = text(reviewer.get("teach.disputes"))

    assert "等待复核（1）" in said
    assert "接访的实践记录" in said
    assert REASON in said
    assert "李梅" not in said
    assert "纺织工会" not in said


@pytest.mark.usefixtures("teachers")
def test_trainers_and_learners_have_no_part_in_it(browse):
    browse.enter("li_mei").get("teach.disputes", status=403)
    browse.another().enter("sun").get("teach.disputes", status=403)
