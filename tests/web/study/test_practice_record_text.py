"""Going on with a practice record."""

from __future__ import annotations

from cadreschool.kernel.db import write
from cadreschool.learning.practice_records import actions
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of
from tests.web.seeing import text
from tests.web.study.recorded import number_in, save


def test_the_form_holds_what_was_stored(browse):
    record_id = number_in(save(browse.enter("li_mei")).location)
    page = browse.get("study.practice_record_text", record_id=record_id)

    assert "双方各说一遍" in page.select_one('textarea[name="deed"]').text
    assert [one["value"] for one in page.select('input[name="competencies"][checked]')] == [
        "able",
        "skilled",
    ]


def test_what_was_submitted_leads_to_its_page(browse):
    record_id = number_in(save(browse.enter("li_mei"), do="submit").location)
    answer = browse.client.get(f"/practice-records/{record_id}/text/")
    assert (answer.status_code, answer.location) == (302, f"/practice-records/{record_id}/")


def test_the_reason_stands_over_what_was_sent_back(app, browse, cast):
    record_id = number_in(save(browse.enter("li_mei"), do="submit").location)
    with app.app_context():
        sun = viewer_of(cast.sun)
        write(
            lambda: actions.send_back(sun, record_id, version=1, words="结果写具体些。", at=MONDAY)
        )
    page = browse.get("study.practice_record_text", record_id=record_id)
    assert "退回的说明：结果写具体些。" in text(page)
